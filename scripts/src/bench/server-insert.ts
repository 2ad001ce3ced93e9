import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator, type Literal, type RunEvent } from '@aludel/core';
import { medianBy, printRatio } from './measure.js';
import { makeProject } from './project.js';
import { rawSession } from './raw-session.js';
import type { BenchServer } from './server-bench.js';

const count = 100_000;
const runs = 3;
const sizes = [500, 2000, 5000, 10_000];

/** `op.bulkInsert` of 100,000 rows from an iterable, against the fastest insert of many rows by the plain driver. */
export async function benchServerInsert(server: BenchServer): Promise<void> {
  // The first run warms caches up, as those of the plain driver do that come later.
  await insertByMigration(server, count);
  const ours = await medianOf(() => insertByMigration(server, count));
  const floors: { readonly size: number; readonly ms: number }[] = [];
  for (const size of sizes) floors.push({ size, ms: (await medianOf(() => insertRaw(server, size))).ms });
  const floor = floors.reduce((best, each) => (each.ms < best.ms ? each : best));
  printRatio(`${server.name}: bulkInsert of 100,000 rows`, ours.ms, floor.ms, 1.3, 'ms');
  const more = await insertByMigration(server, 5 * count);
  process.stdout.write(
    `    the plain driver was fastest with ${floor.size} rows a statement; largest heap in use: ` +
      `${mb(ours.heap)} with 100,000 rows, ${mb(more.heap)} with 500,000\n`,
  );
}

interface Inserted {
  readonly ms: number;
  /** Largest heap seen, in bytes. */
  readonly heap: number;
}

async function medianOf(once: () => Promise<Inserted>): Promise<Inserted> {
  const results: Inserted[] = [];
  for (let run = 0; run < runs; run++) results.push(await once());
  return medianBy(results, ({ ms }) => ms);
}

function inserted(started: number, heap = 0): Inserted {
  return { ms: performance.now() - started, heap };
}

/** What the migration of the bench inserts; it is handed over on `globalThis`, since the file is loaded by path. */
export function* benchRows(rows: number): Generator<Readonly<Record<string, Literal>>> {
  for (let id = 1; id <= rows; id++) {
    yield { id, name: `name ${id}`, note: `a note of some length about the row ${id}`, amount: id * 3 };
  }
}

async function insertByMigration(server: BenchServer, rows: number): Promise<Inserted> {
  const project = makeProject('thisProcess');
  const database = await server.fresh();
  let heap = 0;
  try {
    mkdirSync(project.migrations, { recursive: true });
    const create = `op.createTable('rows_of_bench', { id: t.integer().primaryKey(), name: t.string(60), note: t.text(), amount: t.bigint() });`;
    writeFileSync(join(project.migrations, '1_create.ts'), file('1_create', 'null', create));
    writeFileSync(
      join(project.migrations, '2_insert.ts'),
      file('2_insert', `'1_create'`, `op.bulkInsert('rows_of_bench', globalThis.aludelBenchRows());`),
    );
    const watched = function* (): Generator<Readonly<Record<string, Literal>>> {
      let seen = 0;
      for (const row of benchRows(rows)) {
        if (++seen % 5000 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed);
        yield row;
      }
    };
    Object.assign(globalThis, { aludelBenchRows: watched });
    const main = server.open(database.url);
    // The plain driver is connected already when it begins: so only the migration's own step counts.
    let stepMs = 0;
    const listener = (event: RunEvent): void => {
      if (event.type === 'stepDone') stepMs = event.durationMs - event.loadMs;
    };
    const migrator = createMigrator(
      { migrations: project.migrations, databases: { main } },
      { folder: project.folder, listener },
    );
    await migrator.upgrade('1_create');
    await migrator.upgrade('2_insert');
    return { ms: stepMs, heap };
  } finally {
    await database.drop();
    project.remove();
  }
}

function file(id: string, down: string, upgrade: string): string {
  return `import { migration, t } from '@aludel/core';

declare global {
  var aludelBenchRows: () => Iterable<Record<string, string | number>>;
}

export default migration({
  revision: '${id}',
  downRevision: ${down},
  message: 'Bench',

  upgrade(op) {
    void t;
    ${upgrade}
  },
});
`;
}

async function insertRaw(server: BenchServer, size: number): Promise<Inserted> {
  const database = await server.fresh();
  const session = await rawSession(server.dialect, database.url);
  try {
    const text = server.dialect === 'mysql' ? 'longtext' : 'text';
    await session.query(
      `CREATE TABLE rows_of_bench (id integer PRIMARY KEY, name varchar(60), note ${text}, amount bigint)`,
    );
    const started = performance.now();
    await session.query('BEGIN');
    let values: Literal[] = [];
    for (const row of benchRows(count)) {
      values.push(row['id'] ?? null, row['name'] ?? null, row['note'] ?? null, row['amount'] ?? null);
      if (values.length < size * 4) continue;
      await session.query(insertText(server.dialect, values.length / 4), values);
      values = [];
    }
    if (values.length > 0) await session.query(insertText(server.dialect, values.length / 4), values);
    await session.query('COMMIT');
    return inserted(started);
  } finally {
    await session.close();
    await database.drop();
  }
}

const texts = new Map<string, string>();

function insertText(dialect: 'postgres' | 'mysql', rows: number): string {
  const key = `${dialect} ${rows}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const places = Array.from({ length: rows }, (_, row) =>
    dialect === 'mysql' ? '(?,?,?,?)' : `($${row * 4 + 1},$${row * 4 + 2},$${row * 4 + 3},$${row * 4 + 4})`,
  );
  const text = `INSERT INTO rows_of_bench (id, name, note, amount) VALUES ${places.join()}`;
  texts.set(key, text);
  return text;
}

function mb(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MB`;
}
