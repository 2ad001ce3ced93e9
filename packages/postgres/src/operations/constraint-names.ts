import type { Constraint, Table } from '@aludel/core';
import { mentionsName } from '@aludel/core/dialect';
import { generatedName } from '../generated-name.js';

/**
 * Constraints that are given no name get the one that PostgreSQL would give them, and are created by it: so what is done
 * with them later, in the same migration or in a script, knows it.
 * https://www.postgresql.org/docs/current/sql-createtable.html (CONSTRAINT constraint_name)
 */
export function withConstraintNames(table: Table): Table {
  if (table.constraints.every(({ name }) => name !== undefined)) return table;
  const taken = new Set([...table.constraints, ...table.indexes].map(({ name }) => name));
  const constraints = table.constraints.map((constraint) => {
    const named = withConstraintName(constraint, table, taken);
    taken.add(named.name);
    return named;
  });
  return { ...table, constraints };
}

/** @param taken names that other constraints and indexes have; those of the table, where it is left out */
export function withConstraintName<T extends Constraint>(
  constraint: T,
  table: Table,
  taken: ReadonlySet<string | undefined> = new Set([...table.constraints, ...table.indexes].map(({ name }) => name)),
): T {
  if (constraint.name !== undefined) return constraint;
  const [columns, label] = partsOf(constraint, table);
  let name = generatedName(table.name.name, columns, label);
  for (let number = 1; taken.has(name); number++) name = generatedName(table.name.name, columns, `${label}${number}`);
  return { ...constraint, name };
}

function partsOf(constraint: Constraint, table: Table): readonly [columns: string | undefined, label: string] {
  switch (constraint.kind) {
    case 'primaryKey':
      return [undefined, 'pkey'];
    case 'unique':
      return [constraint.columns.join('_'), 'key'];
    case 'foreignKey':
      return [constraint.columns.join('_'), 'fkey'];
    case 'check': {
      const mentioned = table.columns.filter(({ name }) => mentionsName(constraint.expression, name));
      return [mentioned.length === 1 ? mentioned[0]?.name : undefined, 'check'];
    }
    default:
      return [constraint.columns.join('_'), 'excl'];
  }
}
