import type { Table } from '@aludel/core';
import { folded, isTrivia, tokenize, unquoted } from '../parse/tokens.js';

/** Words and signs that make no NULL out of what is none. */
const safeWords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'between', 'in', 'is', 'like', 'glob', 'collate']);
const safeSigns: ReadonlySet<string> = new Set([
  '=',
  '==',
  '<>',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '(',
  ')',
  ',',
  '+',
  '-',
  '*',
  '||',
]);

/**
 * Whether a condition may be NULL, neither true nor false, for a row: a column in it may be, or something in it is not known
 * to be harmless.
 */
export function mayBeNull(condition: string, table: Table): boolean {
  const tokens = tokenize(condition).filter((token) => !isTrivia(token));
  return tokens.some(({ kind, text }, at) => {
    if (kind === 'string' || kind === 'number' || kind === 'blob') return false;
    if (kind === 'other') return !safeSigns.has(text);
    const name = folded(unquoted(text));
    if (kind === 'word' && safeWords.has(name)) return false;
    const column = table.columns.find((candidate) => folded(candidate.name) === name);
    return column === undefined || column.nullable || column.generated !== undefined || tokens[at + 1]?.text === '(';
  });
}
