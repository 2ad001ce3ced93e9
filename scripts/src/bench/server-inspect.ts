import { composeDialect } from '@aludel/core/dialect';
import { medianBy, printRatio } from './measure.js';
import { rawSession, type RawSession, withPlaces } from './raw-session.js';
import type { BenchServer } from './server-bench.js';
import { watchedPackage, type SessionCall } from './watched-package.js';

const tables = 5000;
const runs = 3;

/** Reading the whole schema of 5,000 tables, against the plain driver sending the same queries and reading their rows. */
export async function benchServerInspect(server: BenchServer): Promise<void> {
  const database = await server.fresh();
  const raw = await rawSession(server.dialect, database.url);
  try {
    await createTables(raw, tables);
    const times: { readonly ours: number; readonly floor: number }[] = [];
    let calls: SessionCall[] = [];
    for (let run = 0; run <= runs; run++) {
      calls = [];
      const ours = await inspectAll(server, database.url, (call) => calls.push(call));
      const queries = calls.map(({ sql, bindings }) => ({ sql: withPlaces(server.dialect, sql, bindings), bindings }));
      const started = performance.now();
      for (const { sql, bindings } of queries) await raw.query(sql, bindings);
      // The first run warms the server's caches up.
      if (run > 0) times.push({ ours, floor: performance.now() - started });
    }
    const { ours, floor } = medianBy(times, (time) => time.ours / time.floor);
    printRatio(`${server.name}: inspecting 5,000 tables`, ours, floor, 2, 'ms');
    process.stdout.write(`    ${calls.length} queries\n`);
  } finally {
    await raw.close();
    await database.drop();
  }
}

async function inspectAll(server: BenchServer, url: string, note: (call: SessionCall) => void): Promise<number> {
  const database = server.open(url);
  const noted: SessionCall[] = [];
  const connection = await watchedPackage(database, (call) => noted.push(call)).connect('look');
  try {
    const { inspector } = await composeDialect(database, connection);
    noted.length = 0;
    const started = performance.now();
    const model = await inspector.read({});
    const ms = performance.now() - started;
    if (model.tables.length !== tables) throw new Error(`${model.tables.length} tables were read, not ${tables}.`);
    for (const call of noted) note(call);
    return ms;
  } finally {
    await connection.close();
  }
}

/** Ten columns, two indexes and a foreign key each. */
export async function createTables(raw: Pick<RawSession, 'query'>, count: number): Promise<void> {
  const columns = Array.from({ length: 7 }, (_, index) => `c${index} varchar(${20 + index}) DEFAULT 'x${index}'`);
  for (let index = 0; index < count; index++) {
    const parent = `t${Math.max(0, index - 1)}`;
    const own = index === 0 ? '' : `, CONSTRAINT fk_${index} FOREIGN KEY (parent_id) REFERENCES ${parent} (id)`;
    await raw.query(
      `CREATE TABLE t${index} (id integer NOT NULL PRIMARY KEY, parent_id integer, amount decimal(10, 2) NOT NULL, ${columns.join(', ')}${own})`,
    );
    await raw.query(`CREATE INDEX ix_${index}_a ON t${index} (c0)`);
    await raw.query(`CREATE INDEX ix_${index}_b ON t${index} (parent_id, c1)`);
  }
}
