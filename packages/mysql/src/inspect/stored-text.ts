import { readExpression } from '../expression/expression.js';
import type { Flavour } from '../flavour.js';
import type { ServerFacts } from './facts.js';

/** An expression out of the catalog. */
export function storedExpression(stored: string, flavour: Flavour): string {
  return readExpression(flavour.kind === 'mysql' ? unescaped(stored) : stored);
}

/**
 * MySQL's catalog has expressions with their quotes and backslashes escaped, and letters beyond ASCII encoded twice.
 */
export function unescaped(stored: string): string {
  const text = stored.replaceAll(/\\([\s\S])/gu, (_, letter: string) => escapes.get(letter) ?? letter);
  // oxlint-disable-next-line no-control-regex
  if (!/[^\u0000-\u007F]/u.test(text) || /[^\u0000-\u00FF]/u.test(text)) return text;
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return decoded.includes('\uFFFD') ? text : decoded;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['0', '\0'],
  ['Z', '\u001A'],
]);

/** An expression that names objects of the own database with it. */
export function withoutSchema(expression: string, { database }: ServerFacts): string {
  return database === undefined ? expression : expression.replaceAll(`\`${database.replaceAll('`', '``')}\`.`, '');
}
