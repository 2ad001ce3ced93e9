import type { Column, SchemaModel, TableName } from '@aludel/core';
import {
  displayName,
  findTable,
  InvalidDefinitionError,
  UnknownTablePartError,
  type BulkInsert,
  type Literal,
  type Row,
  type RuleOutput,
} from '@aludel/core/dialect';
import { literal, nameList, quotedTable } from './writing.js';

/** Values in a statement: the protocol counts them in two bytes. */
const mostValues = 65_535;
const mostRows = 1000;

/** One INSERT for many rows. Rows that have the same columns and follow each other go together. */
export function bulkInsert(operation: BulkInsert, before: SchemaModel): readonly RuleOutput[] {
  const { table, rows } = operation;
  if (!Array.isArray(rows)) {
    throw new InvalidDefinitionError(
      `The rows for ${displayName(table)} come one after another, and have to be cut into lists before they are compiled.`,
      'Give them as an array, or run the operation in a migration.',
    );
  }
  const definition = findTable(before, table);
  const all = portions(rows as readonly Row[]);
  return [
    ...all.map((portion) => insertOutput(table, portion, definition?.columns)),
    ...numberedColumns(definition?.columns ?? [], rows as readonly Row[]).map(({ column, most }) =>
      countOn(table, column, most),
    ),
  ];
}

function insertOutput(table: TableName, { columns, rows }: Portion, known: readonly Column[] | undefined): RuleOutput {
  assertColumns(table, columns, known);
  if (columns.length === 0) return `INSERT INTO ${quotedTable(table)} DEFAULT VALUES`;
  const places = `(${columns.map(() => '?').join(', ')})`;
  const booleans = new Set(known?.filter(({ type }) => type.kind === 'boolean').map(({ name }) => name));
  return {
    sql: `INSERT INTO ${quotedTable(table)} ${nameList(columns)} VALUES ${rows.map(() => places).join(', ')}`,
    bindings: rows.flatMap((row) =>
      columns.map((column): Literal => {
        const value = row[column] ?? null;
        return booleans.has(column) ? truth(value) : value;
      }),
    ),
    transaction: 'inside',
  };
}

/** Other databases have 0 and 1 for them, which PostgreSQL does not take in a script. */
function truth(value: Literal): Literal {
  if (value === 0 || value === 0n) return false;
  return value === 1 || value === 1n ? true : value;
}

interface Portion {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

function portions(rows: readonly Row[]): readonly Portion[] {
  const result: { columns: readonly string[]; rows: Row[] }[] = [];
  for (const row of rows) {
    // What is undefined is left out: the column gets its default.
    const columns = Object.keys(row).filter((column) => row[column] !== undefined);
    const last = result.at(-1);
    const most = columns.length === 0 ? 1 : Math.max(1, Math.min(mostRows, Math.floor(mostValues / columns.length)));
    if (last !== undefined && last.rows.length < most && sameColumns(last.columns, columns)) last.rows.push(row);
    else result.push({ columns, rows: [row] });
  }
  return result;
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && (a.every((name, at) => name === b[at]) || a.every((name) => b.includes(name)));
}

function assertColumns(table: TableName, columns: readonly string[], known: readonly Column[] | undefined): void {
  const names = known?.map(({ name }) => name);
  const unknown = columns.find((column) => names?.includes(column) === false);
  if (unknown !== undefined) throw new UnknownTablePartError(table, 'column', unknown, names ?? []);
}

/** The columns that PostgreSQL numbers, and for which the rows bring numbers of their own. */
function numberedColumns(
  columns: readonly Column[],
  rows: readonly Row[],
): readonly { readonly column: string; readonly most: bigint }[] {
  return columns.flatMap(({ name, identity }) => {
    if (identity === undefined || Number(identity.increment ?? 1) < 0) return [];
    let most: bigint | undefined;
    for (const row of rows) {
      const value = row[name];
      const number =
        typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
      if (number !== undefined && (most === undefined || number > most)) most = number;
    }
    return most === undefined || most < 1n ? [] : [{ column: name, most }];
  });
}

/** Other databases count on from the greatest number by themselves; PostgreSQL would give the same numbers once more. */
function countOn(table: TableName, column: string, most: bigint): RuleOutput {
  const sequence = `pg_get_serial_sequence(${literal(quotedTable(table))}, ${literal(column)})::regclass`;
  return `SELECT setval(sequence, ${most}) FROM (SELECT ${sequence} AS sequence) AS numbered WHERE coalesce(pg_sequence_last_value(sequence), 0) < ${most}`;
}
