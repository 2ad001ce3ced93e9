import type { Execute, RuleOutput } from '@aludel/core/dialect';
import { plainWords } from '../sql-text.js';

/**
 * What PostgreSQL refuses within a transaction: measured on 13 to 18. Adding a value to an enum it allows there, but not
 * to use the value. In a `DO` block or a function nothing of this can be run either.
 */
const outside: readonly RegExp[] = [
  /^vacuum\b/u,
  /^(?:create|drop) database\b/u,
  /^(?:create|drop) tablespace\b/u,
  /^alter database \S+ set tablespace\b/u,
  /^alter system\b/u,
  /^create (?:unique )?index concurrently\b/u,
  /^drop index concurrently\b/u,
  /^reindex (?:\([^)]*\) )?(?:index|table|schema|database|system) concurrently\b/u,
  /^reindex \([^)]*\bconcurrently\b(?! (?:false|off|0))[^)]*\)/u,
  /^reindex (?:\([^)]*\) )?(?:schema|database|system)\b/u,
  /^alter table\b.*\bdetach partition\b.*\bconcurrently\b/u,
  /^alter type\b.*\badd value\b/u,
  /^(?:create|drop) subscription\b/u,
  /^alter subscription\b.*\brefresh\b/u,
  /^cluster(?: verbose| \(verbose[^)]*\))? ?;?$/u,
  /^discard all\b/u,
  /^(?:commit|rollback) prepared\b/u,
];

/** The words by which any of these begins: most statements need not be looked at closely. */
const mayBeOutside =
  /\b(?:vacuum|concurrently|system|database|tablespace|subscription|cluster|discard|prepared|schema|add\s+value)\b/iu;

export function execute({ sql, bindings }: Execute): readonly RuleOutput[] {
  return [{ sql, transaction: isOutside(sql) ? 'outside' : 'inside', ...(bindings === undefined ? {} : { bindings }) }];
}

export function isOutside(sql: string): boolean {
  if (!mayBeOutside.test(sql)) return false;
  const words = plainWords(sql);
  return outside.some((pattern) => pattern.test(words));
}
