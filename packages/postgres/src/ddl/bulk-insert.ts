import type { Column, SchemaModel, TableName } from '@aludel/core';
import {
  findTable,
  insertGroups,
  type BulkInsert,
  type Literal,
  type Row,
  type RowGroup,
  type RuleOutput,
} from '@aludel/core/dialect';
import { literal, nameList, quotedTable } from './writing.js';

/** Values in a statement: the protocol counts them in two bytes. */
const mostValues = 65_535;
const mostRows = 1000;

const limits = {
  rows: mostRows,
  size: mostValues,
  // A row without values has a statement of its own.
  sizeOf: (_: unknown, columns: readonly string[]) => columns.length || Infinity,
};

/** One INSERT for many rows. Rows that have the same columns and follow each other go together. */
export function bulkInsert(operation: BulkInsert, before: SchemaModel): readonly RuleOutput[] {
  const { table } = operation;
  const groups = insertGroups(operation, before, limits);
  const columns = findTable(before, table)?.columns ?? [];
  return [
    ...groups.map((group) => insertOutput(table, group, columns)),
    ...numberedColumns(
      columns,
      groups.flatMap(({ rows }) => rows),
    ).map(({ column, most }) => countOn(table, column, most)),
  ];
}

function insertOutput(table: TableName, { columns, rows }: RowGroup, known: readonly Column[]): RuleOutput {
  if (columns.length === 0) return `INSERT INTO ${quotedTable(table)} DEFAULT VALUES`;
  const places = `(${columns.map(() => '?').join(', ')})`;
  const booleans = new Set(known.filter(({ type }) => type.kind === 'boolean').map(({ name }) => name));
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
