import { createHash } from 'node:crypto';
import type { Constraint, IndexElement, Table } from './model.js';
import type { TableName } from './names.js';

/**
 * How constraints and indexes that were given no name are called. The name must follow from the definition alone, so
 * that every database, and every later migration, finds the same. A constraint (not an index) may be left without a name:
 * then the function returns `undefined`.
 */
export interface NamingConvention {
  readonly primaryKey: (table: TableName, columns: readonly string[]) => string | undefined;
  readonly unique: (table: TableName, columns: readonly string[]) => string | undefined;
  readonly foreignKey: (table: TableName, columns: readonly string[], referenced: TableName) => string | undefined;
  readonly check: (table: TableName, expression: string) => string | undefined;
  readonly index: (table: TableName, parts: readonly string[]) => string;
}

/** How long a name may be on a database. */
export interface IdentifierLimit {
  /** Left out where there is no limit. */
  readonly maxIdentifierLength?: number;
  /** What it is counted in. Default: bytes of UTF-8. */
  readonly identifierUnit?: 'bytes' | 'characters';
}

/** The longest name that the strictest of the supported databases takes without cutting it, in bytes. */
const longestName = 63;

/** `pk_users`, `uq_users_email`, `fk_orders_user_id_users`, `ck_users_3f2a9c1b`, `ix_users_email`. */
export const defaultNamingConvention = {
  primaryKey: (table) => fit(`pk_${table.name}`),
  unique: (table, columns) => fit(`uq_${table.name}_${columns.join('_')}`),
  foreignKey: (table, columns, referenced) => fit(`fk_${table.name}_${columns.join('_')}_${referenced.name}`),
  check: (table, expression) => fit(`ck_${table.name}_${digest(expression)}`),
  index: (table, parts) => fit(`ix_${table.name}_${parts.join('_')}`),
} satisfies NamingConvention;

/** Stands for the name of a constraint that shall have none, whatever the convention says: the builders' `false`. */
export const nameless = '';

/** What builders take for a name: `false` for none at all; left out, the convention gives it. */
export type GivenName = string | false;

/** Gives a constraint without a name its conventional one, if it has one. */
export function nameConstraint(table: TableName, constraint: Constraint, convention: NamingConvention): Constraint {
  if (constraint.name === nameless) {
    const { name: _, ...rest } = constraint;
    return rest;
  }
  if (constraint.name !== undefined) return constraint;
  const name = conventionalName(table, constraint, convention);
  return name === undefined ? constraint : { ...constraint, name };
}

function conventionalName(table: TableName, constraint: Constraint, convention: NamingConvention): string | undefined {
  switch (constraint.kind) {
    case 'primaryKey':
      return convention.primaryKey(table, constraint.columns);
    case 'unique':
      return convention.unique(table, constraint.columns);
    case 'foreignKey':
      return convention.foreignKey(table, constraint.columns, constraint.references.table);
    case 'check':
      return convention.check(table, constraint.expression);
    default:
      return undefined; // A dialect's own kind is named by its own builder.
  }
}

/** What stands for an index's elements in its name: a column's name, or a digest of an expression. */
export function indexNameParts(elements: readonly IndexElement[]): readonly string[] {
  return elements.map((element) => ('column' in element ? element.column : digest(element.expression)));
}

/** Names every constraint of a table that has no name yet. */
export function nameConstraints(table: Table, convention: NamingConvention): Table {
  return {
    ...table,
    constraints: table.constraints.map((constraint) => nameConstraint(table.name, constraint, convention)),
  };
}

/**
 * The convention with names that are short enough: for every supported database, so that a name is the same on all, and
 * for the one in use, which may be stricter still.
 */
export function fittingConvention(convention: NamingConvention, limit: IdentifierLimit = {}): NamingConvention {
  const fitted = (name: string | undefined): string | undefined => (name === undefined ? undefined : fit(name, limit));
  return {
    primaryKey: (...parts) => fitted(convention.primaryKey(...parts)),
    unique: (...parts) => fitted(convention.unique(...parts)),
    foreignKey: (...parts) => fitted(convention.foreignKey(...parts)),
    check: (...parts) => fitted(convention.check(...parts)),
    index: (...parts) => fit(convention.index(...parts), limit),
  };
}

/** How long a name is, in a database's own unit. */
export function identifierLength(name: string, unit: IdentifierLimit['identifierUnit'] = 'bytes'): number {
  return unit === 'bytes' ? Buffer.byteLength(name) : Array.from(name).length;
}

/** Cuts a name that is too long and marks it with a digest of the whole, so that two long names stay apart. */
function fit(name: string, { maxIdentifierLength: most = Infinity, identifierUnit }: IdentifierLimit = {}): string {
  const fits = (text: string): boolean =>
    Buffer.byteLength(text) <= longestName && identifierLength(text, identifierUnit) <= most;
  if (fits(name)) return name;
  const tail = `_${digest(name)}`;
  const head = Array.from(name).slice(0, longestName);
  while (head.length > 0 && !fits(head.join('') + tail)) head.pop();
  return head.join('') + tail;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
