import { tokenize, type Token } from './expression/tokens.js';

/**
 * An expression without the charsets of its strings. MySQL writes them into what it keeps, and whenever the table is altered
 * writes those of the columns instead that they are compared with: `_utf8mb4'a'` becomes `_latin1'a'`.
 */
export function withoutCharsets(expression: string): string {
  if (!expression.includes('_')) return expression;
  const tokens = tokenize(expression);
  return tokens.flatMap((token, at) => (isCharset(token, tokens[at + 1]) ? [] : [token.text])).join('');
}

/** Bytes are something else than a text. */
function isCharset({ kind, text }: Token, next: Token | undefined): boolean {
  return kind === 'word' && next?.kind === 'string' && /^_(?!binary$)\w+$/iu.test(text);
}
