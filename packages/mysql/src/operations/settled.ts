import type { SchemaModel, Table, TableName } from '@aludel/core';
import { changeTable, findTable, type AnyOperation, type OperationType } from '@aludel/core/dialect';
import { withForeignKeyIndexes, withMissingForeignKeyIndexes } from '../foreign-key-index.js';

/** The table as it is when, after a change, the indexes that its foreign keys need have come and gone. */
export function settled(model: SchemaModel, before: SchemaModel, name: TableName): SchemaModel {
  const table = findTable(model, name);
  if (table === undefined) return model;
  const after = withForeignKeyIndexes(table, findTable(before, name) ?? table);
  return after === table ? model : changeTable(model, name, () => after);
}

/** The same for a table that has just been made: what is written there is wanted, needed or not. */
export function settledAnew(model: SchemaModel, name: TableName): SchemaModel {
  const table = findTable(model, name);
  if (table === undefined) return model;
  const after = withMissingForeignKeyIndexes(table);
  return after === table ? model : changeTable(model, name, () => after);
}

/** A portable operation on a table, after which the indexes that its foreign keys need come and go. */
export function settling<Op extends AnyOperation & { readonly table: TableName }>(
  portable: OperationType<Op>,
): OperationType<Op> {
  return {
    ...portable,
    apply: (before, operation) => {
      const after = portable.apply(before, operation);
      return after === before ? before : settled(after, before, operation.table);
    },
  };
}

/** A table whose foreign keys name the columns that they point at: the servers want them written. */
export function withReferences(table: Table, model: SchemaModel): Table {
  if (!table.constraints.some((constraint) => constraint.kind === 'foreignKey' && isOpen(constraint))) return table;
  return {
    ...table,
    constraints: table.constraints.map((constraint) => {
      if (constraint.kind !== 'foreignKey' || !isOpen(constraint)) return constraint;
      const { references } = constraint;
      const isOwn = references.table.name === table.name.name && references.table.schema === table.name.schema;
      const target = isOwn ? table : findTable(model, references.table);
      const key = target?.constraints.find(({ kind }) => kind === 'primaryKey');
      if (key?.kind !== 'primaryKey') return constraint;
      return { ...constraint, references: { ...references, columns: key.columns } };
    }),
  };
}

export function isOpen({ references }: { readonly references: { readonly columns: readonly string[] } }): boolean {
  return references.columns.length === 0;
}
