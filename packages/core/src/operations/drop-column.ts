import { changeTable, findTable, getColumn, getTable } from '../schema/edit.js';
import { mentionsName } from '../schema/expression.js';
import type { AlterOptions, Constraint, Index, SchemaModel, Table } from '../schema/model.js';
import { displayName, sameTable, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import { constraintOperation } from './constraint-operation.js';
import type { Operation, OperationType } from './operation.js';
import { flags, openOptions, tableSource } from './source.js';

/**
 * Drops a column, and with it the constraints and indexes of its table that are over it or mention it. Its reverse
 * brings all of them back, and the column at the end of the table, without its values.
 */
export interface DropColumn {
  readonly kind: 'dropColumn';
  readonly table: TableName;
  readonly column: string;
  readonly ifExists?: boolean;
  /** How it is carried out, by dialect. */
  readonly options?: AlterOptions;
}

export const dropColumn: OperationType<DropColumn> = {
  kind: 'dropColumn',
  touches: (operation) => [operation.table],
  apply: (before, operation) =>
    isAbsent(operation, before)
      ? before
      : changeTable(before, operation.table, (table) => withoutColumn(table, operation.column)),
  reverse: (operation, before) =>
    isAbsent(operation, before) ? [] : restored(operation, getTable(before, operation.table)),
  toCall: (operation) => ({
    name: 'dropColumn',
    args: trimmed([
      tableSource(operation.table),
      operation.column,
      { ...flags({ ifExists: operation.ifExists }), ...openOptions(operation.options) },
    ]),
  }),
  losesData: () => true,
  describe: (operation) => `dropColumn ${displayName(operation.table)}.${operation.column}`,
};

/** The constraints and indexes of a table that go when a column goes. */
export function dependentsOf(
  table: Table,
  column: string,
): { readonly constraints: readonly Constraint[]; readonly indexes: readonly Index[] } {
  return {
    constraints: table.constraints.filter((constraint) => {
      if (constraint.kind === 'check') return mentionsName(constraint.expression, column);
      return constraint.columns.includes(column) || pointsAtOwn(table, constraint, column);
    }),
    indexes: table.indexes.filter(
      (index) =>
        (index.where !== undefined && mentionsName(index.where, column)) ||
        index.columns.some((element) =>
          'column' in element ? element.column === column : mentionsName(element.expression, column),
        ),
    ),
  };
}

/** A foreign key from the table to the column itself. */
function pointsAtOwn(table: Table, constraint: Constraint, column: string): boolean {
  return (
    constraint.kind === 'foreignKey' &&
    sameTable(constraint.references.table, table.name) &&
    constraint.references.columns.includes(column)
  );
}

function withoutColumn(table: Table, name: string): Table {
  getColumn(table, name);
  const { constraints, indexes } = dependentsOf(table, name);
  return {
    ...table,
    columns: table.columns.filter((column) => column.name !== name),
    constraints: table.constraints.filter((constraint) => !constraints.includes(constraint)),
    indexes: table.indexes.filter((index) => !indexes.includes(index)),
  };
}

function restored(operation: DropColumn, table: Table): readonly Operation[] {
  const { constraints, indexes } = dependentsOf(table, operation.column);
  return [
    { kind: 'addColumn', table: operation.table, column: getColumn(table, operation.column) },
    // A foreign key may point at a key of the same table, which must be there before it.
    ...constraints
      .toSorted((a, b) => Number(a.kind === 'foreignKey') - Number(b.kind === 'foreignKey'))
      .map((constraint) => constraintOperation(operation.table, constraint)),
    ...indexes.map((index): Operation => ({ kind: 'createIndex', table: operation.table, index })),
  ];
}

function isAbsent(operation: DropColumn, before: SchemaModel): boolean {
  if (operation.ifExists !== true) return false;
  const table = findTable(before, operation.table);
  return table === undefined || !table.columns.some((column) => column.name === operation.column);
}
