import type { Constraint, Table } from '@aludel/core';
import { checkModels, InvalidModelError } from '@aludel/core/dialect';
import { folded } from '../parse/tokens.js';

type ForeignKey = Extract<Constraint, { kind: 'foreignKey' }>;

/**
 * Marks foreign keys that point at what is not there, or is no key. SQLite looks only when rows change, if at all
 * (https://sqlite.org/foreignkeys.html#fk_schema_errors), so real databases have them; a model that has one by mistake is
 * refused.
 * @param others tables that are pointed at, and are of no concern otherwise
 */
export function withUncheckedMarked(tables: readonly Table[], others: readonly Table[] = []): readonly Table[] {
  const byName = new Map([...others, ...tables].map((table) => [folded(table.name.name), table]));
  return tables.map((table) => {
    const constraints = table.constraints.map((constraint) =>
      constraint.kind === 'foreignKey' &&
      wouldBeRefused(table, constraint, byName.get(folded(constraint.references.table.name)))
        ? {
            ...constraint,
            options: { ...constraint.options, sqlite: { ...constraint.options?.sqlite, unchecked: true } },
          }
        : constraint,
    );
    return constraints.some((constraint, index) => constraint !== table.constraints[index])
      ? { ...table, constraints }
      : table;
  });
}

function wouldBeRefused(table: Table, constraint: ForeignKey, target: Table | undefined): boolean {
  if (target === undefined) return true;
  const child = { ...table, constraints: [constraint] };
  const isOwn = target.name.name === table.name.name;
  const parent = { ...target, constraints: target.constraints.filter(({ kind }) => kind !== 'foreignKey') };
  try {
    checkModels({
      tables: isOwn ? [{ ...parent, constraints: [...parent.constraints, constraint] }] : [child, parent],
      objects: [],
    });
    return false;
  } catch (error) {
    if (error instanceof InvalidModelError) return true;
    throw error;
  }
}
