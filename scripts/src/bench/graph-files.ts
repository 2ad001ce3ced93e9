import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
import { compareProcesses, printLimit, printRatio } from './measure.js';
import { command, makeProject, migrationText, revisionId, type BenchProject } from './project.js';

/** Reads and hashes the files, and does nothing else: what no tool can do without. */
const floorProgram = `
const { readdirSync, readFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const hash = createHash('sha256');
for (const name of readdirSync('migrations').sort()) hash.update(readFileSync('migrations/' + name));
hash.digest('hex');
`;

/** 10,000 revision files on disk: whole processes against one that only reads and hashes the files. */
export async function benchGraphFiles(): Promise<void> {
  for (const shape of ['linear', 'merge every 10'] as const) {
    process.stdout.write(`10,000 revision files, ${shape}: CPU of whole processes\n`);
    const project = makeProject('command');
    try {
      writeRevisions(project, 10_000, shape === 'linear' ? undefined : 10);
      const database = join(project.folder, 'bench.db');
      const migrator = createMigrator(
        { migrations: project.migrations, databases: { main: sqlite({ filename: database }) } },
        { folder: project.folder },
      );
      await migrator.stamp('heads');
      const commands = [['heads'], ['history'], ['current'], ['upgrade', 'heads']];
      const compared = compareProcesses(
        ['-e', floorProgram],
        commands.map((args) => [command, ...args]),
        { cwd: project.folder },
      );
      for (const [place, { used, floor }] of compared.entries()) {
        const name = `aludel ${commands[place]?.join(' ')}`;
        printRatio(name, used.cpuMs, floor.cpuMs, 2, 'ms');
        printLimit(`${name}, memory`, used.maxRssMb, 200, 'MB');
      }
    } finally {
      project.remove();
    }
  }
}

/** With `mergeEvery` n, each nth revision is followed by two, which the one after joins. */
function writeRevisions(project: BenchProject, count: number, mergeEvery: number | undefined): void {
  const write = (index: number, down: string): void =>
    writeFileSync(
      join(project.migrations, `${revisionId(index)}_revision.ts`),
      migrationText(revisionId(index), down, `op.execute('SELECT ${index}');`, `op.execute('SELECT ${index}');`),
    );
  const quoted = (index: number): string => `'${revisionId(index)}'`;
  for (let index = 0; index < count; index++) {
    const place = mergeEvery === undefined ? -1 : index % mergeEvery;
    if (index === 0) write(index, 'null');
    else if (place === 2) write(index, quoted(index - 2));
    else if (place === 3) write(index, `[${quoted(index - 2)}, ${quoted(index - 1)}]`);
    else write(index, quoted(index - 1));
  }
}
