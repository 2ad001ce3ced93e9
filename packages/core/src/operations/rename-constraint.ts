import { changeConstraint, changeTable, findConstraint, getTable } from '../schema/edit.js';
import { DuplicateTablePartError } from '../schema/errors.js';
import type { AlterOptions } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { openOptions, tableSource } from './source.js';
import { isUniqueIndex } from './unique-by-name.js';

/** Gives a named constraint another name. */
export interface RenameConstraint {
  readonly kind: 'renameConstraint';
  readonly table: TableName;
  readonly name: string;
  readonly to: string;
  /** How it is carried out, by dialect. */
  readonly options?: AlterOptions;
}

export const renameConstraint: OperationType<RenameConstraint> = {
  kind: 'renameConstraint',
  touches: (operation) => [operation.table],
  apply: (before, { table, name, to }) => {
    if (findConstraint(getTable(before, table), { name: to }) !== undefined && name !== to) {
      throw new DuplicateTablePartError(table, 'constraint', to);
    }
    return changeTable(before, table, (found) =>
      changeConstraint(found, { name }, (constraint) => ({ ...constraint, name: to })),
    );
  },
  reverse: ({ table, name, to }) => [{ kind: 'renameConstraint', table, name: to, to: name }],
  expand: (operation, before) => {
    const { table, name, to } = operation;
    return isUniqueIndex(before, table, name) ? [{ kind: 'renameIndex', table, name, to }] : undefined;
  },
  toCall: ({ table, name, to, options }) => ({
    name: 'renameConstraint',
    args: trimmed([name, tableSource(table), to, openOptions(options)]),
  }),
  describe: ({ table, name, to }) => `renameConstraint ${displayName(table)} ${name} to ${to}`,
};
