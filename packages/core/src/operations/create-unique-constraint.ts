import { changeTable, getColumn, referenceTo, withConstraint } from '../schema/edit.js';
import type { UniqueConstraint } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { addedNameSource, openOptions, tableSource } from './source.js';

/** Adds a unique constraint. */
export interface CreateUniqueConstraint {
  readonly kind: 'createUniqueConstraint';
  readonly table: TableName;
  readonly constraint: UniqueConstraint;
}

export const createUniqueConstraint: OperationType<CreateUniqueConstraint> = {
  kind: 'createUniqueConstraint',
  touches: (operation) => [operation.table],
  apply: (before, operation) =>
    changeTable(before, operation.table, (table) => {
      for (const column of operation.constraint.columns) getColumn(table, column);
      return withConstraint(table, operation.constraint);
    }),
  reverse: (operation) => [
    { kind: 'dropConstraint', table: operation.table, constraint: referenceTo(operation.constraint) },
  ],
  toCall: ({ table, constraint }, naming) => ({
    name: 'createUniqueConstraint',
    args: trimmed([
      addedNameSource(table, constraint, naming),
      tableSource(table),
      constraint.columns,
      { deferrable: constraint.deferrable, ...openOptions(constraint.options) },
    ]),
  }),
  describe: (operation) =>
    `createUniqueConstraint ${displayName(operation.table)} (${operation.constraint.columns.join(', ')})`,
};
