import type { ElementText, NameText } from './table-syntax.js';
import { isName, rangeOf, type TokenCursor } from './token-cursor.js';
import { folded, unquoted, type Token } from './tokens.js';

/** `(a, "b" COLLATE NOCASE DESC, lower(c))` of a key or an index; stops before `)` and before AUTOINCREMENT. */
export function parseElements(cursor: TokenCursor): readonly ElementText[] {
  const elements: ElementText[] = [];
  do elements.push(parseElement(cursor));
  while (cursor.accept(',') !== undefined);
  return elements;
}

function parseElement(cursor: TokenCursor): ElementText {
  const tokens: Token[] = [];
  let depth = 0;
  while (depth > 0 || !(cursor.sees(',') || cursor.sees(')') || cursor.sees('autoincrement'))) {
    const token = cursor.next('a closing parenthesis');
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    tokens.push(token);
  }
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return cursor.fail('a column');
  const order = orderOf(tokens.at(-1));
  const unordered = order === undefined || tokens.length === 1 ? tokens : tokens.slice(0, -1);
  const collation = collationOf(unordered);
  const own = collation === undefined ? unordered : unordered.slice(0, -2);
  const column = own.length === 1 && isName(first) ? { value: unquoted(first.text), range: rangeOf(first) } : undefined;
  return {
    range: { start: first.start, end: last.end },
    expression: cursor.expression(first.start, own.at(-1)?.end ?? first.end),
    ...(column === undefined ? {} : { column }),
    ...(collation === undefined ? {} : { collation }),
    ...(order === undefined || tokens.length === 1 ? {} : { order }),
  };
}

function orderOf(token: Token | undefined): 'asc' | 'desc' | undefined {
  if (token?.kind !== 'word') return undefined;
  const word = folded(token.text);
  return word === 'asc' || word === 'desc' ? word : undefined;
}

/**
 * The COLLATE that ends an element. It binds tighter than any operator, so it is the element's own only where what
 * comes before it is a single operand; else it is part of the expression.
 */
function collationOf(tokens: readonly Token[]): NameText | undefined {
  const collate = tokens.at(-2);
  const name = tokens.at(-1);
  if (collate?.kind !== 'word' || folded(collate.text) !== 'collate' || name === undefined || !isName(name))
    return undefined;
  if (!isOperand(tokens.slice(0, -2))) return undefined;
  return { value: unquoted(name.text), range: rangeOf(name) };
}

/** A lone token, `(…)` or `f(…)`. */
function isOperand(tokens: readonly Token[]): boolean {
  if (tokens.length <= 1) return tokens.length === 1;
  const open = tokens[0]?.text === '(' ? 0 : 1;
  if (tokens[open]?.text !== '(') return false;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth === 0 && index >= open && index < tokens.length - 1) return false;
  }
  return true;
}
