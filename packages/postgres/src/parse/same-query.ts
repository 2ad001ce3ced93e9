import { isDeepStrictEqual } from 'node:util';
import { parseType, typeText } from '../column-types.js';
import { tokenize, type Token } from './tokens.js';

/** A query, and the names of its columns where they are given beside it: `CREATE VIEW v (a, b) AS …`. */
export interface Query {
  readonly definition: string;
  readonly columns?: readonly string[];
}

/**
 * Whether two queries are the same but for what the server adds when it keeps one: the tables before columns' names, names
 * of the results, casts, parentheses. The exact answer has the server alone, given both queries.
 */
export function sameQuery(a: Query, b: Query): boolean {
  const [left, right] = [read(a), read(b)];
  if (!isDeepStrictEqual(left.rest, right.rest)) return false;
  if (!left.casts.every((type, at) => type === undefined || (right.casts[at] ?? type) === type)) return false;
  const [isLeft, isRight] = [left, right].map(({ stars }) => stars.includes(true));
  if (isLeft !== isRight) return isLeft === true ? fitsStars(left, right) : fitsStars(right, left);
  return (
    isDeepStrictEqual(left.items, right.items) &&
    left.names.length === right.names.length &&
    left.names.every((name, at) => name === undefined || right.names[at] === undefined || name === right.names[at])
  );
}

/** The server writes out what `*` was when the query was made: what stands before and behind it is still there. */
function fitsStars(starred: ReadQuery, other: ReadQuery): boolean {
  const before = starred.stars.indexOf(true);
  const behind = starred.stars.length - 1 - starred.stars.lastIndexOf(true);
  const { items } = other;
  return (
    isDeepStrictEqual(starred.items.slice(0, before), items.slice(0, before)) &&
    isDeepStrictEqual(starred.items.slice(starred.items.length - behind), items.slice(items.length - behind))
  );
}

/** A query in parts: its results, what they are called as far as that is known, and all that follows them. */
interface ReadQuery {
  readonly items: readonly (readonly string[])[];
  /** Which of them are `*` or `t.*`. */
  readonly stars: readonly boolean[];
  /** To which type each is cast as a whole, as far as that is plain; the server leaves out a cast that does nothing. */
  readonly casts: readonly (string | undefined)[];
  readonly names: readonly (string | undefined)[];
  readonly rest: readonly string[];
}

function read({ definition, columns }: Query): ReadQuery {
  const tokens = tokenize(definition.replace(/;\s*$/u, ''));
  if (!isWord(tokens[0], 'select') || isWord(tokens[1], 'distinct')) {
    return { items: [], stars: [], casts: [], names: [], rest: essence(tokens) };
  }
  const { items, end } = results(tokens);
  return {
    items: items.map((item) => essence(withoutName(item))),
    stars: items.map((item) => item.at(-1)?.text === '*' && (item.length === 1 || item.at(-2)?.text === '.')),
    casts: items.some((item) => item.at(-1)?.text === '*') ? [] : items.map((item) => castOf(withoutName(item))),
    names: items.map((item, at) => columns?.[at] ?? nameOf(item)),
    rest: essence(tokens.slice(end)),
  };
}

/** What stands between SELECT and FROM, by its commas. */
function results(tokens: readonly Token[]): { readonly items: readonly (readonly Token[])[]; readonly end: number } {
  const items: Token[][] = [[]];
  let depth = 0;
  for (let at = 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.text === '(' || token.text === '[') depth++;
    else if (token.text === ')' || token.text === ']') depth--;
    if (depth === 0 && token.kind === 'word' && /^(?:from|where|union|except|intersect)$/u.test(token.value)) {
      return { items, end: at };
    }
    if (depth === 0 && token.text === ',') items.push([]);
    else items.at(-1)?.push(token);
  }
  return { items, end: tokens.length };
}

/** `n::text`, `sum(n)::int`, `CAST(n AS text)`; of a constant, the type may be the server's. */
function castOf(item: readonly Token[]): string | undefined {
  if (isWord(item[0], 'cast') && item[1]?.text === '(' && closing(item, 1) === item.length - 1) {
    const as = item.findLastIndex((token) => isWord(token, 'as'));
    return typeOf(item.slice(as + 1, -1));
  }
  const at = item.findLastIndex(({ text }) => text === '::');
  if (at < 1 || !isName(item[0]) || afterType(item, at + 1) !== item.length) return undefined;
  const operand = item.slice(0, at);
  const open = operand.findIndex(({ text }) => text === '(');
  const name = open === -1 ? operand : operand.slice(0, open);
  const isPlain = name.every((token, index) => (index % 2 === 0 ? isName(token) : token.text === '.'));
  if (!isPlain || (open !== -1 && closing(operand, open) !== operand.length - 1)) return undefined;
  return typeOf(item.slice(at + 1));
}

function typeOf(tokens: readonly Token[]): string {
  const words = tokens.map(({ text }) => text).join(' ');
  return typeText(parseType(words.replaceAll(/ ?([(),[\].]) ?/gu, '$1')));
}

function isNamed(item: readonly Token[]): boolean {
  return item.length > 2 && isWord(item.at(-2), 'as');
}

function withoutName(item: readonly Token[]): readonly Token[] {
  return isNamed(item) ? item.slice(0, -2) : item;
}

/** What a result is called: as it says, as its column, or as the function that makes it. */
function nameOf(item: readonly Token[]): string | undefined {
  const last = item.at(-1);
  if (isNamed(item)) return last?.value;
  const isColumn = item.every((token, at) => (at % 2 === 0 ? isName(token) : token.text === '.'));
  if (isColumn) return last?.value;
  return isName(item[0]) && item[1]?.text === '(' && last?.text === ')' ? item[0]?.value : undefined;
}

/** The tokens that say something, in one spelling. */
function essence(tokens: readonly Token[]): readonly string[] {
  return withLists(telling(tokens));
}

/** The server writes `IN` over constants as `= ANY (ARRAY[…])`, and over one alone as `=`. */
function withLists(values: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < values.length; at++) {
    const [first = '', second, third, fourth] = values.slice(at, at + 4);
    const isIn = first === '=' && second === 'any';
    if ((isIn || (first === '<>' && second === 'all')) && third === 'array' && fourth === '[') {
      const end = values.indexOf(']', at);
      const items = values.slice(at + 4, end);
      found.push(...(isIn ? ['in'] : ['not', 'in']), ...items);
      at = end;
    } else found.push(first);
  }
  return found;
}

function telling(tokens: readonly Token[]): readonly string[] {
  const kept = keptParentheses(tokens);
  const values: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token !== undefined && kept.has(token)) values.push(token.text);
    if (token === undefined || isSpare(token)) continue;
    // `t.column`
    if (isName(token) && tokens[at + 1]?.text === '.' && (isName(tokens[at + 2]) || tokens[at + 2]?.text === '*')) {
      at++;
      continue;
    }
    // `CAST (x AS type)`
    if (isWord(token, 'cast') && tokens[at + 1]?.text === '(') {
      const end = closing(tokens, at + 1);
      const inner = tokens.slice(at + 2, end);
      values.push(
        ...telling(
          inner.slice(
            0,
            inner.findLastIndex((other) => isWord(other, 'as')),
          ),
        ),
      );
      at = end;
      continue;
    }
    // `interval '1 day'`, which is kept with the type behind it.
    if (token.kind === 'word' && typeWords.has(token.value) && tokens[at + 1]?.kind === 'string') continue;
    if (token.text === '::') {
      at = afterType(tokens, at + 1) - 1;
      continue;
    }
    values.push(...spelled(token));
  }
  return values;
}

const typeWords: ReadonlySet<string> = new Set(['interval', 'date', 'time', 'timestamp', 'timestamptz']);

/**
 * The parentheses that say what AND and OR would not say without: around OR beside AND, and around either behind NOT.
 */
function keptParentheses(tokens: readonly Token[]): ReadonlySet<Token> {
  const kept = new Set<Token>();
  const open: { readonly at: number; hasOr: boolean; hasAnd: boolean }[] = [];
  for (const [at, token] of tokens.entries()) {
    const group = open.at(-1);
    if (token.text === '(') open.push({ at, hasOr: false, hasAnd: false });
    else if (group !== undefined && isWord(token, 'or')) group.hasOr = true;
    else if (group !== undefined && isWord(token, 'and')) group.hasAnd = true;
    if (token.text !== ')' || group === undefined) continue;
    open.pop();
    const [first, former, next] = [tokens[group.at], tokens[group.at - 1], tokens[at + 1]];
    const isNegated = isWord(former, 'not') && (group.hasOr || group.hasAnd);
    if (first !== undefined && (isNegated || (group.hasOr && (isWord(former, 'and') || isWord(next, 'and'))))) {
      kept.add(first).add(token);
      continue;
    }
    // Parentheses in parentheses: what is within stands in the outer ones.
    const outer = open.at(-1);
    if (outer === undefined || tokens[group.at - 1]?.text !== '(' || next?.text !== ')') continue;
    outer.hasOr ||= group.hasOr;
    outer.hasAnd ||= group.hasAnd;
  }
  return kept;
}

/** Where the parenthesis closes that opens at a place. */
function closing(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') depth++;
    else if (tokens[at]?.text === ')' && --depth === 0) return at;
  }
  return tokens.length;
}

function isName(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'name';
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.value === word;
}

function isSpare({ kind, value, text }: Token): boolean {
  return text === '(' || text === ')' || (kind === 'word' && spareWords.has(value));
}

const spareWords: ReadonlySet<string> = new Set(['as', 'asc', 'inner', 'outer']);

const operators: Readonly<Record<string, string>> = { '!=': '<>', '~~': 'like', '~~*': 'ilike' };

/** The server writes a negative number as a string with a cast. */
function spelled({ kind, value }: Token): readonly string[] {
  if (value === '!~~' || value === '!~~*') return ['not', value === '!~~' ? 'like' : 'ilike'];
  if (kind !== 'string') return [operators[value] ?? value];
  const [, sign, number] = /^(-?)(\d+(?:\.\d+)?)$/u.exec(value) ?? [];
  if (number === undefined) return [`'${value}'`];
  return sign === '-' ? ['-', number] : [number];
}

/** Where a type's words end. */
function afterType(tokens: readonly Token[], start: number): number {
  let at = start + 1;
  const word = (offset: number): string | undefined => tokens[at + offset]?.value;
  while (tokens[at]?.text === '.') at += 2;
  if (word(0) === 'varying' || word(0) === 'precision') at++;
  if (tokens[at]?.text === '(' && tokens[at + 1]?.kind === 'number') {
    while (tokens[at] !== undefined && tokens[at]?.text !== ')') at++;
    at++;
  }
  if ((word(0) === 'with' || word(0) === 'without') && word(1) === 'time' && word(2) === 'zone') at += 3;
  while (tokens[at]?.text === '[' && tokens[at + 1]?.text === ']') at += 2;
  return at;
}
