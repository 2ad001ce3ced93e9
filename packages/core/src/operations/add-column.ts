import { changeTable, findTable, withColumn } from '../schema/edit.js';
import type { AlterOptions, Column, SchemaModel } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import { namedTypes } from './column-types.js';
import type { OperationType } from './operation.js';
import { columnSource, flags, openOptions, tableSource } from './source.js';

/** Adds a column at the end of a table. Constraints and indexes on it are operations of their own. */
export interface AddColumn {
  readonly kind: 'addColumn';
  readonly table: TableName;
  readonly column: Column;
  readonly ifNotExists?: boolean;
  /** How it is carried out, by dialect. */
  readonly options?: AlterOptions;
}

export const addColumn: OperationType<AddColumn> = {
  kind: 'addColumn',
  touches: ({ table, column }) => [table, ...namedTypes(table, [column.type])],
  apply: (before, operation) =>
    isThere(operation, before)
      ? before
      : changeTable(before, operation.table, (table) => withColumn(table, operation.column)),
  reverse: (operation, before) =>
    isThere(operation, before) ? [] : [{ kind: 'dropColumn', table: operation.table, column: operation.column.name }],
  toCall: (operation) => ({
    name: 'addColumn',
    args: trimmed([
      tableSource(operation.table),
      operation.column.name,
      columnSource(operation.column),
      { ...flags({ ifNotExists: operation.ifNotExists }), ...openOptions(operation.options) },
    ]),
  }),
  describe: (operation) => `addColumn ${displayName(operation.table)}.${operation.column.name}`,
};

function isThere(operation: AddColumn, before: SchemaModel): boolean {
  if (operation.ifNotExists !== true) return false;
  const table = findTable(before, operation.table);
  return table !== undefined && table.columns.some((column) => column.name === operation.column.name);
}
