import { displayName, type TableName } from '../schema/names.js';
import type { Literal } from '../schema/values.js';
import type { OperationType } from './operation.js';
import { tableSource } from './source.js';

/** A row to insert; a column that is left out gets its default. */
export type Row = Readonly<Record<string, Literal>>;

/** Rows as a list, or as anything that gives them one after another: then they are never all in memory. */
export type Rows = readonly Row[] | Iterable<Row> | AsyncIterable<Row>;

/** Inserts rows into a table, many in a statement. */
export interface BulkInsert {
  readonly kind: 'bulkInsert';
  readonly table: TableName;
  readonly rows: Rows;
}

export const bulkInsert: OperationType<BulkInsert> = {
  kind: 'bulkInsert',
  touches: (operation) => [operation.table],
  apply: (before) => before,
  reverse: () => undefined,
  toCall: ({ table, rows }) => ({
    name: 'bulkInsert',
    args: [tableSource(table), Array.isArray(rows) ? (rows as readonly Row[]) : []],
  }),
  describe: ({ table, rows }) =>
    Array.isArray(rows)
      ? `bulkInsert ${displayName(table)} (${rows.length === 1 ? '1 row' : `${rows.length} rows`})`
      : `bulkInsert ${displayName(table)}`,
};
