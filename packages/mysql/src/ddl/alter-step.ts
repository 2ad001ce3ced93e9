import type { TableName } from '@aludel/core';
import type { RuleOutput } from '@aludel/core/dialect';
import type { MysqlAlterOptions } from '../augment.js';
import { quotedTable } from './writing.js';

/**
 * What carrying it out costs the server. Steps of one cost are joined into one ALTER TABLE; one of a higher cost would
 * make all others as dear as itself: `instant` changes the catalog, `inplace` builds an index beside it, `rebuild` and `copy`
 * write all rows anew (`copy` keeps writers away meanwhile), `alone` can't be joined with anything.
 */
export type Cost = 'instant' | 'inplace' | 'rebuild' | 'copy' | 'alone';

/** One or more clauses of an ALTER TABLE that belong together. */
export interface AlterStep {
  readonly clauses: readonly string[];
  readonly cost: Cost;
  readonly settings?: MysqlAlterOptions;
  /** What the clauses must not find changed by an earlier clause of the same statement: `column a`, `key ix`. */
  readonly needs: readonly string[];
  /** What they change. */
  readonly changes: readonly string[];
  /** What must hold before the statement is run. */
  readonly guards?: readonly RuleOutput[];
  /** It cannot stand without the step after it, whatever that costs: a numbered column without its key. */
  readonly wantsNext?: boolean;
}

/**
 * Whether a step can become part of the statement that the steps before it make.
 * @param isUnfinished what the steps make could not stand by itself: a numbered column without its key
 */
export function canJoin(steps: readonly AlterStep[], step: AlterStep, isUnfinished: boolean): boolean {
  const last = steps.at(-1);
  if (last === undefined) return true;
  const changed = new Set(steps.flatMap(({ changes }) => changes));
  if (step.needs.some((part) => changed.has(part))) return false;
  if (!sameSettings(last.settings, step.settings)) return false;
  return isUnfinished || last.wantsNext === true || (last.cost === step.cost && step.cost !== 'alone');
}

export function alterText(table: TableName, steps: readonly AlterStep[]): string {
  const { algorithm, lock } = steps[0]?.settings ?? {};
  const clauses = [
    ...steps.flatMap((step) => step.clauses),
    ...(algorithm === undefined ? [] : [`ALGORITHM = ${algorithm.toUpperCase()}`]),
    ...(lock === undefined ? [] : [`LOCK = ${lock.toUpperCase()}`]),
  ];
  const start = `ALTER TABLE ${quotedTable(table)}`;
  const [only] = clauses;
  return clauses.length === 1 && only !== undefined ? `${start} ${only}` : `${start}\n  ${clauses.join(',\n  ')}`;
}

/** Names are compared without regard to case, as the servers do for columns and keys. */
export function part(kind: 'column' | 'key' | 'constraint', name: string): string {
  return `${kind} ${name.toLowerCase()}`;
}

export const primaryKeyPart = part('key', 'PRIMARY');

function sameSettings(a: MysqlAlterOptions = {}, b: MysqlAlterOptions = {}): boolean {
  return a.algorithm === b.algorithm && a.lock === b.lock;
}
