import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqlite } from '@aludel/sqlite';
import type { default as Driver } from 'better-sqlite3';
import { compareWithFloor, modelledProject, printProcess } from './autogenerate.js';
import { createTables } from './server-inspect.js';

const Database = createRequire(import.meta.url)('better-sqlite3') as typeof Driver;

/**
 * The same on SQLite. Its catalog is a list of texts, which it hands out in no time: all that is known of a table has to be
 * read out of its text, so that the floor says little here.
 */
export async function benchAutogenerateOnSqlite(): Promise<void> {
  process.stdout.write('Autogenerate with nothing to do on SQLite\n');
  for (const count of [1000, 5000]) {
    const folder = mkdtempSync(join(tmpdir(), 'aludel-bench-'));
    const filename = join(folder, 'bench.db');
    const raw = new Database(filename);
    try {
      raw.pragma('synchronous = OFF');
      raw.exec('BEGIN');
      // oxlint-disable-next-line no-await-in-loop -- one measurement after another
      await createTables({ query: (sql) => Promise.resolve(raw.exec(sql) === raw ? [] : []) }, count);
      raw.exec('COMMIT');
      const database = sqlite({ filename });
      // oxlint-disable-next-line no-await-in-loop
      const project = await modelledProject('sqlite', database, { filename });
      try {
        // oxlint-disable-next-line no-await-in-loop
        await compareWithFloor(`sqlite: nothing to do, ${count} tables`, database, project, ({ sql, bindings }) =>
          Promise.resolve(raw.prepare(sql).reader ? raw.prepare(sql).all(...bindings) : []),
        );
        process.stdout.write(
          `    by PRAGMA, as others ask and which tells less: ${byPragma(filename).toFixed(0)} ms\n`,
        );
        printProcess('sqlite', count, project);
      } finally {
        project.remove();
      }
    } finally {
      raw.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Columns, indexes and foreign keys of all tables, on a connection that has seen none of them. In ms. */
function byPragma(filename: string): number {
  const raw = new Database(filename);
  try {
    const started = performance.now();
    for (const [type, pragma] of [
      ['table', 'table_xinfo'],
      ['table', 'index_list'],
      ['index', 'index_xinfo'],
      ['table', 'foreign_key_list'],
    ]) {
      raw.prepare(`SELECT * FROM sqlite_schema AS s, pragma_${pragma}(s.name) WHERE s.type = '${type}'`).raw().all();
    }
    return performance.now() - started;
  } finally {
    raw.close();
  }
}
