import type { BulkInsert, Row } from '../operations/bulk-insert.js';
import { InvalidDefinitionError, UnknownTablePartError } from '../schema/errors.js';
import { findTable } from '../schema/edit.js';
import type { SchemaModel } from '../schema/model.js';
import { displayName } from '../schema/names.js';

/** Rows that follow each other and have values for the same columns. */
export interface RowGroup {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** How much goes into one group. */
export interface RowGroupLimits {
  readonly rows: number;
  /** Of all rows together, in the unit of `sizeOf`. */
  readonly size: number;
  readonly sizeOf: (row: Row, columns: readonly string[]) => number;
}

/** What is undefined is left out: the column gets its default. */
export function columnsOf(row: Row): readonly string[] {
  return Object.keys(row).filter((column) => row[column] !== undefined);
}

/** Cuts rows into groups. A single row may be larger than the limit. */
export function rowGroups(rows: readonly Row[], limits?: RowGroupLimits): readonly RowGroup[] {
  const groups: { readonly columns: readonly string[]; readonly rows: Row[]; size: number }[] = [];
  for (const row of rows) {
    const columns = columnsOf(row);
    const size = limits?.sizeOf(row, columns) ?? 0;
    const last = groups.at(-1);
    const hasRoom =
      last !== undefined &&
      (limits === undefined || (last.rows.length < limits.rows && last.size + size <= limits.size));
    if (hasRoom && sameColumns(last.columns, columns)) {
      last.rows.push(row);
      last.size += size;
    } else groups.push({ columns, rows: [row], size });
  }
  return groups;
}

/**
 * The rows of a bulkInsert, a group for each INSERT.
 * @param spelled a column's name in the spelling by which the database knows it again
 * @throws UnknownTablePartError where the table is known and lacks a column
 */
export function insertGroups(
  { table, rows }: BulkInsert,
  before: SchemaModel,
  limits: RowGroupLimits,
  spelled: (column: string) => string = (column) => column,
): readonly RowGroup[] {
  if (!Array.isArray(rows)) {
    throw new InvalidDefinitionError(
      `The rows for ${displayName(table)} come one after another, and have to be cut into lists before they are compiled.`,
      'Give them as an array, or run the operation in a migration.',
    );
  }
  const groups = rowGroups(rows as readonly Row[], limits);
  const known = findTable(before, table)?.columns.map(({ name }) => name);
  if (known === undefined) return groups;
  const spellings = new Set(known.map(spelled));
  for (const { columns } of groups) {
    const unknown = columns.find((column) => !spellings.has(spelled(column)));
    if (unknown !== undefined) throw new UnknownTablePartError(table, 'column', unknown, known);
  }
  return groups;
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && (a.every((name, index) => name === b[index]) || a.every((name) => b.includes(name)));
}
