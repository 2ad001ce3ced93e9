import { DuplicateTableError, DuplicateTablePartError, UnknownTableError, UnknownTablePartError } from './errors.js';
import type { Column, Constraint, ConstraintKind, Index, SchemaModel, SchemaObject, Table } from './model.js';
import { sameTable, type TableName } from './names.js';

/** The only way a model changes: each function returns a new model and leaves the given one alone. */

export function findTable(model: SchemaModel, name: TableName): Table | undefined {
  return model.tables.find((table) => sameTable(table.name, name));
}

export function getTable(model: SchemaModel, name: TableName): Table {
  const table = findTable(model, name);
  if (table === undefined)
    throw new UnknownTableError(
      name,
      model.tables.map((known) => known.name),
    );
  return table;
}

export function withTable(model: SchemaModel, table: Table): SchemaModel {
  if (findTable(model, table.name) !== undefined) throw new DuplicateTableError(table.name);
  return { ...model, tables: [...model.tables, table] };
}

export function withoutTable(model: SchemaModel, name: TableName): SchemaModel {
  getTable(model, name);
  return { ...model, tables: model.tables.filter((table) => !sameTable(table.name, name)) };
}

/** Replaces one table by what `change` makes of it. */
export function changeTable(model: SchemaModel, name: TableName, change: (table: Table) => Table): SchemaModel {
  const changed = change(getTable(model, name));
  return { ...model, tables: model.tables.map((table) => (sameTable(table.name, name) ? changed : table)) };
}

/** Lets `change` see every table; tables that it returns unchanged stay the same objects. */
export function changeTables(model: SchemaModel, change: (table: Table) => Table): SchemaModel {
  return { ...model, tables: model.tables.map(change) };
}

export function getColumn(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined)
    throw new UnknownTablePartError(
      table.name,
      'column',
      name,
      table.columns.map((known) => known.name),
    );
  return column;
}

export function withColumn(table: Table, column: Column): Table {
  if (table.columns.some((known) => known.name === column.name))
    throw new DuplicateTablePartError(table.name, 'column', column.name);
  return { ...table, columns: [...table.columns, column] };
}

export function changeColumn(table: Table, name: string, change: (column: Column) => Column): Table {
  const changed = change(getColumn(table, name));
  return { ...table, columns: table.columns.map((column) => (column.name === name ? changed : column)) };
}

export function getIndex(table: Table, name: string): Index {
  const index = table.indexes.find((candidate) => candidate.name === name);
  if (index === undefined)
    throw new UnknownTablePartError(
      table.name,
      'index',
      name,
      table.indexes.map((known) => known.name),
    );
  return index;
}

export function withIndex(table: Table, index: Index): Table {
  if (table.indexes.some((known) => known.name === index.name))
    throw new DuplicateTablePartError(table.name, 'index', index.name);
  return { ...table, indexes: [...table.indexes, index] };
}

export function withoutIndex(table: Table, name: string): Table {
  getIndex(table, name);
  return { ...table, indexes: table.indexes.filter((index) => index.name !== name) };
}

export function withConstraint(table: Table, constraint: Constraint): Table {
  const { name } = constraint;
  if (name !== undefined && table.constraints.some((known) => known.name === name)) {
    throw new DuplicateTablePartError(table.name, 'constraint', name);
  }
  if (constraint.kind === 'primaryKey' && table.constraints.some((known) => known.kind === 'primaryKey')) {
    throw new DuplicateTablePartError(table.name, 'constraint', name ?? 'PRIMARY KEY');
  }
  return { ...table, constraints: [...table.constraints, constraint] };
}

/** What tells one constraint of a table from the others: its name, or for one without a name its kind and content. */
export interface ConstraintReference {
  readonly name?: string;
  readonly type?: ConstraintKind;
  readonly columns?: readonly string[];
  /** Of a check. */
  readonly expression?: string;
}

export function findConstraint(table: Table, reference: ConstraintReference): Constraint | undefined {
  const found = table.constraints.filter((constraint) => fits(constraint, reference));
  // A reference by content was made for a constraint without a name; one that has since been given a name will do.
  return reference.name === undefined ? (found.find(({ name }) => name === undefined) ?? found[0]) : found[0];
}

function fits(constraint: Constraint, reference: ConstraintReference): boolean {
  if (reference.type !== undefined && constraint.kind !== reference.type) return false;
  if (reference.name !== undefined) return constraint.name === reference.name;
  if (reference.expression !== undefined) {
    return constraint.kind === 'check' && constraint.expression === reference.expression;
  }
  if (reference.columns !== undefined) {
    return 'columns' in constraint && sameNames(constraint.columns, reference.columns);
  }
  return reference.type === 'primaryKey';
}

export function getConstraint(table: Table, reference: ConstraintReference): Constraint {
  const constraint = findConstraint(table, reference);
  if (constraint !== undefined) return constraint;
  const known = table.constraints.flatMap((candidate) => (candidate.name === undefined ? [] : [candidate.name]));
  throw new UnknownTablePartError(table.name, 'constraint', describeConstraintReference(reference), known);
}

export function withoutConstraint(table: Table, reference: ConstraintReference): Table {
  const dropped = getConstraint(table, reference);
  return { ...table, constraints: table.constraints.filter((constraint) => constraint !== dropped) };
}

export function changeConstraint(
  table: Table,
  reference: ConstraintReference,
  change: (constraint: Constraint) => Constraint,
): Table {
  const found = getConstraint(table, reference);
  return {
    ...table,
    constraints: table.constraints.map((constraint) => (constraint === found ? change(constraint) : constraint)),
  };
}

/** The reference by which a given constraint can be found again. */
export function referenceTo(constraint: Constraint): ConstraintReference {
  if (constraint.name !== undefined) return { name: constraint.name, type: constraint.kind };
  if (constraint.kind === 'check') return { type: 'check', expression: constraint.expression };
  return { type: constraint.kind, columns: constraint.columns };
}

export function describeConstraintReference(reference: ConstraintReference): string {
  if (reference.name !== undefined) return reference.name;
  const what = reference.columns?.join(', ') ?? reference.expression ?? '';
  return `${reference.type ?? 'constraint'} (${what})`;
}

export function findObject<K extends SchemaObject['kind']>(
  model: SchemaModel,
  kind: K,
  name: TableName,
): Extract<SchemaObject, { readonly kind: K }> | undefined {
  return model.objects.find(
    (object): object is Extract<SchemaObject, { readonly kind: K }> =>
      object.kind === kind && sameTable(object.name, name),
  );
}

export function withObject(model: SchemaModel, object: SchemaObject): SchemaModel {
  return { ...model, objects: [...model.objects, object] };
}

export function withoutObject(model: SchemaModel, kind: SchemaObject['kind'], name: TableName): SchemaModel {
  return {
    ...model,
    objects: model.objects.filter((object) => !(object.kind === kind && sameTable(object.name, name))),
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
