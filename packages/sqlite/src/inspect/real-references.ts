import type { Constraint, Table } from '@aludel/core';
import { folded } from '../parse/tokens.js';

/**
 * Spells foreign keys' targets as the tables and columns that they point at are spelled: to SQLite `Users` and `users` are
 * one name, to the model they are two. Targets that are not among the tables stay as they are.
 * @param others tables that are pointed at, and are of no concern otherwise
 */
export function withRealReferences(tables: readonly Table[], others: readonly Table[] = []): readonly Table[] {
  const byName = new Map([...others, ...tables].map((table) => [folded(table.name.name), table]));
  const real = (constraint: Constraint): Constraint => {
    if (constraint.kind !== 'foreignKey') return constraint;
    const { table, columns } = constraint.references;
    const target = byName.get(folded(table.name));
    if (target === undefined) return constraint;
    const spelled = columns.map((name) => spellingOf(target, name));
    if (target.name.name === table.name && spelled.every((name, index) => name === columns[index])) return constraint;
    return { ...constraint, references: { table: { ...table, name: target.name.name }, columns: spelled } };
  };
  return tables.map((table) => {
    const constraints = table.constraints.map(real);
    return constraints.every((constraint, index) => constraint === table.constraints[index])
      ? table
      : { ...table, constraints };
  });
}

function spellingOf(table: Table, name: string): string {
  if (table.columns.some((column) => column.name === name)) return name;
  return table.columns.find((column) => folded(column.name) === folded(name))?.name ?? name;
}
