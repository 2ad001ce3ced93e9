import { changeTable, getIndex } from '../schema/edit.js';
import { DuplicateTablePartError } from '../schema/errors.js';
import type { AlterOptions } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { openOptions, tableSource } from './source.js';
import { isUniqueConstraint } from './unique-by-name.js';

/** Gives an index another name. */
export interface RenameIndex {
  readonly kind: 'renameIndex';
  readonly table: TableName;
  readonly name: string;
  readonly to: string;
  /** How it is carried out, by dialect. */
  readonly options?: AlterOptions;
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
  expand: (operation, before) => {
    const { table, name, to } = operation;
    return isUniqueConstraint(before, table, name) ? [{ kind: 'renameConstraint', table, name, to }] : undefined;
  },
  toCall: ({ table, name, to, options }) => ({
    name: 'renameIndex',
    args: trimmed([name, tableSource(table), to, openOptions(options)]),
  }),
  describe: ({ table, name, to }) => `renameIndex ${name} to ${to} on ${displayName(table)}`,
};
