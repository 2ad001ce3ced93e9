import type { SchemaModel } from '@aludel/core';
import {
  coreOperations,
  findConstraint,
  findTable,
  type DropColumn,
  type Operation,
  type Operations,
  type OperationType,
  type TableName,
} from '@aludel/core/dialect';

/**
 * As the portable operations, but a primary key whose columns may be null comes back as it was: SQLite allows it, where
 * elsewhere the key makes them not null.
 */
export const dropConstraint: OperationType<Operations['dropConstraint']> = {
  ...coreOperations.dropConstraint,
  reverse: (operation, before) => {
    const table = findTable(before, operation.table);
    const dropped = table === undefined ? undefined : findConstraint(table, operation.constraint);
    const reversed = coreOperations.dropConstraint.reverse(operation, before);
    return dropped?.kind === 'primaryKey' ? withNulls(reversed, operation.table, dropped.columns, before) : reversed;
  },
};

export const dropColumn: OperationType<DropColumn> = {
  ...coreOperations.dropColumn,
  reverse: (operation, before) => {
    const key = findTable(before, operation.table)?.constraints.find(({ kind }) => kind === 'primaryKey');
    const reversed = coreOperations.dropColumn.reverse(operation, before);
    if (key?.kind !== 'primaryKey' || !key.columns.includes(operation.column)) return reversed;
    return withNulls(reversed, operation.table, key.columns, before);
  },
};

function withNulls(
  reversed: readonly Operation[] | undefined,
  table: TableName,
  key: readonly string[],
  before: SchemaModel,
): readonly Operation[] | undefined {
  if (reversed === undefined || reversed.length === 0) return reversed;
  const nullable = findTable(before, table)?.columns.filter((column) => column.nullable && key.includes(column.name));
  return [
    ...reversed,
    ...(nullable ?? []).map(({ name }): Operation => ({
      kind: 'alterColumn',
      table,
      column: name,
      to: { nullable: true },
    })),
  ];
}
