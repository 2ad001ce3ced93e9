import type { BulkInsert, Row } from '../operations/bulk-insert.js';
import type { Literal } from '../schema/values.js';

/** Rows that follow each other and have values for the same columns. */
export interface RowGroup {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** Cuts rows into groups; `undefined` where one has no values at all, which only a statement of its own can say. */
export function rowGroups(rows: readonly Row[]): readonly RowGroup[] | undefined {
  const groups: { readonly columns: readonly string[]; readonly rows: Row[] }[] = [];
  for (const row of rows) {
    const columns = columnsOf(row);
    if (columns.length === 0) return undefined;
    const last = groups.at(-1);
    if (last !== undefined && sameColumns(last.columns, columns)) last.rows.push(row);
    else groups.push({ columns, rows: [row] });
  }
  return groups;
}

/** The values of each row in the order of the columns. */
export function* valuesOf({ columns, rows }: RowGroup): Generator<readonly Literal[]> {
  for (const row of rows) yield columns.map((column): Literal => row[column] ?? null);
}

/** What is undefined is left out: the column gets its default. */
export function columnsOf(row: Row): readonly string[] {
  return Object.keys(row).filter((column) => row[column] !== undefined);
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

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && (a.every((name, index) => name === b[index]) || a.every((name) => b.includes(name)));
}
