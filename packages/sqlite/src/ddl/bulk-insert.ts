import type { SchemaModel } from '@aludel/core';
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
import { folded } from '../parse/tokens.js';
import { nameList, quotedTable } from './writing.js';

/** Values in a statement: https://sqlite.org/limits.html#max_variable_number */
const mostValues = 32_766;
const mostRows = 500;

/** One INSERT for many rows. Rows that have the same columns and follow each other go together. */
export function bulkInsert(operation: BulkInsert, before: SchemaModel): readonly RuleOutput[] {
  const { table, rows } = operation;
  if (!Array.isArray(rows)) {
    throw new InvalidDefinitionError(
      `The rows for ${displayName(table)} come one after another, and have to be cut into lists before they are compiled.`,
      'Give them as an array, or run the operation in a migration.',
    );
  }
  return portions(rows as readonly Row[]).map(({ columns, rows: portion }) => {
    assertColumns(operation, columns, before);
    if (columns.length === 0) return `INSERT INTO ${quotedTable(table)} DEFAULT VALUES`;
    const places = `(${columns.map(() => '?').join(', ')})`;
    return {
      sql: `INSERT INTO ${quotedTable(table)} ${nameList(columns)} VALUES ${portion.map(() => places).join(', ')}`,
      bindings: portion.flatMap((row) => columns.map((column): Literal => row[column] ?? null)),
      transaction: 'inside',
    };
  });
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
  return a.length === b.length && (a.every((name, index) => name === b[index]) || a.every((name) => b.includes(name)));
}

function assertColumns({ table }: BulkInsert, columns: readonly string[], before: SchemaModel): void {
  const known = findTable(before, table)?.columns.map(({ name }) => name);
  const unknown = columns.find((column) => known?.some((name) => folded(name) === folded(column)) === false);
  if (unknown !== undefined) throw new UnknownTablePartError(table, 'column', unknown, known ?? []);
}
