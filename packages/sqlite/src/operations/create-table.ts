import { coreOperations, type DialectSource, type Operations, type OperationType } from '@aludel/core/dialect';
import { withNullableKeys, withNullableKeysMarked } from '../nullable-keys.js';

const { createTable: table } = coreOperations;

/** As the portable one; and a key's columns may be null. */
export const createTable: OperationType<Operations['createTable']> = {
  ...table,
  apply: (before, operation) => table.apply(before, { ...operation, table: withNullableKeys(operation.table) }),
  toCall: (operation, naming) => table.toCall({ ...operation, table: withNullableKeysMarked(operation.table) }, naming),
};

/** How models write what SQLite alone has. */
export const sqliteSource: DialectSource = { table: withNullableKeysMarked };
