import { changeTable, findTable, getColumn, withIndex } from '../schema/edit.js';
import type { Index, SchemaModel } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { flags, indexElementSource, indexSettingsSource, tableSource } from './source.js';

/** Creates an index. */
export interface CreateIndex {
  readonly kind: 'createIndex';
  readonly table: TableName;
  readonly index: Index;
  readonly ifNotExists?: boolean;
}

export const createIndex: OperationType<CreateIndex> = {
  kind: 'createIndex',
  touches: (operation) => [operation.table],
  apply: (before, operation) =>
    isThere(operation, before)
      ? before
      : changeTable(before, operation.table, (table) => {
          for (const element of operation.index.columns) if ('column' in element) getColumn(table, element.column);
          return withIndex(table, operation.index);
        }),
  reverse: (operation, before) =>
    isThere(operation, before) ? [] : [{ kind: 'dropIndex', table: operation.table, name: operation.index.name }],
  toCall: ({ table, index, ifNotExists }) => ({
    name: 'createIndex',
    args: trimmed([
      index.name,
      tableSource(table),
      index.columns.map(indexElementSource),
      indexSettingsSource(index, flags({ ifNotExists })),
    ]),
  }),
  describe: (operation) => `createIndex ${operation.index.name} on ${displayName(operation.table)}`,
};

function isThere(operation: CreateIndex, before: SchemaModel): boolean {
  if (operation.ifNotExists !== true) return false;
  return findTable(before, operation.table)?.indexes.some((index) => index.name === operation.index.name) === true;
}
