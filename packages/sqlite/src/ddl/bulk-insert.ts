import type { SchemaModel } from '@aludel/core';
import { insertGroups, type BulkInsert, type Literal, type RuleOutput } from '@aludel/core/dialect';
import { folded } from '../parse/tokens.js';
import { nameList, quotedTable } from './writing.js';

/** Values in a statement: https://sqlite.org/limits.html#max_variable_number */
const mostValues = 32_766;
const mostRows = 500;

const limits = {
  rows: mostRows,
  size: mostValues,
  // A row without values has a statement of its own.
  sizeOf: (_: unknown, columns: readonly string[]) => columns.length || Infinity,
};

/** One INSERT for many rows. Rows that have the same columns and follow each other go together. */
export function bulkInsert(operation: BulkInsert, before: SchemaModel): readonly RuleOutput[] {
  const { table } = operation;
  return insertGroups(operation, before, limits, folded).map(({ columns, rows }) => {
    if (columns.length === 0) return `INSERT INTO ${quotedTable(table)} DEFAULT VALUES`;
    const places = `(${columns.map(() => '?').join(', ')})`;
    return {
      sql: `INSERT INTO ${quotedTable(table)} ${nameList(columns)} VALUES ${rows.map(() => places).join(', ')}`,
      bindings: rows.flatMap((row) => columns.map((column): Literal => row[column] ?? null)),
      transaction: 'inside',
    };
  });
}
