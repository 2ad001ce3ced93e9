import { changeTable, getIndex } from '../schema/edit.js';
import { DuplicateTablePartError } from '../schema/errors.js';
import { displayName, type TableName } from '../schema/names.js';
import type { OperationType } from './operation.js';
import { tableSource } from './source.js';

/** Gives an index another name. */
export interface RenameIndex {
  readonly kind: 'renameIndex';
  readonly table: TableName;
  readonly name: string;
  readonly to: string;
}

export const renameIndex: OperationType<RenameIndex> = {
  kind: 'renameIndex',
  touches: (operation) => [operation.table],
  apply: (before, { table, name, to }) =>
    changeTable(before, table, (found) => {
      getIndex(found, name);
      if (name !== to && found.indexes.some((index) => index.name === to)) {
        throw new DuplicateTablePartError(table, 'index', to);
      }
      return {
        ...found,
        indexes: found.indexes.map((index) => (index.name === name ? { ...index, name: to } : index)),
      };
    }),
  reverse: ({ table, name, to }) => [{ kind: 'renameIndex', table, name: to, to: name }],
  toCall: ({ table, name, to }) => ({ name: 'renameIndex', args: [name, tableSource(table), to] }),
  describe: ({ table, name, to }) => `renameIndex ${name} to ${to} on ${displayName(table)}`,
};
