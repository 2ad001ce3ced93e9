import type { Column, Constraint, TableName } from '@aludel/core';
import {
  changeTable,
  displayName,
  withColumn,
  withConstraint,
  type Argument,
  type OperationType,
} from '@aludel/core/dialect';

/**
 * Adds a column together with the foreign keys and checks that are written on it: SQLite has an ALTER for that, but none
 * that adds them to a column that is there.
 */
export interface AddColumnWithConstraints {
  readonly kind: 'sqlite.addColumn';
  readonly table: TableName;
  readonly column: Column;
  readonly constraints: readonly Constraint[];
}

declare module '@aludel/core' {
  interface Operations {
    'sqlite.addColumn': AddColumnWithConstraints;
  }
}

export const addColumnWithConstraints: OperationType<AddColumnWithConstraints> = {
  kind: 'sqlite.addColumn',
  touches: ({ table }) => [table],
  apply: (before, { table, column, constraints }) =>
    changeTable(before, table, (found) => constraints.reduce(withConstraint, withColumn(found, column))),
  reverse: ({ table, column }) => [{ kind: 'dropColumn', table, column: column.name }],
  toCall: (operation) => ({ name: 'apply', args: [operation as unknown as Argument] }),
  describe: ({ table, column }) => `addColumn ${displayName(table)}.${column.name}`,
};
