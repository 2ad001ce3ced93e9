import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
import { compareProcesses, printRatio } from './measure.js';
import { command, makeProject, oneTableMigration, revisionId } from './project.js';

/** What a small project pays for a look: whole processes against Node doing nothing. */
export async function benchStartup(): Promise<void> {
  process.stdout.write('A project of 10 revisions, config in TypeScript: CPU of whole processes\n');
  const project = makeProject('command');
  try {
    for (let index = 0; index < 10; index++) {
      writeFileSync(join(project.migrations, `${revisionId(index)}_table.ts`), oneTableMigration(index));
    }
    const migrator = createMigrator(
      { migrations: project.migrations, databases: { main: sqlite({ filename: join(project.folder, 'bench.db') }) } },
      { folder: project.folder },
    );
    await migrator.upgrade();
    const commands = ['heads', 'current'];
    const compared = compareProcesses(
      ['-e', '0'],
      commands.map((name) => [command, name]),
      { cwd: project.folder, rounds: 15 },
    );
    for (const [place, { used, floor }] of compared.entries()) {
      const name = commands[place] ?? '';
      printRatio(`aludel ${name}`, used.cpuMs, floor.cpuMs, name === 'heads' ? 2.5 : 3, 'ms');
    }
  } finally {
    project.remove();
  }
}
