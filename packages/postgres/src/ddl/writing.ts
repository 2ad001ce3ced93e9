import type { DefaultValue, IndexElement, TableName } from '@aludel/core';
import { writing } from '@aludel/core/dialect';
import { PostgresDialect } from '../dialect.js';
import { pieces } from '../sql-text.js';

/** How the pieces that all definitions are made of are written. */

export const { quoted, quotedTable, quotedBeside, literal, nameList } = writing(new PostgresDialect());

/** SQL text in parentheses. A comment at its end must not swallow the closing one. */
export function inParentheses(expression: string): string {
  const last = expression.includes('--') ? pieces(expression).findLast(({ kind }) => kind !== 'space') : undefined;
  return last?.kind === 'comment' && last.text.startsWith('--') ? `(${expression}\n)` : `(${expression})`;
}

const bareDefault = /^(?:[+-]?\d+(?:\.\d+)?|'(?:[^']|'')*'(?:::[\w "]+)?|\w+(?:\([^()]*\))?)$/u;

/** Bare where PostgreSQL takes it so; a whole expression wants parentheses. */
export function defaultText(value: DefaultValue): string {
  if (value.kind === 'literal') return literal(value.value);
  const sql = value.sql.trim();
  return bareDefault.test(sql) ? sql : inParentheses(sql);
}

/** A collation's name; one that begins with a quote is SQL text with its schema. */
export function collationText(collation: string): string {
  return collation.startsWith('"') ? collation : quoted(collation);
}

export type StorageParameters = Readonly<Record<string, string | number | boolean>>;

/** `(fillfactor = 70, toast.autovacuum_enabled = false)` */
export function parametersText(parameters: StorageParameters): string {
  const parts = Object.entries(parameters).map(([name, value]) => `${parameterName(name)} = ${parameterValue(value)}`);
  return `(${parts.join(', ')})`;
}

export function parameterName(name: string): string {
  return /^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?$/u.test(name) ? name : name.split('.').map(quoted).join('.');
}

function parameterValue(value: string | number | boolean): string {
  return typeof value === 'string' ? literal(value) : String(value);
}

/** `"a" COLLATE "C" text_pattern_ops DESC NULLS LAST`, of an index. */
export function indexElementText(element: IndexElement): string {
  const what = 'column' in element ? quoted(element.column) : inParentheses(element.expression);
  const { operatorClass, operatorClassParameters } = element.options?.postgres ?? {};
  const words = [
    what,
    ...(element.collation === undefined ? [] : [`COLLATE ${collationText(element.collation)}`]),
    ...(operatorClass === undefined ? [] : [operatorClassText(operatorClass)]),
    ...(operatorClassParameters === undefined ? [] : [parametersText(operatorClassParameters)]),
    ...(element.order === undefined ? [] : ['DESC']),
    ...(element.nulls === undefined ? [] : [`NULLS ${element.nulls.toUpperCase()}`]),
  ];
  return words.join(' ');
}

/** As the catalog writes it, perhaps with a schema. */
function operatorClassText(name: string): string {
  return /^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?$/u.test(name) || name.startsWith('"') ? name : quoted(name);
}

/** `ALTER TABLE t action, action` */
export function alterTableText(table: TableName, actions: readonly string[]): string {
  return `ALTER TABLE ${quotedTable(table)} ${actions.join(', ')}`;
}

export function commentText(on: string, comment: string | null | undefined): string {
  return `COMMENT ON ${on} IS ${literal(comment ?? null)}`;
}
