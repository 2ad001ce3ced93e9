import { tokenize, type Token } from './tokens.js';

/**
 * Whether two bounds of partitions are one, as far as can be told without the types of the key: the server writes values as
 * their types have them. A value that it has to work out may be any.
 */
export function sameBound(from: string, to: string): boolean {
  const [one, other] = [listsOf(from), listsOf(to)];
  if (one.words !== other.words || one.lists.length !== other.lists.length) return false;
  // The values of a list stand in any order.
  const isList = one.words.includes(' in');
  return one.lists.every((values, at) => {
    const others = other.lists[at] ?? [];
    if (values.length !== others.length) return false;
    if (!isList) return values.every((value, place) => sameValue(value, others[place]));
    const open = [...others];
    return values.every((value) => {
      const found = open.findIndex((candidate) => sameValue(value, candidate));
      if (found !== -1) open.splice(found, 1);
      return found !== -1;
    });
  });
}

interface Bound {
  /** What stands outside of parentheses. */
  readonly words: string;
  readonly lists: readonly (readonly (readonly Token[])[])[];
}

function listsOf(text: string): Bound {
  let words = '';
  let depth = 0;
  const lists: Token[][][] = [];
  for (const token of tokenize(text)) {
    const list = lists.at(-1);
    if (token.text === '(' && depth++ === 0) lists.push([[]]);
    else if (token.text === ')' && --depth === 0) continue;
    else if (depth === 0) words += ` ${token.value}`;
    else if (token.text === ',' && depth === 1) list?.push([]);
    else list?.at(-1)?.push(token);
  }
  return { words, lists };
}

function sameValue(from: readonly Token[], to: readonly Token[] | undefined): boolean {
  if (to === undefined) return false;
  const [one, other] = [plainText(from), plainText(to)];
  if (one === undefined || other === undefined || one === other) return true;
  const [number, otherNumber] = [Number(one), Number(other)];
  if (one !== '' && other !== '' && !Number.isNaN(number) && !Number.isNaN(otherNumber)) return number === otherNumber;
  return sameTime(one, other) || (booleans.get(one) !== undefined && booleans.get(one) === booleans.get(other));
}

const booleans = new Map([
  ['t', true],
  ['true', true],
  ['f', false],
  ['false', false],
]);

/** Of a constant, its text; `undefined` of what has to be worked out. */
function plainText(tokens: readonly Token[]): string | undefined {
  const cast = tokens.findIndex(({ text }) => text === '::');
  const own = cast === -1 ? tokens : tokens.slice(0, cast);
  const last = own.at(-1);
  if (own.length === 1 && last?.kind === 'word') return known.has(last.value) ? last.value : undefined;
  // `date '2024-01-01'`, `-1`
  if (last?.kind === 'string' && own.slice(0, -1).every(({ kind }) => kind === 'word')) return last.value;
  if (last?.kind === 'number' && own.slice(0, -1).every(({ text }) => text === '-' || text === '+')) {
    return own
      .map(({ text }) => text)
      .join('')
      .replace(/^\++/u, '');
  }
  return own.some(({ text }) => text === '(') || last === undefined
    ? undefined
    : own.map(({ value }) => value).join(' ');
}

const known = new Set(['minvalue', 'maxvalue', 'null', 'true', 'false']);

const time = /^(\d{4,}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d(?:\.\d+)?))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/u;

/** Where one of them says no zone, which the session's is, what the clock shows has to be the same. */
function sameTime(one: string, other: string): boolean {
  const [from, to] = [time.exec(one), time.exec(other)];
  if (from === null || to === null) return false;
  const bothZones = from[4] !== undefined && to[4] !== undefined;
  return instant(from, bothZones) === instant(to, bothZones);
}

function instant([, day = '', minute = '00:00', second = '00', zone = 'Z']: RegExpExecArray, zoned: boolean): number {
  const offset = zone === 'Z' || !zoned ? 'Z' : `${zone.slice(0, 3)}:${zone.replaceAll(':', '').slice(3) || '00'}`;
  return Date.parse(
    `${day}T${minute}:${second.replace(/0+$/u, '').padStart(2, '0').replace(/\.$/u, '').padEnd(2, '0')}${offset}`,
  );
}
