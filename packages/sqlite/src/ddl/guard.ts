import type { RuleOutput } from '@aludel/core/dialect';
import type { SqliteTarget } from './target.js';
import { literal } from './writing.js';

/**
 * A test that must find nothing. In a script nobody looks at rows, so there it is one that fails: SQLite has no statement
 * that raises an error, but a path that is none does, and is told in its words.
 * @param found SELECT of one column `found`
 */
export function guard(message: string, found: string, target: SqliteTarget): RuleOutput {
  const sql = target.script ? `SELECT json_extract('{}', ${literal(`${message}: `)} || found) FROM (${found})` : found;
  return { sql, transaction: 'inside', mustBeEmpty: message };
}
