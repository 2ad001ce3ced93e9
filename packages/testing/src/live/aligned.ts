import { tableKey, type Comparator, type Constraint, type SchemaModel, type Table } from '@aludel/core/dialect';

/**
 * A model with every part that the comparator holds to be the same as one of `wanted` in the words of that one. What a
 * database writes in words of its own (checks, the text of views) can only be compared so; names and all that the
 * comparator does not speak of stay as they are.
 */
export function aligned(found: SchemaModel, wanted: SchemaModel, comparator: Comparator): SchemaModel {
  const tables = new Map(wanted.tables.map((table) => [tableKey(table.name), table]));
  return {
    tables: found.tables.map((table) => {
      const other = tables.get(tableKey(table.name));
      return other === undefined ? table : alignedTable(table, other, comparator);
    }),
    objects: found.objects.map(
      (object) =>
        wanted.objects.find(
          (other) =>
            other.kind === object.kind &&
            tableKey(other.name) === tableKey(object.name) &&
            comparator.sameObject(object, other),
        ) ?? object,
    ),
  };
}

function alignedTable(table: Table, wanted: Table, comparator: Comparator): Table {
  const left = [...wanted.constraints];
  return {
    ...table,
    columns: table.columns.map((column) => {
      const other = wanted.columns.find(({ name }) => name === column.name);
      return other !== undefined && comparator.columnChange(column, other) === undefined ? other : column;
    }),
    constraints: table.constraints.map((constraint) => {
      const at = left.findIndex((other) => mayBe(constraint, other) && comparator.sameConstraint(constraint, other));
      const [other] = at === -1 ? [] : left.splice(at, 1);
      // A name that the database has made for one without a name is no difference, and what it is called stays known.
      return other === undefined ? constraint : withName(other, constraint.name ?? other.name);
    }),
    indexes: table.indexes.map((index) => {
      const other = wanted.indexes.find(({ name }) => name === index.name);
      return other !== undefined && comparator.sameIndex(index, other) ? other : index;
    }),
  };
}

function mayBe(a: Constraint, b: Constraint): boolean {
  return a.kind === b.kind && (a.name === b.name || a.name === undefined || b.name === undefined);
}

function withName(constraint: Constraint, name: string | undefined): Constraint {
  return name === undefined ? constraint : { ...constraint, name };
}
