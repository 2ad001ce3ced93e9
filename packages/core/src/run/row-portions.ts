import type { RowGroup } from '../ddl/row-groups.js';
import type { BulkInsert, Row } from '../operations/bulk-insert.js';
import type { Literal } from '../schema/values.js';

/** The values of each row in the order of the columns. */
export function* valuesOf({ columns, rows }: RowGroup): Generator<readonly Literal[]> {
  for (const row of rows) yield columns.map((column): Literal => row[column] ?? null);
}

/** Cuts rows that come one after another into lists, so that they are never all in memory. */
export async function* portions(
  rows: BulkInsert['rows'],
  sizeFor: (columns: number) => number,
): AsyncGenerator<readonly Row[]> {
  let portion: Row[] = [];
  let size = 1;
  for await (const row of rows) {
    if (portion.length === 0) size = sizeFor(Object.keys(row).length);
    portion.push(row);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
