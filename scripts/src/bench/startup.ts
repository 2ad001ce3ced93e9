import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
import { root } from '../root.js';
import { measureProcess, printRatio } from './measure.js';
import { makeProject, oneTableMigration, revisionId } from './project.js';

const command = join(root, 'packages', 'core', 'bin', 'aludel.js');

/** What a small project pays for a look: whole processes against Node doing nothing. */
export async function benchStartup(): Promise<void> {
  process.stdout.write('A project of 10 revisions, config in TypeScript: CPU of whole processes\n');
  const project = makeProject();
  try {
    for (let index = 0; index < 10; index++) {
      writeFileSync(join(project.migrations, `${revisionId(index)}_table.ts`), oneTableMigration(index));
    }
    const migrator = createMigrator(
      { migrations: project.migrations, databases: { main: sqlite({ filename: join(project.folder, 'bench.db') }) } },
      { folder: project.folder },
    );
    await migrator.upgrade();
    const floor = measureProcess(['-e', '0'], { runs: 15 });
    const options = { cwd: project.folder, runs: 15 };
    printRatio('aludel heads', measureProcess([command, 'heads'], options).cpuMs, floor.cpuMs, 2.5, 'ms');
    printRatio('aludel current', measureProcess([command, 'current'], options).cpuMs, floor.cpuMs, 3, 'ms');
  } finally {
    project.remove();
  }
}
