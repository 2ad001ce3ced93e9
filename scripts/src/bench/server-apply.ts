import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator, type RunEvent } from '@aludel/core';
import type { DialectPackage } from '@aludel/core/dialect';
import { medianBy, printRatio } from './measure.js';
import { makeProject, oneTableMigration, revisionId } from './project.js';
import { rawSession, withPlaces } from './raw-session.js';
import type { BenchServer } from './server-bench.js';
import { watchedPackage, type SessionCall } from './watched-package.js';

const count = 1000;
const runs = 5;

/**
 * 1,000 one-table migrations, against the plain driver sending the same statements in the same transactions. What loading
 * the files takes is told apart, since the driver loads none.
 */
export async function benchServerApply(server: BenchServer): Promise<void> {
  const project = makeProject('thisProcess');
  try {
    for (let index = 0; index < count; index++) {
      writeFileSync(join(project.migrations, `${revisionId(index)}_table.ts`), oneTableMigration(index));
    }
    const times: { readonly ours: number; readonly loadMs: number; readonly raw: number }[] = [];
    let calls: SessionCall[] = [];
    for (let run = 0; run < runs; run++) {
      calls = [];
      const { ms, loadMs } = await upgradeAll(project.folder, project.migrations, server, (call) => calls.push(call));
      // What was sent before the first migration (the lock, the version table) is part of ours alone.
      const sent = calls.flatMap((call): readonly SessionCall[] => {
        if (call.kind === 'executeAndCommit') return [call, { kind: 'commit', sql: 'COMMIT', bindings: [] }];
        return call.kind === 'begin' || call.kind === 'execute' || call.kind === 'commit' ? [call] : [];
      });
      times.push({ ours: ms, loadMs, raw: await sendRaw(server, sent) });
    }
    const { ours, loadMs, raw } = medianBy(times, (time) => (time.ours - time.loadMs) / time.raw);
    printRatio(`${server.name}: 1,000 one-table migrations, loading apart`, ours - loadMs, raw, 1.3, 'ms');
    process.stdout.write(
      `    loading of the files: ${loadMs.toFixed(0)} ms; round trips: ${roundTrips(server, calls)}\n`,
    );
  } finally {
    project.remove();
  }
}

async function upgradeAll(
  folder: string,
  migrations: string,
  server: BenchServer,
  note: (call: SessionCall) => void,
): Promise<{ readonly ms: number; readonly loadMs: number }> {
  const database = await server.fresh();
  let loadMs = 0;
  const listener = (event: RunEvent): void => {
    if (event.type === 'stepDone') loadMs += event.loadMs;
  };
  try {
    const main: DialectPackage = watchedPackage(server.open(database.url), note);
    const migrator = createMigrator({ migrations, databases: { main } }, { folder, listener });
    const started = performance.now();
    await migrator.upgrade();
    return { ms: performance.now() - started, loadMs };
  } finally {
    await database.drop();
  }
}

async function sendRaw(server: BenchServer, calls: readonly SessionCall[]): Promise<number> {
  const database = await server.fresh();
  const session = await rawSession(server.dialect, database.url);
  const statements = calls.map(({ sql, bindings }) => ({ sql: withPlaces(server.dialect, sql, bindings), bindings }));
  try {
    const started = performance.now();
    for (const { sql, bindings } of statements) await session.query(sql, bindings);
    return performance.now() - started;
  } finally {
    await session.close();
    await database.drop();
  }
}

function roundTrips({ dialect }: BenchServer, calls: readonly SessionCall[]): string {
  // On PostgreSQL BEGIN is sent together with the statement after it.
  const trips = calls.filter(({ kind }) => dialect !== 'postgres' || kind !== 'begin');
  const kinds = new Map<string, number>();
  for (const { kind } of trips) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const parts = [...kinds].map(([kind, times]) => `${times} ${kind}`);
  return `${(trips.length / count).toFixed(2)} a migration (${parts.join(', ')})`;
}
