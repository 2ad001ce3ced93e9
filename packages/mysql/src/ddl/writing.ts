import type { DefaultValue, Table } from '@aludel/core';
import { UnsupportedOperationError, writing, type RuleOutput } from '@aludel/core/dialect';
import { MysqlDialect } from '../dialect.js';
import { serverExpression } from '../expression/expression.js';

/** How the pieces that all definitions are made of are written. */

export const { quoted, quotedTable, quotedBeside, literal, nameList } = writing(new MysqlDialect());

/** SQL text in parentheses. A comment at its end must not swallow the closing one. */
export function inParentheses(expression: string): string {
  return /--|#/u.test(expression) ? `(${expression}\n)` : `(${expression})`;
}

/** An expression over the columns of a table, in parentheses. Names that other databases quote are quoted as here. */
export function expressionText(expression: string, table: Table): string {
  return inParentheses(serverExpression(expression, new Set(table.columns.map(({ name }) => name))));
}

/**
 * A statement that commits the open transaction, and cannot be rolled back:
 * https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html
 */
export function ddl(sql: string): RuleOutput {
  return { sql, transaction: 'outside' };
}

/** The word that the server keeps for the present time, with whatever precision it is written. */
const presentTime = /^(?:current_timestamp|localtime|localtimestamp)(?:\s*\(\s*\d?\s*\))?$|^now\s*\(\s*\d?\s*\)$/iu;

export function isPresentTime(value: DefaultValue | undefined): boolean {
  return value?.kind === 'sql' && presentTime.test(value.sql.trim());
}

/** `CURRENT_TIMESTAMP(3)`: the servers want the precision of the column itself. */
export function presentTimeText(fraction: number): string {
  return fraction === 0 ? 'CURRENT_TIMESTAMP' : `CURRENT_TIMESTAMP(${fraction})`;
}

/** Refuses what the servers have no words for. */
export function unsupported(operation: string, reason: string, hint?: string): UnsupportedOperationError {
  return new UnsupportedOperationError('mysql', operation, reason, hint);
}
