import { changeTable, findTable, getIndex, getTable, withoutIndex } from '../schema/edit.js';
import type { IndexOptions, SchemaModel } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { flags, openOptions, tableSource } from './source.js';
import { isUniqueConstraint } from './unique-by-name.js';

/** Drops an index of a table. */
export interface DropIndex {
  readonly kind: 'dropIndex';
  readonly table: TableName;
  readonly name: string;
  readonly ifExists?: boolean;
  readonly options?: IndexOptions;
}

export const dropIndex: OperationType<DropIndex> = {
  kind: 'dropIndex',
  touches: (operation) => [operation.table],
  apply: (before, operation) =>
    isAbsent(operation, before)
      ? before
      : changeTable(before, operation.table, (table) => withoutIndex(table, operation.name)),
  reverse: (operation, before) =>
    isAbsent(operation, before)
      ? []
      : [
          {
            kind: 'createIndex',
            table: operation.table,
            index: getIndex(getTable(before, operation.table), operation.name),
          },
        ],
  expand: (operation, before) => {
    const { table, name, ifExists } = operation;
    if (!isUniqueConstraint(before, table, name)) return undefined;
    const constraint = { name, type: 'unique' } as const;
    return [{ kind: 'dropConstraint', table, constraint, ...(ifExists === undefined ? {} : { ifExists }) }];
  },
  toCall: (operation) => ({
    name: 'dropIndex',
    args: trimmed([
      operation.name,
      tableSource(operation.table),
      { ...flags({ ifExists: operation.ifExists }), ...openOptions(operation.options) },
    ]),
  }),
  describe: (operation) => `dropIndex ${operation.name} on ${displayName(operation.table)}`,
};

function isAbsent(operation: DropIndex, before: SchemaModel): boolean {
  if (operation.ifExists !== true) return false;
  return findTable(before, operation.table)?.indexes.some((index) => index.name === operation.name) !== true;
}
