import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator } from '@aludel/core';
import type { DialectPackage } from '@aludel/core/dialect';
import { medianBy, printRatio } from './measure.js';
import { makeProject, oneTableMigration, revisionId, type BenchProject } from './project.js';
import { rawSession, withPlaces } from './raw-session.js';
import type { BenchServer } from './server-bench.js';
import { watchedPackage, type SessionCall } from './watched-package.js';

const count = 1000;
const runs = 5;

/**
 * 1,000 one-table migrations, against the plain driver sending the same statements in the same transactions. The driver
 * loads no files: so what is compared is the run of a migrator that has loaded them, for another database. That one's time
 * is told, too.
 */
export async function benchServerApply(server: BenchServer): Promise<void> {
  const project = makeProject('thisProcess');
  try {
    for (let index = 0; index < count; index++) {
      writeFileSync(join(project.migrations, `${revisionId(index)}_table.ts`), oneTableMigration(index));
    }
    const times: { readonly loadingToo: number; readonly ours: number; readonly raw: number }[] = [];
    let calls: readonly SessionCall[] = [];
    for (let run = 0; run < runs; run++) {
      const one = await upgradeTwo(project, server);
      calls = one.calls;
      // What was sent before the first migration (the lock, the version table) is part of ours alone.
      const sent = calls.flatMap((call): readonly SessionCall[] => {
        if (call.kind === 'executeAndCommit') return [call, { kind: 'commit', sql: 'COMMIT', bindings: [] }];
        return call.kind === 'begin' || call.kind === 'execute' || call.kind === 'commit' ? [call] : [];
      });
      times.push({ ...one, raw: await sendRaw(server, sent) });
    }
    const { loadingToo, ours, raw } = medianBy(times, (time) => time.ours / time.raw);
    printRatio(`${server.name}: 1,000 one-table migrations, loading apart`, ours, raw, 1.3, 'ms');
    process.stdout.write(
      `    loading the files as well: ${loadingToo.toFixed(0)} ms; round trips: ${roundTrips(server, calls)}\n`,
    );
  } finally {
    project.remove();
  }
}

/** Upgrades two new databases, one after the other: the first run loads the files. */
async function upgradeTwo(
  { folder, migrations }: BenchProject,
  server: BenchServer,
): Promise<{ readonly loadingToo: number; readonly ours: number; readonly calls: readonly SessionCall[] }> {
  const calls: SessionCall[] = [];
  const watched = (url: string): DialectPackage => watchedPackage(server.open(url), (call) => calls.push(call));
  let database = await server.fresh();
  // One migrator, for whichever database is there.
  const main: DialectPackage = {
    ...server.open(database.url),
    within: () => main,
    connect: (purpose) => watched(database.url).connect(purpose),
  };
  const migrator = createMigrator({ migrations, databases: { main } }, { folder });
  const upgrade = async (): Promise<number> => {
    try {
      const started = performance.now();
      await migrator.upgrade();
      return performance.now() - started;
    } finally {
      await database.drop();
    }
  };
  const loadingToo = await upgrade();
  database = await server.fresh();
  calls.length = 0;
  return { loadingToo, ours: await upgrade(), calls };
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
