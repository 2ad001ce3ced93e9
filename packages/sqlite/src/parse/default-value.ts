import type { DefaultValue, Literal } from '@aludel/core';
import { bareExpression } from './expression.js';
import { isTrivia, tokenize, unquoted, type Token } from './tokens.js';

/**
 * What follows the word in SQL text that is a whole clause, `DEFAULT foo`. No expression begins with that word, so a stored
 * clause can stand for a default where any other spelling would mean something else, or look otherwise.
 */
export function afterDefault(sql: string): string | undefined {
  return /^default(?![\w$])\s*(.+)$/isu.exec(sql)?.[1];
}

/**
 * What a DEFAULT says. A value becomes a literal only where writing the literal means the same again: `1e3` stays SQL
 * text, since the number 1000 would be written as an integer.
 */
export function readDefault(text: string, parenthesized: boolean): DefaultValue {
  const clause = parenthesized ? afterDefault(text) : undefined;
  if (clause !== undefined) return readDefault(clause, clause.startsWith('('));
  const bare = parenthesized ? bareExpression(text) : text;
  const tokens = tokenize(bare).filter((token) => !isTrivia(token));
  const [first, second] = tokens;
  if (first === undefined || tokens.length > 2) return { kind: 'sql', sql: bare };
  const negative = first.text === '-';
  const signed = negative || first.text === '+';
  const token = signed ? second : first;
  if (token === undefined || (signed ? tokens.length !== 2 : tokens.length !== 1)) return { kind: 'sql', sql: bare };
  const value =
    token.kind === 'number' ? numberOf(token.text, negative) : signed ? undefined : literalOf(token, parenthesized);
  return value === undefined ? { kind: 'sql', sql: bare } : { kind: 'literal', value };
}

function numberOf(text: string, negative: boolean): number | bigint | undefined {
  if (/^\d+$/.test(text)) {
    const value = negative ? -BigInt(text) : BigInt(text);
    if (value < -(2n ** 63n) || value >= 2n ** 63n || (negative && value === 0n)) return undefined;
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  const value = Number(text);
  if (!Number.isFinite(value) || Number.isInteger(value)) return undefined;
  return negative ? -value : value;
}

/** The words that are no strings where SQLite reads a bare word after DEFAULT. */
const meaningful = /^(?:current_timestamp|current_date|current_time)$/i;

function literalOf(token: Token, parenthesized: boolean): Literal | undefined {
  switch (token.kind) {
    case 'string':
      return unquoted(token.text);
    case 'blob':
      return Uint8Array.from(Buffer.from(token.text.slice(2, -1), 'hex'));
    case 'word':
      if (/^null$/i.test(token.text)) return null;
      // https://sqlite.org/lang_expr.html#boolean_expressions: TRUE and FALSE are other spellings of 1 and 0.
      if (/^true$/i.test(token.text)) return 1;
      if (/^false$/i.test(token.text)) return 0;
      return parenthesized || meaningful.test(token.text) ? undefined : token.text;
    case 'name':
      // In parentheses too: no default may name a column, so there it can be nothing but a string.
      return unquoted(token.text);
    default:
      return undefined;
  }
}
