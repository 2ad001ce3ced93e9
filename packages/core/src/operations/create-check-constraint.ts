import { changeTable, referenceTo, withConstraint } from '../schema/edit.js';
import type { CheckConstraint } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { addedNameSource, openOptions, tableSource } from './source.js';

/** Adds a condition that every row must fulfil. */
export interface CreateCheckConstraint {
  readonly kind: 'createCheckConstraint';
  readonly table: TableName;
  readonly constraint: CheckConstraint;
}

export const createCheckConstraint: OperationType<CreateCheckConstraint> = {
  kind: 'createCheckConstraint',
  touches: (operation) => [operation.table],
  apply: (before, operation) =>
    changeTable(before, operation.table, (table) => withConstraint(table, operation.constraint)),
  reverse: (operation) => [
    { kind: 'dropConstraint', table: operation.table, constraint: referenceTo(operation.constraint) },
  ],
  toCall: ({ table, constraint }, naming) => ({
    name: 'createCheckConstraint',
    args: trimmed([
      addedNameSource(table, constraint, naming),
      tableSource(table),
      constraint.expression,
      openOptions(constraint.options),
    ]),
  }),
  describe: ({ table, constraint }) =>
    `createCheckConstraint ${displayName(table)} ${constraint.name ?? `(${constraint.expression})`}`,
};
