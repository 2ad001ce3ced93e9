import { folded, isTrivia, tokenize, unquoted, type Token } from './tokens.js';

/**
 * An expression without space and comments around it and without parentheses around the whole of it. A comment at its end
 * would swallow what is written after it.
 */
export function bareExpression(text: string): string {
  let tokens = tokenize(text).filter((token) => !isTrivia(token));
  while (isWrapped(tokens)) tokens = tokens.slice(1, -1);
  return text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}

/**
 * A form that two spellings of one expression share: no comments, one space between tokens, ASCII letters of words and
 * names in lower case, names without quotes, no parentheses around the whole. Not for SQLite: only to compare.
 */
export function canonicalExpression(text: string): string {
  let tokens = tokenize(text).filter((token) => !isTrivia(token));
  while (isWrapped(tokens)) tokens = tokens.slice(1, -1);
  return tokens.map(canonicalToken).join(' ');
}

/** Whether two texts are one expression, spelling aside. */
export function sameExpression(a: string, b: string): boolean {
  return a === b || canonicalExpression(a) === canonicalExpression(b);
}

/** Whether SQL text names a table, column or other object, quoted or not. */
export function mentions(text: string, name: string): boolean {
  const wanted = folded(name);
  return tokenize(text).some(
    (token) =>
      (token.kind === 'word' || token.kind === 'name' || token.kind === 'string') &&
      folded(unquoted(token.text)) === wanted,
  );
}

function canonicalToken(token: Token): string {
  switch (token.kind) {
    case 'word':
    case 'number':
    case 'blob':
      return folded(token.text);
    case 'name':
      return folded(unquoted(token.text));
    default:
      return token.text === '==' ? '=' : token.text === '!=' ? '<>' : token.text;
  }
}

/** Whether the first and the last token are parentheses that belong together. */
export function isWrapped(tokens: readonly Token[]): boolean {
  if (tokens[0]?.text !== '(' || tokens.at(-1)?.text !== ')') return false;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth === 0 && index < tokens.length - 1) return false;
  }
  return depth === 0;
}
