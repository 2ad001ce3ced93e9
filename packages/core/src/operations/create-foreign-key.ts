import { changeTable, findTable, getColumn, referenceTo, withConstraint } from '../schema/edit.js';
import type { ForeignKey } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { addedNameSource, openOptions, tableSource } from './source.js';

/** Adds a foreign key. */
export interface CreateForeignKey {
  readonly kind: 'createForeignKey';
  readonly table: TableName;
  readonly constraint: ForeignKey;
}

export const createForeignKey: OperationType<CreateForeignKey> = {
  kind: 'createForeignKey',
  touches: (operation) => [operation.table, operation.constraint.references.table],
  apply: (before, operation) =>
    changeTable(before, operation.table, (table) => {
      for (const column of operation.constraint.columns) getColumn(table, column);
      // A table that the model does not know may be there all the same: only the database can tell.
      const { references } = operation.constraint;
      const referenced = findTable(before, references.table);
      if (referenced !== undefined) for (const column of references.columns) getColumn(referenced, column);
      return withConstraint(table, operation.constraint);
    }),
  reverse: (operation) => [
    { kind: 'dropConstraint', table: operation.table, constraint: referenceTo(operation.constraint) },
  ],
  toCall: ({ table, constraint }, naming) => ({
    name: 'createForeignKey',
    args: trimmed([
      addedNameSource(table, constraint, naming),
      tableSource(table),
      tableSource(constraint.references.table),
      constraint.columns,
      constraint.references.columns,
      {
        onDelete: constraint.onDelete,
        onUpdate: constraint.onUpdate,
        deferrable: constraint.deferrable,
        ...openOptions(constraint.options),
      },
    ]),
  }),
  describe: ({ table, constraint }) =>
    `createForeignKey ${displayName(table)} (${constraint.columns.join(', ')}) to ${displayName(constraint.references.table)}`,
};
