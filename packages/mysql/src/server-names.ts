import type { Constraint, Table, UniqueConstraint } from '@aludel/core';
import type { Flavour } from './flavour.js';

/** A table with the names that the server gives its constraints; it keeps none of primary keys. */
export function withServerNames(table: Table, flavour: Flavour): Table {
  const named = withNames(table, flavour);
  if (!named.constraints.some(({ kind, name }) => kind === 'primaryKey' && name !== undefined)) return named;
  return {
    ...named,
    constraints: named.constraints.map((constraint): Constraint => {
      if (constraint.kind !== 'primaryKey') return constraint;
      const { name: _, ...key } = constraint;
      return key;
    }),
  };
}

/**
 * Gives the constraints without a name those that the server gives them, in their order: a unique key that of its first
 * column, foreign keys and checks a number.
 */
export function withNames(table: Table, flavour: Flavour): Table {
  if (table.constraints.every(({ name, kind }) => name !== undefined || kind === 'primaryKey')) return table;
  const constraints: Constraint[] = [];
  for (const constraint of table.constraints) {
    if (constraint.kind === 'primaryKey' || constraint.name !== undefined) constraints.push(constraint);
    else {
      const others = [...constraints, ...table.constraints];
      constraints.push({ ...constraint, name: serverName(constraint, { ...table, constraints: others }, flavour) });
    }
  }
  return { ...table, constraints };
}

/** The name that a constraint without one gets when it is added to a table. */
export function serverName(constraint: Constraint, table: Table, flavour: Flavour): string {
  switch (constraint.kind) {
    case 'primaryKey':
      return 'PRIMARY';
    case 'unique':
      return uniqueKeyName(constraint, table);
    case 'foreignKey':
      return foreignKeyName(table);
    default:
      return numbered(flavour.kind === 'mysql' ? `${table.name.name}_chk_` : 'CONSTRAINT_', table);
  }
}

/** The name that a unique key without one gets when it is added to a table. It keeps it when its column is renamed. */
export function uniqueKeyName({ columns }: UniqueConstraint, table: Table): string {
  const [first = ''] = columns;
  const taken = new Set(
    [...table.indexes, ...table.constraints].flatMap(({ name }) => (name === undefined ? [] : [name.toLowerCase()])),
  );
  // Numbered from 2, and not `PRIMARY`, whatever the column is called.
  let name = first;
  for (let number = 2; taken.has(name.toLowerCase()) || name.toLowerCase() === 'primary'; number++) {
    name = `${first}_${number}`;
  }
  return name;
}

/** A table whose unique keys all have a name. */
export function withUniqueKeyNames(table: Table): Table {
  let result = table;
  for (const [place, key] of table.constraints.entries()) {
    if (key.kind !== 'unique' || key.name !== undefined) continue;
    const named = { ...key, name: uniqueKeyName(key, result) };
    result = { ...result, constraints: result.constraints.with(place, named) };
  }
  return result;
}

/** The name that the next foreign key without one gets. */
export function foreignKeyName(table: Table): string {
  return numbered(`${table.name.name}_ibfk_`, table);
}

/** One more than the highest number that is taken. */
function numbered(prefix: string, { constraints }: Table): string {
  const numbers = constraints.flatMap(({ name }) =>
    name?.startsWith(prefix) === true && /^\d+$/u.test(name.slice(prefix.length))
      ? [Number(name.slice(prefix.length))]
      : [],
  );
  return `${prefix}${Math.max(0, ...numbers) + 1}`;
}
