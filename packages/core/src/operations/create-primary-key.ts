import { changeTable, getColumn, getTable, referenceTo, withConstraint } from '../schema/edit.js';
import type { PrimaryKey } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { withNotNullKey } from '../schema/table.js';
import { trimmed } from './call.js';
import type { Operation, OperationType } from './operation.js';
import { addedNameSource, openOptions, tableSource } from './source.js';

/** Adds a primary key; its columns become not null, as every database makes them. */
export interface CreatePrimaryKey {
  readonly kind: 'createPrimaryKey';
  readonly table: TableName;
  readonly constraint: PrimaryKey;
}

export const createPrimaryKey: OperationType<CreatePrimaryKey> = {
  kind: 'createPrimaryKey',
  touches: (operation) => [operation.table],
  apply: (before, operation) =>
    changeTable(before, operation.table, (table) => {
      for (const column of operation.constraint.columns) getColumn(table, column);
      return withNotNullKey(withConstraint(table, operation.constraint));
    }),
  reverse: (operation, before) => {
    const table = getTable(before, operation.table);
    const madeNotNull = operation.constraint.columns.filter((column) => getColumn(table, column).nullable);
    return [
      { kind: 'dropConstraint', table: operation.table, constraint: referenceTo(operation.constraint) },
      ...madeNotNull.map((column): Operation => ({
        kind: 'alterColumn',
        table: operation.table,
        column,
        to: { nullable: true },
      })),
    ];
  },
  toCall: ({ table, constraint }, naming) => ({
    name: 'createPrimaryKey',
    args: trimmed([
      addedNameSource(table, constraint, naming),
      tableSource(table),
      constraint.columns,
      openOptions(constraint.options),
    ]),
  }),
  describe: (operation) =>
    `createPrimaryKey ${displayName(operation.table)} (${operation.constraint.columns.join(', ')})`,
};
