import { findTable, getTable, withoutTable } from '../schema/edit.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { flags, tableSource } from './source.js';

/** Drops a table and all that belongs to it. Its reverse makes the table anew, without its rows. */
export interface DropTable {
  readonly kind: 'dropTable';
  readonly table: TableName;
  readonly ifExists?: boolean;
}

export const dropTable: OperationType<DropTable> = {
  kind: 'dropTable',
  touches: (operation) => [operation.table],
  apply: (before, operation) =>
    operation.ifExists === true && findTable(before, operation.table) === undefined
      ? before
      : withoutTable(before, operation.table),
  reverse: (operation, before) =>
    operation.ifExists === true && findTable(before, operation.table) === undefined
      ? []
      : [{ kind: 'createTable', table: getTable(before, operation.table) }],
  toCall: (operation) => ({
    name: 'dropTable',
    args: trimmed([tableSource(operation.table), flags({ ifExists: operation.ifExists })]),
  }),
  losesData: () => true,
  describe: (operation) => `dropTable ${displayName(operation.table)}`,
};
