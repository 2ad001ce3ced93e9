import type { Connection } from '@aludel/core/dialect';

export type Row = Readonly<Record<string, unknown>>;

/** All that a database file holds, value for value, as SQLite itself tells it. */
export interface State {
  /** `sqlite_schema` in its own order, but for the version table and the pages where things lie. */
  readonly schema: readonly Row[];
  /** Tables by name: their rows, in the order of their rowids or keys. */
  readonly rows: ReadonlyMap<string, readonly Values[]>;
}

/** A row's values by column: `type:SQL literal`. All are maps, since a table or column may be called `__proto__`. */
export type Values = ReadonlyMap<string, unknown>;

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const ours = `tbl_name <> 'aludel_version'`;

export async function readSchema(connection: Connection): Promise<readonly Row[]> {
  return connection.query(`SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE ${ours} ORDER BY type, name`);
}

/** Under which the number of a row stands among its values: no column has this name. */
export const rowNumber = '(rowid)';

/** Every value of a table under its column's name, and the number of its row, where it has one. */
export async function readRows(connection: Connection, table: string): Promise<readonly Values[]> {
  const [kind] = await connection.query(`SELECT wr, type FROM pragma_table_list WHERE schema = 'main' AND name = ?`, [
    table,
  ]);
  const columns = await connection.query(`SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid`, [
    table,
  ]);
  const names = columns.map(({ name }) => String(name));
  const free = ['rowid', '_rowid_', 'oid'].find((one) => !names.some((name) => name.toLowerCase() === one));
  const hasRowid = kind?.['wr'] === 0 && kind['type'] !== 'view' && free !== undefined;
  const values = names.map((name, at) => `typeof(${quoted(name)}) || ':' || quote(${quoted(name)}) AS c${at}`);
  const rows = await connection.query(
    `SELECT ${[...(hasRowid ? [`${free} AS number`] : []), ...values].join(', ')} FROM ${quoted(table)}` +
      ` ORDER BY ${hasRowid ? free : names.map(quoted).join(', ')}`,
  );
  return rows.map(
    (row) =>
      new Map([
        ...(hasRowid ? ([[rowNumber, row['number']]] as const) : []),
        ...names.map((name, at) => [name, row[`c${at}`]] as const),
      ]),
  );
}

export async function readState(connection: Connection): Promise<State> {
  const schema = await readSchema(connection);
  const rows = new Map<string, readonly Values[]>();
  for (const name of await tableNames(connection)) rows.set(name, await readRows(connection, name));
  return { schema, rows };
}

/** All that hold rows: tables, virtual ones with what is behind them, and SQLite's own counters. */
export async function tableNames(connection: Connection): Promise<readonly string[]> {
  const rows = await connection.query(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND ${ours} AND name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' ORDER BY name`,
  );
  return rows.map(({ name }) => String(name));
}

/** What SQLite itself finds wrong with a file, and settings that a run must leave as they were. */
export async function readHealth(connection: Connection): Promise<Row> {
  const pragma = async (name: string): Promise<readonly Row[]> => connection.query(`PRAGMA ${name}`);
  return {
    integrity: await pragma('integrity_check'),
    brokenForeignKeys: (await brokenForeignKeys(connection))
      .map((row) => JSON.stringify([row['table'], String(row['rowid']), row['parent']]))
      .toSorted(),
    foreignKeys: await pragma('foreign_keys'),
    legacyAlterTable: await pragma('legacy_alter_table'),
    writableSchema: await pragma('writable_schema'),
    temporary: await connection.query('SELECT name FROM sqlite_temp_schema'),
  };
}

/** Foreign keys that point at what is no key cannot be looked into, and SQLite says so. */
async function brokenForeignKeys(connection: Connection): Promise<readonly Row[]> {
  try {
    return await connection.query('PRAGMA foreign_key_check');
  } catch (error) {
    if (error instanceof Error && /foreign key mismatch/u.test(error.message)) return [{ table: error.message }];
    throw error;
  }
}
