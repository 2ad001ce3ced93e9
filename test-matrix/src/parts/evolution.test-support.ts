import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { DatabaseOptions } from '../fresh-database.js';
import type { TargetUnderTest } from '../for-each-target.js';
import { rawClient } from '../raw-client.js';
import { loadSchema } from '../roundtrip/load-schema.js';
import { roundtripProject } from '../roundtrip/project.js';
import { databaseState } from '../roundtrip/state.js';
import type { StateRow } from '../roundtrip/state-row.js';
import { scratchFolder } from '../servers/scratch-folder.js';

/** A schema that becomes another, by SQL. */
export interface Evolution {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** The oldest server that takes it, of those whose target has its version in its name. */
  readonly since?: number;
  /** A query whose answer, of a row at least, is the same before, in between and afterwards. */
  readonly keeps?: string;
}

/**
 * Each of them there, back and there again by what autogenerate writes. The database has to be then as if it had been made so,
 * but for the order of columns.
 */
export function testEvolutions(target: TargetUnderTest, cases: readonly Evolution[]): void {
  for (const { what, from, to, since = 0, keeps } of cases) {
    if (Number(/\d+$/u.exec(target.name)?.[0]) < since) continue;
    target.test(`there, back and there again: ${what}`, async (t) => {
      t.timeout(240_000);
      const [changing, wanted] = [await loaded(target, t, from), await loaded(target, t, to)];
      const project = roundtripProject();
      t.teardown(project.remove);
      const migrator = project.migrator(changing);
      await migrator.revisionFromDatabase({ message: 'first', stamp: true });
      const rows = await answer(changing, keeps);
      t.true(keeps === undefined || rows.length > 0);
      const [before, after] = [await state(changing), await state(wanted)];
      const isNow = async (expected: typeof before): Promise<void> => {
        t.deepEqual(await state(changing), expected);
        t.deepEqual(await answer(changing, keeps), rows);
      };
      await project.migrator(wanted).pull({ out: 'schema.ts' });
      await migrator.autogenerate({ message: 'next', allowDrop: true, noRenames: true });
      await migrator.upgrade('heads');
      await isNow(after);
      t.deepEqual((await migrator.check()).operations, []);
      await migrator.downgrade('-1');
      await isNow(before);
      await migrator.upgrade('heads');
      await isNow(after);
    });
  }
}

async function loaded(target: TargetUnderTest, t: ExecutionContext, sql: string): Promise<DatabaseOptions> {
  const folder = mkdtempSync(join(scratchFolder(), 'evolving-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'schema.sql');
  writeFileSync(path, sql);
  const database = await target.freshDatabase(t);
  await loadSchema(database, { name: 'schema', path });
  return database;
}

/** By the database's own words, the order of columns aside. */
async function state(database: DatabaseOptions): Promise<readonly string[]> {
  return (await databaseState(database))
    .map((row) => `${row.kind} ${row.name}: ${withoutOrder(row, database.dialect)}`)
    .toSorted();
}

function withoutOrder({ kind, text }: StateRow, dialect: DatabaseOptions['dialect']): string {
  if (kind === 'column') return dialect === 'sqlite' ? text.replace(/,"cid":\d+/u, '') : text.replace(/^\d+ /u, '');
  if (kind !== 'table') return text;
  return text
    .split('\n')
    .map((line) => line.replace(/,$/u, ''))
    .toSorted()
    .join('\n');
}

async function answer(database: DatabaseOptions, query: string | undefined): Promise<readonly unknown[]> {
  if (query === undefined) return [];
  const client = await rawClient(database);
  try {
    return await client.query(query);
  } finally {
    await client.close();
  }
}
