import type { CheckConstraint, Constraint, ForeignKey, SchemaModel } from '@aludel/core';
import { findConstraint, findTable, mentionsName, type Operation, type Operations } from '@aludel/core/dialect';

/**
 * Operations on one table, with the foreign keys and checks of a new column joined to it, and those of a column that goes
 * left out: what SQLite does in place then, it would need a rebuild for one by one.
 */
export function joinConstraints(group: readonly Operation[], before: SchemaModel): readonly Operation[] {
  const taken = new Set<Operation>();
  return group
    .flatMap((operation, index): readonly Operation[] => {
      if (operation.kind === 'dropConstraint')
        return goesWithColumn(operation, group.slice(index + 1), before) ? [] : [operation];
      if (operation.kind !== 'addColumn' || operation.ifNotExists === true) return [operation];
      // A check may mention columns that are added after this one: those are taken up to the next column only.
      const own = untilNextColumn(group.slice(index + 1)).flatMap((later): readonly Constraint[] => {
        const constraint = ownConstraint(later, operation);
        if (constraint !== undefined) taken.add(later);
        return constraint === undefined ? [] : [onColumn(constraint)];
      });
      const { table, column } = operation;
      return own.length === 0 ? [operation] : [{ kind: 'sqlite.addColumn', table, column, constraints: own }];
    })
    .filter((operation) => !taken.has(operation));
}

function untilNextColumn(operations: readonly Operation[]): readonly Operation[] {
  const end = operations.findIndex(
    ({ kind }) => kind === 'addColumn' || kind === 'dropColumn' || kind === 'alterColumn',
  );
  return end === -1 ? operations : operations.slice(0, end);
}

/** https://sqlite.org/lang_altertable.html#alter_table_add_column: with REFERENCES the default must be null. */
function ownConstraint(
  operation: Operation,
  { column }: Operations['addColumn'],
): ForeignKey | CheckConstraint | undefined {
  if (operation.kind === 'createForeignKey') {
    const { columns } = operation.constraint;
    const isNull = column.default === undefined || (column.default.kind === 'literal' && column.default.value === null);
    return isNull && columns.length === 1 && columns[0] === column.name ? operation.constraint : undefined;
  }
  if (operation.kind !== 'createCheckConstraint') return undefined;
  return mentionsName(operation.constraint.expression, column.name) ? operation.constraint : undefined;
}

function onColumn(constraint: Constraint): Constraint {
  const { options } = constraint;
  return { ...constraint, options: { ...options, sqlite: { ...options?.sqlite, onColumn: true } } };
}

/** A foreign key that is written on a column goes with it. */
function goesWithColumn(
  { table, constraint: reference }: Operations['dropConstraint'],
  later: readonly Operation[],
  before: SchemaModel,
): boolean {
  const found = findTable(before, table);
  const constraint = found === undefined ? undefined : findConstraint(found, reference);
  if (constraint?.kind !== 'foreignKey' || constraint.columns.length !== 1) return false;
  if (constraint.options?.sqlite?.onColumn !== true) return false;
  return later.some((operation) => operation.kind === 'dropColumn' && operation.column === constraint.columns[0]);
}
