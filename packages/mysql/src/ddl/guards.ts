import type { TableName } from '@aludel/core';
import type { RuleOutput } from '@aludel/core/dialect';
import type { MysqlTarget } from './target.js';
import { quotedTable } from './writing.js';

/** Rows that a statement must not find. */
export interface Unwanted {
  readonly table: TableName;
  /** Which ones; default: any. */
  readonly where?: string;
  readonly message: string;
  readonly hint: string;
}

/**
 * A test before a statement. In a script nobody looks at what a SELECT returns: there it is one that fails if there is such
 * a row, as a subquery that gives two rows where one may be.
 */
export function noRowsGuard({ table, where, message, hint }: Unwanted, { script }: MysqlTarget): RuleOutput {
  const from = `FROM ${quotedTable(table)}${where === undefined ? '' : ` WHERE ${where}`}`;
  if (script !== true) {
    return { sql: `SELECT 1 AS found ${from} LIMIT 1`, transaction: 'inside', mustBeEmpty: message, hint };
  }
  const comment = `${message}. ${hint}`.replaceAll(/\s+/gu, ' ');
  return {
    sql: `-- Fails where it is so: ${comment}\nSELECT (SELECT 1 UNION ALL (SELECT 1 ${from} LIMIT 1)) AS none_found`,
    transaction: 'inside',
  };
}
