import {
  tableKey,
  type Connection,
  type Dialect,
  type SchemaModel,
  type Table,
  type TableName,
} from '@aludel/core/dialect';

/** A row's values by column, and whatever else is to stay. A map, since a column may be called `__proto__`. */
export type Values = ReadonlyMap<string, unknown>;

/** How a database is looked at beside its model. What is left out is done in a way that fits any database. */
export interface Watch {
  /** All rows of a table; what is in a map beside the columns has to stay, too. */
  readonly rows?: (connection: Connection, table: TableName) => Promise<readonly Values[]>;
  /** Under which names something stands in `rows` that is no column. */
  readonly rowMarks?: readonly string[];
  /** What has to be the same before and after whatever is done: settings of the session, the database's own checks. */
  readonly health?: (connection: Connection) => Promise<unknown>;
  /** All that there is, for when something was refused and nothing may have changed. */
  readonly whole?: (connection: Connection) => Promise<unknown>;
  /** What lies in the database and in no model, in words: helpers that were left behind. */
  readonly strangers?: (connection: Connection, model: SchemaModel) => Promise<readonly string[]>;
  /** The normaliser says everything in the one way in which it is inspected: no part is left to the comparator to judge. */
  readonly exact?: boolean;
  /** The database keeps the text of views in words of its own, so that one of any sort cannot be compared with what was said. */
  readonly viewsInOwnWords?: boolean;
  /** Leave the texts and columns of views out of all comparisons: that they are there is what counts. */
  readonly ignoresViewTexts?: boolean;
  /** Takes from a model what is never a difference. */
  readonly counted?: (model: SchemaModel) => SchemaModel;
  /** Takes from a model what may differ after something was done and undone. */
  readonly undone?: (model: SchemaModel) => SchemaModel;
}

/** The rows of all tables by `tableKey`. */
export async function readAllRows(
  connection: Connection,
  dialect: Dialect,
  { tables }: SchemaModel,
  watch: Watch = {},
): Promise<ReadonlyMap<string, readonly Values[]>> {
  const rows = new Map<string, readonly Values[]>();
  for (const table of tables) {
    const own = watch.rows?.(connection, table.name) ?? readRows(connection, dialect, table);
    rows.set(tableKey(table.name), await own);
  }
  return rows;
}

/** All rows of a table, in words that do not depend on how the driver hands a value over; in an order of their own. */
export async function readRows(connection: Connection, dialect: Dialect, table: Table): Promise<readonly Values[]> {
  const names = table.columns.map(({ name }) => name);
  if (names.length === 0) return [];
  const list = names.map((name, at) => `${dialect.identifier(name)} AS c${at}`).join(', ');
  const rows = await connection.query(`SELECT ${list} FROM ${dialect.tableName(table.name)}`);
  return rows
    .map((row) => new Map(names.map((name, at) => [name, inWords(row[`c${at}`])])))
    .toSorted((a, b) => compare([...a.values()].join('\0'), [...b.values()].join('\0')));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A value as text: the same for the number 1, the bigint 1 and the text of a decimal 1. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item)) ?? '';
  }
}
