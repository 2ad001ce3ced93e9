import {
  mentionsName,
  sameTable,
  type Constraint,
  type PrimaryKey,
  type SchemaModel,
  type Table,
} from '@aludel/core/dialect';

/** What in a model rests on what: databases refuse to take away, or to change, what something rests on. */

export function isPrimaryKey(constraint: Constraint): constraint is PrimaryKey {
  return constraint.kind === 'primaryKey';
}

export function isOver(constraint: Constraint, columns: readonly string[]): boolean {
  return 'columns' in constraint && constraint.columns.join('\0') === columns.join('\0');
}

export function namesOf(table: Table): readonly string[] {
  return table.columns.map(({ name }) => name);
}

export function isPointedAt(model: SchemaModel, target: Table): boolean {
  return model.tables.some(
    (table) => table !== target && table.constraints.some((constraint) => pointsAt(constraint, target)),
  );
}

export function pointsAt(constraint: Constraint, target: Table): boolean {
  return constraint.kind === 'foreignKey' && sameTable(constraint.references.table, target.name);
}

/** The columns of a table that foreign keys point at, its own too. */
export function restOn(model: SchemaModel, target: Table): readonly string[] {
  const key = target.constraints.find((constraint) => constraint.kind === 'primaryKey');
  return model.tables.flatMap((table) =>
    table.constraints.flatMap((constraint) => {
      if (constraint.kind !== 'foreignKey' || !pointsAt(constraint, target)) return [];
      return constraint.references.columns.length === 0 ? (key?.columns ?? []) : constraint.references.columns;
    }),
  );
}

export function isViewed(model: SchemaModel, { name }: Table): boolean {
  return isMentioned(model, name.name);
}

export function isMentioned(model: SchemaModel, name: string): boolean {
  return model.objects.some((object) => object.kind === 'view' && mentionsName(object.definition, name));
}

export function isComputedFrom(table: Table, name: string): boolean {
  return table.columns.some(
    (column) => column.generated !== undefined && mentionsName(column.generated.expression, name),
  );
}
