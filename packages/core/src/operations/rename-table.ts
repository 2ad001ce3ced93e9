import { changeTables, findTable, getTable } from '../schema/edit.js';
import { DuplicateTableError } from '../schema/errors.js';
import type { Constraint, SchemaModel, Table } from '../schema/model.js';
import { displayName, sameTable, type TableName } from '../schema/names.js';
import type { OperationType } from './operation.js';
import { tableSource } from './source.js';

/** Gives a table another name in the same schema. Foreign keys that point at it follow; names of constraints stay. */
export interface RenameTable {
  readonly kind: 'renameTable';
  readonly table: TableName;
  readonly to: string;
}

export const renameTable: OperationType<RenameTable> = {
  kind: 'renameTable',
  touches: (operation) => [operation.table, { ...operation.table, name: operation.to }],
  apply: (before, operation) => renamed(before, operation.table, { ...operation.table, name: operation.to }),
  reverse: (operation) => [
    { kind: 'renameTable', table: { ...operation.table, name: operation.to }, to: operation.table.name },
  ],
  toCall: (operation) => ({ name: 'renameTable', args: [tableSource(operation.table), operation.to] }),
  describe: (operation) => `renameTable ${displayName(operation.table)} to ${operation.to}`,
};

function renamed(before: SchemaModel, from: TableName, to: TableName): SchemaModel {
  getTable(before, from);
  if (from.name !== to.name && findTable(before, to) !== undefined) throw new DuplicateTableError(to);
  return changeTables(before, (table): Table => {
    const constraints = followRename(table.constraints, from, to);
    const name = sameTable(table.name, from) ? to : table.name;
    return constraints === table.constraints && name === table.name ? table : { ...table, name, constraints };
  });
}

function followRename(constraints: readonly Constraint[], from: TableName, to: TableName): readonly Constraint[] {
  const points = (constraint: Constraint): boolean =>
    constraint.kind === 'foreignKey' && sameTable(constraint.references.table, from);
  if (!constraints.some(points)) return constraints;
  return constraints.map((constraint) =>
    constraint.kind === 'foreignKey' && points(constraint)
      ? { ...constraint, references: { ...constraint.references, table: to } }
      : constraint,
  );
}
