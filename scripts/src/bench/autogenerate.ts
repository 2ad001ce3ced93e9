import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMigrator } from '@aludel/core';
import type { DialectPackage } from '@aludel/core/dialect';
import { medianBy, printLimit, printRatio, usageOfProcess } from './measure.js';
import { command, linkPackages } from './project.js';
import { rawSession, withPlaces } from './raw-session.js';
import type { BenchServer } from './server-bench.js';
import { createTables } from './server-inspect.js';
import { watchedPackage, type SessionCall } from './watched-package.js';

const runs = 7;
const sizes = [1000, 5000] as const;

/** A project with models of what its database holds, written by `pull`. */
export interface ModelledProject {
  readonly folder: string;
  /** Names of the packages that it needs. */
  readonly packages: readonly string[];
  remove(): void;
}

/**
 * Autogenerate with nothing to do, against the plain driver sending the same catalog queries; and what the whole process
 * of `aludel check` takes.
 */
export async function benchAutogenerate(server: BenchServer): Promise<void> {
  for (const count of sizes) {
    // oxlint-disable-next-line no-await-in-loop -- one measurement after another
    await benchSize(server, count);
  }
}

async function benchSize(server: BenchServer, count: number): Promise<void> {
  const database = await server.fresh();
  const raw = await rawSession(server.dialect, database.url);
  let project: ModelledProject | undefined;
  try {
    await createTables(raw, count);
    project = await modelledProject(server.dialect, server.open(database.url), { url: database.url });
    await compareWithFloor(
      `${server.name}: nothing to do, ${count} tables`,
      server.open(database.url),
      project,
      (call) => raw.query(withPlaces(server.dialect, call.sql, call.bindings), call.bindings),
    );
    printProcess(server.name, count, project);
  } finally {
    project?.remove();
    await raw.close();
    await database.drop();
  }
}

/** What the whole process of `aludel check` takes. */
export function printProcess(name: string, count: number, { folder, packages }: ModelledProject): void {
  linkPackages(folder, packages, 'command');
  const { cpuMs, maxRssMb } = usageOfProcess([command, 'check'], folder);
  process.stdout.write(`    ${name}: aludel check of ${count} tables: ${(cpuMs / 1000).toFixed(2)} CPU seconds\n`);
  printLimit(`${name}: memory of aludel check, ${count} tables`, maxRssMb, 512, 'MB');
}

/** Times a comparison that finds nothing, and the same queries sent by the plain driver. */
export async function compareWithFloor(
  what: string,
  database: DialectPackage,
  { folder, packages }: ModelledProject,
  send: (call: SessionCall) => Promise<unknown>,
): Promise<void> {
  linkPackages(folder, packages, 'thisProcess');
  const times: { readonly ours: number; readonly floor: number }[] = [];
  for (let run = 0; run <= runs; run++) {
    const calls: SessionCall[] = [];
    const watched = watchedPackage(database, (call) => void (call.kind === 'query' && calls.push(call)));
    const migrator = createMigrator(
      { migrations: './migrations', models: './schema.ts', databases: { main: watched } },
      { folder },
    );
    const started = performance.now();
    const { operations } = await migrator.check();
    const ours = performance.now() - started;
    if (operations.length > 0) throw new Error(`There was something to do: ${operations.slice(0, 5).join(', ')} …`);
    const begun = performance.now();
    for (const call of calls) await send(call);
    // The first run warms caches up, ours and the server's.
    if (run > 0) times.push({ ours, floor: performance.now() - begun });
  }
  const { ours, floor } = medianBy(times, (time) => time.ours / time.floor);
  printRatio(what, ours, floor, 2, 'ms');
}

/** @param options what the dialect package takes */
export async function modelledProject(
  dialect: 'postgres' | 'mysql' | 'sqlite',
  database: DialectPackage,
  options: Readonly<Record<string, string>>,
): Promise<ModelledProject> {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-bench-'));
  mkdirSync(join(folder, 'migrations'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "bench", "private": true, "type": "module" }\n');
  writeFileSync(
    join(folder, 'aludel.config.ts'),
    `import { defineConfig } from '@aludel/core';
import { ${dialect} } from '@aludel/${dialect}';

export default defineConfig({
  migrations: './migrations',
  models: './schema.ts',
  databases: { main: ${dialect}(${JSON.stringify(options)}) },
});
`,
  );
  const migrator = createMigrator({ migrations: './migrations', databases: { main: database } }, { folder });
  await migrator.pull({ out: 'schema.ts' });
  return { folder, packages: ['core', dialect], remove: () => rmSync(folder, { recursive: true, force: true }) };
}
