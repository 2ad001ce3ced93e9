import { changeConstraint, changeTable, findConstraint, getTable } from '../schema/edit.js';
import { DuplicateTablePartError } from '../schema/errors.js';
import { displayName, type TableName } from '../schema/names.js';
import type { OperationType } from './operation.js';
import { tableSource } from './source.js';

/** Gives a named constraint another name. */
export interface RenameConstraint {
  readonly kind: 'renameConstraint';
  readonly table: TableName;
  readonly name: string;
  readonly to: string;
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
  toCall: ({ table, name, to }) => ({ name: 'renameConstraint', args: [name, tableSource(table), to] }),
  describe: ({ table, name, to }) => `renameConstraint ${displayName(table)} ${name} to ${to}`,
};
