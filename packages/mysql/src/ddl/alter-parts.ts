import type { Constraint, SchemaModel, Table } from '@aludel/core';
import { getIndex } from '@aludel/core/dialect';
import type { MysqlAlterOptions } from '../augment.js';
import { keptIndexes } from '../foreign-key-index.js';
import { part, primaryKeyPart, type AlterStep } from './alter-step.js';
import { indexText } from './index-text.js';
import type { MysqlTarget } from './target.js';
import { quoted } from './writing.js';

/** What the steps of an operation are worked out with. */
export interface AlterContext {
  readonly before: Table;
  readonly after: Table;
  /** Other tables, as far as they are known. */
  readonly model: SchemaModel;
  readonly target: MysqlTarget;
}

/** The clause by which a constraint goes, which each kind has of its own. */
export function dropConstraintClause(constraint: Constraint, table: Table, target: MysqlTarget): string | undefined {
  const name = constraint.name ?? '';
  switch (constraint.kind) {
    case 'primaryKey':
      return 'DROP PRIMARY KEY';
    case 'unique':
      return `DROP KEY ${quoted(name)}`;
    case 'foreignKey':
      return `DROP FOREIGN KEY ${quoted(name)}`;
    default:
      if (constraint.options?.mysql?.onColumn === true) return undefined;
      return target.flavour.kind === 'mysql' ? `DROP CHECK ${quoted(name)}` : `DROP CONSTRAINT ${quoted(name)}`;
  }
}

/** The indexes of foreign keys that come or go with an operation, beside what it says itself. */
export function hiddenIndexClauses(
  { before, after, target }: AlterContext,
  own: readonly string[],
): { readonly clauses: readonly string[]; readonly parts: readonly string[] } {
  const gone = before.indexes.filter(
    ({ name }) => !own.includes(name) && !after.indexes.some((index) => index.name === name),
  );
  const come = after.indexes.filter(
    ({ name }) => !own.includes(name) && !before.indexes.some((index) => index.name === name),
  );
  return {
    clauses: [
      ...gone.map(({ name }) => `DROP KEY ${quoted(name)}`),
      ...come.map(({ name }) => `ADD ${indexText(getIndex(after, name), after, target)}`),
    ],
    parts: [...gone, ...come].map(({ name }) => part('key', name)),
  };
}

/**
 * What keeps the indexes that stay though a key over these columns comes: one that is renamed, be it to its own name, counts
 * as wanted, and is not dropped for another.
 */
export function keptIndexClauses(
  { before, after }: AlterContext,
  columns: readonly string[],
): { readonly clauses: readonly string[]; readonly parts: readonly string[] } {
  const kept = keptIndexes(before, after, columns);
  return {
    clauses: kept.map(({ name }) => `RENAME KEY ${quoted(name)} TO ${quoted(name)}`),
    parts: kept.map(({ name }) => part('key', name)),
  };
}

export function constraintPart(constraint: Constraint): string {
  if (constraint.kind === 'primaryKey') return primaryKeyPart;
  return part(constraint.kind === 'unique' ? 'key' : 'constraint', constraint.name ?? '');
}

/** The way to carry it out that an operation, an index or a constraint asks for. */
export interface Asked {
  readonly algorithm?: MysqlAlterOptions['algorithm'];
  readonly lock?: MysqlAlterOptions['lock'];
}

export function withSettings(step: AlterStep, options: Asked | undefined): AlterStep {
  const { algorithm, lock } = options ?? {};
  if (algorithm === undefined && lock === undefined) return step;
  const settings = { ...(algorithm === undefined ? {} : { algorithm }), ...(lock === undefined ? {} : { lock }) };
  return { ...step, settings };
}
