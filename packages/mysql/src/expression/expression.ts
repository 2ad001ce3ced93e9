import type { Flavour } from '../flavour.js';
import { parseExpression } from './parse.js';
import { printExpression, quotedIfNeeded } from './print.js';
import { rewriteExpression } from './rewrite.js';
import { quotedName, tokenize } from './tokens.js';

/** Names of columns that an expression is about: any that is not among them is taken for what it looks like. */
export type ColumnNames = ReadonlySet<string>;

const none: ColumnNames = new Set();

/**
 * How the server would report an expression, in the fewest characters: names without quotes where they need none, strings
 * without charset, functions in lower case, parentheses where they change something.
 * @param columns what between double quotes is a name, as other databases write it, and not a string
 */
export function normalExpression(text: string, flavour: Flavour, columns: ColumnNames = none): string {
  const tree = parseExpression(text, (name) => columns.has(name));
  return tree === undefined ? plainText(text) : printExpression(rewriteExpression(tree, flavour), quotedIfNeeded);
}

/**
 * What the server reports, without charsets and needless parentheses. Names keep their quotes, so that a new name in
 * place of one is quoted, too.
 */
export function readExpression(text: string): string {
  const tree = parseExpression(text, () => false);
  return tree === undefined ? text : printExpression(tree, quotedName);
}

/** What we write of an expression that may hold names as other databases quote them. */
export function serverExpression(text: string, columns: ColumnNames): string {
  return tokenize(text)
    .map((token) => {
      if (token.kind !== 'double') return token.text;
      const name = token.text.slice(1, -1).replaceAll('""', '"');
      return columns.has(name) ? quotedName(name) : token.text;
    })
    .join('');
}

function plainText(text: string): string {
  return tokenize(text)
    .map(({ kind, text: own }) => (kind === 'space' ? ' ' : own))
    .join('')
    .trim();
}
