import {
  changeTable,
  describeConstraintReference,
  findConstraint,
  findTable,
  getConstraint,
  getTable,
  withoutConstraint,
  type ConstraintReference,
} from '../schema/edit.js';
import type { AlterOptions, SchemaModel } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import { constraintOperation } from './constraint-operation.js';
import type { OperationType } from './operation.js';
import { flags, openOptions, tableSource } from './source.js';
import { isUniqueIndex } from './unique-by-name.js';

/** Drops a constraint by its name, or one without a name by its kind and content. */
export interface DropConstraint {
  readonly kind: 'dropConstraint';
  readonly table: TableName;
  readonly constraint: ConstraintReference;
  readonly ifExists?: boolean;
  /** How it is carried out, by dialect. */
  readonly options?: AlterOptions;
}

export const dropConstraint: OperationType<DropConstraint> = {
  kind: 'dropConstraint',
  touches: (operation) => [operation.table],
  apply: (before, operation) =>
    isAbsent(operation, before)
      ? before
      : changeTable(before, operation.table, (table) => withoutConstraint(table, operation.constraint)),
  reverse: (operation, before) =>
    isAbsent(operation, before)
      ? []
      : [constraintOperation(operation.table, getConstraint(getTable(before, operation.table), operation.constraint))],
  expand: (operation, before) => {
    const { table, constraint, ifExists } = operation;
    const { name, type = 'unique' } = constraint;
    if (name === undefined || type !== 'unique' || !isUniqueIndex(before, table, name)) return undefined;
    return [{ kind: 'dropIndex', table, name, ...(ifExists === undefined ? {} : { ifExists }) }];
  },
  toCall: ({ table, constraint, ifExists, options }) => ({
    name: 'dropConstraint',
    args: trimmed([
      constraint.name ?? null,
      tableSource(table),
      {
        type: constraint.type,
        columns: constraint.columns,
        expression: constraint.expression,
        ...flags({ ifExists }),
        ...openOptions(options),
      },
    ]),
  }),
  describe: (operation) =>
    `dropConstraint ${displayName(operation.table)} ${describeConstraintReference(operation.constraint)}`,
};

function isAbsent(operation: DropConstraint, before: SchemaModel): boolean {
  if (operation.ifExists !== true) return false;
  const table = findTable(before, operation.table);
  return table === undefined || findConstraint(table, operation.constraint) === undefined;
}
