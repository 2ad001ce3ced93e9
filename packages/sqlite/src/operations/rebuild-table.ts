import type { Table } from '@aludel/core';
import { changeTable, displayName, type Argument, type OperationType } from '@aludel/core/dialect';

/**
 * Makes a table anew and copies its rows: what SQLite has no ALTER for. Written by the compiler in place of the portable
 * operations that need it.
 */
export interface RebuildTable {
  readonly kind: 'sqlite.rebuildTable';
  /** The table as it is, with the definition that is stored. */
  readonly from: Table;
  readonly to: Table;
  /** Columns that are new and take no values over, although the old table has one of that name. */
  readonly fresh?: readonly string[];
  /** SQL text over the old table's columns for what a column of the new one holds; else the column of its name. */
  readonly using?: Readonly<Record<string, string>>;
}

declare module '@aludel/core' {
  interface Operations {
    'sqlite.rebuildTable': RebuildTable;
  }
}

export const rebuildTable: OperationType<RebuildTable> = {
  kind: 'sqlite.rebuildTable',
  touches: ({ from }) => [from.name],
  apply: (before, { from, to }) => changeTable(before, from.name, () => to),
  // Columns that went or came are made anew without their values, as with any operation that drops one.
  reverse: ({ from, to }) => [{ kind: 'sqlite.rebuildTable', from: to, to: from }],
  toCall: (operation) => ({ name: 'apply', args: [operation as unknown as Argument] }),
  describe: ({ from }) => `sqlite.rebuildTable ${displayName(from.name)}`,
};
