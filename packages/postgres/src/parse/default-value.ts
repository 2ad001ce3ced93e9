import type { ColumnType, DefaultValue, Literal } from '@aludel/core';
import { parseType } from '../column-types.js';
import { bareExpression } from './bare-expression.js';
import { tokenize, type Token } from './tokens.js';

/**
 * A default as a value, where it is one that the column takes as it is; else as SQL text. The server writes what type a
 * value was when it was given (`'new'::character varying`), which for these says nothing. Nothing where it is NULL.
 */
export function readDefault(text: string, type: ColumnType): DefaultValue | undefined {
  const value = literalOf(text, type);
  if (value === undefined) return { kind: 'sql', sql: bareExpression(text) };
  // A domain may have a default of its own, which NULL takes away.
  if (value === null) {
    if (type.kind === 'postgres.named') return { kind: 'literal', value };
    // One that the server keeps, though it says nothing: `NULL::character varying`.
    return text.includes('::') ? { kind: 'sql', sql: bareExpression(text) } : undefined;
  }
  return { kind: 'literal', value };
}

const plain = /^'((?:[^']|'')*)'(?:::([a-z ]+))?$/u;

function literalOf(text: string, type: ColumnType): Literal | undefined {
  if (text.endsWith('()')) return undefined;
  // The common ones, before all else.
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^(?:0|[1-9]\d*)$/u.test(text)) return numberOf(text);
  const common = plain.exec(text);
  const word = common?.[2] ?? '';
  if (common?.[1] !== undefined && (word === '' || word === ownWord(type)) && isText(type)) {
    return common[1].replaceAll("''", "'");
  }
  return constant(tokenize(bareExpression(text)), type);
}

/** One constant, perhaps with a sign, perhaps cast. */
function constant(tokens: readonly Token[], type: ColumnType): Literal | undefined {
  const cut = tokens.findIndex(({ value, kind }) => kind === 'punctuation' && value === '::');
  const before = cut === -1 ? tokens : tokens.slice(0, cut);
  const cast = cut === -1 ? undefined : castText(tokens.slice(cut + 1));
  if (cut !== -1 && cast === undefined) return undefined;
  const value = bareTokens(before);
  const sign = value.length === 2 && value[0]?.text === '-' ? '-' : '';
  const token = value.length === 1 ? value[0] : sign === '-' ? value[1] : undefined;
  if (token === undefined) return undefined;
  if (token.kind === 'number') return cast === undefined || isNumeric(cast) ? numberOf(sign + token.text) : undefined;
  if (sign !== '') return undefined;
  if (token.kind === 'word') return wordValue(token.value);
  return token.kind === 'string' ? stringValue(token.value, cast, type) : undefined;
}

function bareTokens(tokens: readonly Token[]): readonly Token[] {
  return tokens[0]?.text === '(' && tokens.at(-1)?.text === ')' ? bareTokens(tokens.slice(1, -1)) : tokens;
}

/** The words of a type; nothing where more than a type follows. */
function castText(tokens: readonly Token[]): string | undefined {
  const ok = tokens.every(
    ({ kind, text }) => kind === 'word' || kind === 'name' || kind === 'number' || /^[(),[\].]$/u.test(text),
  );
  return ok
    ? tokens
        .map(({ text }) => text)
        .join(' ')
        .replaceAll(/ ?([(),[\].]) ?/gu, '$1')
    : undefined;
}

function wordValue(word: string): Literal | undefined {
  if (word === 'true' || word === 'false') return word === 'true';
  return word === 'null' ? null : undefined;
}

function stringValue(value: string, cast: string | undefined, type: ColumnType): Literal | undefined {
  if (cast !== undefined && isNumeric(cast)) {
    if (!isNumber(type)) return undefined;
    // A sign is within the quotes, however it was written, and so are large numbers; else quotes are there because they
    // were written.
    if (/^\d/u.test(value) && typeOfNumber(value) !== 'bigint')
      return numberOf(value) === undefined ? undefined : value;
    if (/^-?\d/u.test(value)) return cast === typeOfNumber(value) ? numberOf(value) : value;
    return notFinite.get(value.toLowerCase());
  }
  if (type.kind === 'boolean') return undefined;
  if (type.kind === 'binary') {
    const isHex = /^\\x(?:[0-9a-f]{2})*$/u.test(value);
    return isHex ? new Uint8Array(Buffer.from(value.slice(2), 'hex')) : undefined;
  }
  if (cast === undefined || isOfType(cast, type)) return value;
  return undefined;
}

/** The type that the server gives to a number that is written without quotes. */
function typeOfNumber(text: string): string {
  if (!/^-?\d+$/u.test(text)) return 'numeric';
  const number = Number(text);
  if (Math.abs(number) < 2 ** 31) return 'integer';
  return Math.abs(number) < 2 ** 63 ? 'bigint' : 'numeric';
}

const notFinite: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['infinity', Infinity],
  ['-infinity', -Infinity],
]);

/** What the server casts a text to, in a column of this type. */
function ownWord({ kind }: ColumnType): string {
  return kind === 'string' ? 'character varying' : kind === 'char' ? 'bpchar' : 'text';
}

function isText({ kind }: ColumnType): boolean {
  return kind === 'string' || kind === 'text' || kind === 'char';
}

function isNumber({ kind }: ColumnType): boolean {
  return ['smallint', 'integer', 'bigint', 'decimal', 'real', 'double'].includes(kind);
}

const numericTypes: ReadonlySet<string> = new Set([
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'real',
  'double precision',
]);

function isNumeric(cast: string): boolean {
  return numericTypes.has(cast.replace(/\(.*\)$/u, ''));
}

/** Whether the cast is one to the column's own type, so that the column does it anyway. Sizes cut no value that fits. */
function isOfType(cast: string, type: ColumnType): boolean {
  const words = cast.replace(/\([\d,]*\)/u, '').replaceAll('"', '');
  switch (type.kind) {
    case 'string':
    case 'text':
    case 'char':
      return words === ownWord(type) || (words === 'character' && type.kind === 'char');
    case 'enum':
      return words === type.name || words.endsWith(`.${type.name}`);
    case 'postgres.named':
      return words === type.name.name || words.endsWith(`.${type.name.name}`);
    case 'postgres.array':
      return words.endsWith('[]') && isOfType(words.slice(0, -2), type.element);
    case 'native':
      return words === type.sql.replace(/\([\d,]*\)/u, '').replaceAll('"', '');
    case 'interval':
    case 'postgres.interval':
      return words.startsWith('interval');
    case 'postgres.bit': {
      const own = parseType(words);
      return own.kind === type.kind && own.varying === type.varying;
    }
    default:
      return parseType(words).kind === type.kind && sameZone(parseType(words), type);
  }
}

function sameZone(a: ColumnType, b: ColumnType): boolean {
  if ('withTimeZone' in a && 'withTimeZone' in b) return a.withTimeZone === b.withTimeZone;
  return a.kind !== 'postgres.builtin' || b.kind !== 'postgres.builtin' || a.name === b.name;
}

/** A number that loses nothing; decimals beyond what a double holds stay text. */
function numberOf(text: string): Literal | undefined {
  if (/^-?\d+$/u.test(text)) {
    const number = Number(text);
    if (Object.is(number, -0)) return undefined;
    return Number.isSafeInteger(number) ? number : BigInt(text);
  }
  const number = Number(text);
  return String(number) === text ? number : undefined;
}
