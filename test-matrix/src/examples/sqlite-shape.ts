import type { Connection } from '@aludel/core/dialect';

type Facts = Readonly<Record<string, unknown>>;

/** A database as SQLite itself tells it: by its PRAGMAs and by the texts that it keeps. */
export interface Shape {
  readonly tables: Readonly<Record<string, TableShape>>;
  /** `type name` to the stored text, spelled in one way. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

interface TableShape {
  readonly kind: Facts;
  readonly columns: readonly Facts[];
  /** Without their numbers: the order of foreign keys means nothing. */
  readonly foreignKeys: readonly Facts[];
  readonly indexes: readonly Facts[];
}

/** What is there beside the version table and SQLite's own tables. */
const ours = `name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name <> 'aludel_version'`;

export async function readShape(connection: Connection): Promise<Shape> {
  const objects = await connection.query(`SELECT type, name, sql FROM sqlite_schema WHERE ${ours} ORDER BY type, name`);
  const tables: Record<string, TableShape> = {};
  for (const { name } of objects.filter(({ type }) => type === 'table')) {
    tables[String(name)] = await readTable(connection, String(name));
  }
  return {
    tables,
    texts: Object.fromEntries(
      objects.map(({ type, name, sql }) => [`${String(type)} ${String(name)}`, itemsOf(String(sql))]),
    ),
  };
}

async function readTable(connection: Connection, table: string): Promise<TableShape> {
  const [kind = {}] = await connection.query('SELECT type, ncol, wr, strict FROM pragma_table_list(?)', [table]);
  const indexes: Facts[] = [];
  for (const index of await connection.query(
    'SELECT name, "unique", origin, partial FROM pragma_index_list(?) ORDER BY name',
    [table],
  )) {
    const columns = await connection.query('SELECT * FROM pragma_index_xinfo(?)', [String(index['name'])]);
    indexes.push({ ...index, columns });
  }
  return {
    kind,
    columns: await connection.query('SELECT * FROM pragma_table_xinfo(?)', [table]),
    foreignKeys: await connection.query(
      `SELECT "table", "from", "to", on_update, on_delete, "match", seq FROM pragma_foreign_key_list(?)
        ORDER BY "from", "table", seq`,
      [table],
    ),
    indexes,
  };
}

/** Rows by table, and SQLite's counters of AUTOINCREMENT. */
export async function readRows(connection: Connection): Promise<Readonly<Record<string, readonly Facts[]>>> {
  const tables = await connection.query(
    `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND ${ours} ORDER BY name`,
  );
  const rows: Record<string, readonly Facts[]> = {};
  for (const { name } of tables)
    rows[String(name)] = await connection.query(`SELECT * FROM "${String(name)}" ORDER BY 1, 2`);
  const counters = await connection.query(`SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'`);
  if (counters.length > 0) {
    rows['sqlite_sequence'] = await connection.query('SELECT name, seq FROM sqlite_sequence ORDER BY name');
  }
  return rows;
}

/**
 * A stored definition, piece by piece: comments gone, one sort of quotes, one space, one order of what a column says, and
 * nothing said that is so anyway. The columns stay in their order; what follows them has none.
 */
function itemsOf(sql: string): readonly string[] {
  const text = sql
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//gu, ' ')
    .replaceAll(/[[\]"`]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ?([(),]) ?/gu, '$1')
    .replaceAll(/ ?ON (?:DELETE|UPDATE) NO ACTION/gu, '')
    .replaceAll('PRIMARY KEY AUTOINCREMENT NOT NULL', 'NOT NULL PRIMARY KEY AUTOINCREMENT')
    .trim();
  const body = /^(CREATE TABLE \w+)\((.*)\)(.*)$/u.exec(text);
  if (body === null) return [text];
  const [, head = '', inner = '', tail = ''] = body;
  const items = inner.split(/,(?![^(]*\))/u);
  const isColumn = (item: string): boolean => !/^(?:CONSTRAINT|FOREIGN|PRIMARY|UNIQUE|CHECK)\b/u.test(item);
  return [head, ...items.filter(isColumn), ...items.filter((item) => !isColumn(item)).toSorted(), tail];
}
