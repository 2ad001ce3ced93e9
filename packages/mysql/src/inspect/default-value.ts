import type { ColumnType, DefaultValue, Literal } from '@aludel/core';
import { fractionOf, isLob } from '../column-types.js';
import { readExpression } from '../expression/expression.js';
import { tokenize, unquotedString } from '../expression/tokens.js';
import type { ServerFacts } from './facts.js';
import { unescaped, withoutSchema } from './stored-text.js';

/**
 * The default of a column.
 * @param stored COLUMN_DEFAULT: MySQL has a value as it is, without quotes; MariaDB has SQL text
 * @param isExpression what EXTRA says in MySQL
 * @param words the default as SHOW CREATE TABLE has it, where it was looked at
 */
export function readDefault(
  stored: string | undefined,
  isExpression: boolean,
  words: string | undefined,
  type: ColumnType,
  facts: ServerFacts,
): DefaultValue | undefined {
  if (words !== undefined) return readDefaultText(words, type, facts, isExpression);
  if (stored === undefined) return undefined;
  if (facts.flavour.kind === 'mariadb') return readDefaultText(stored, type, facts);
  if (isExpression) return readStoredExpression(unescaped(stored), type, facts);
  if (/^b'[01]*'$/u.test(stored) && isBits(type)) return literal(readLiteral(stored, type));
  if (isBytes(type)) return literal(normalLiteral(bytesOf(stored), type));
  return literal(normalLiteral(stored, type));
}

/**
 * An expression of MySQL's catalog. One that could stand without parentheses, `(now())` or `(1)`, keeps them: it was
 * written so, and is another thing to the server.
 */
function readStoredExpression(text: string, type: ColumnType, facts: ServerFacts): DefaultValue | undefined {
  const isBare = /^current_timestamp/iu.test(text) || isLob(type);
  const plain = readExpression(text);
  // Without a value, but not without a default, as the server sees it.
  if (/^null$/iu.test(plain)) return { kind: 'sql', sql: '(NULL)' };
  const couldBeBare = momentOf(plain, type) !== undefined || readLiteral(plain, type) !== undefined;
  return isBare || !couldBeBare ? readDefaultText(text, type, facts, true) : { kind: 'sql', sql: `(${plain})` };
}

/** The same without parentheses that it could stand without. */
export function withoutParentheses(
  value: DefaultValue | undefined,
  type: ColumnType,
  facts: ServerFacts,
): DefaultValue | undefined {
  const inner = value?.kind === 'sql' ? bareValue(value.sql) : undefined;
  return inner === undefined ? value : readDefaultText(inner, type, facts);
}

/** What stands between parentheses, if that is a single value or a call without arguments. */
export function bareValue(sql: string): string | undefined {
  return /^\(\s*('(?:[^'\\]|''|\\[\s\S])*'|[^()'"`]*(?:\(\d*\))?)\s*\)$/u.exec(sql.trim())?.[1];
}

/** A default as SQL text. An expression in parentheses stays one, even if it is a plain value: but not where no other can stand. */
export function readDefaultText(
  text: string,
  type: ColumnType,
  facts: ServerFacts,
  isExpression = false,
): DefaultValue | undefined {
  if (/^null$/iu.test(text)) return undefined;
  const moment = momentOf(text, type);
  if (moment !== undefined) return moment;
  const value = readLiteral(text, type);
  if (value !== undefined && (!isExpression || isLob(type))) return literal(value);
  return { kind: 'sql', sql: withoutSchema(readExpression(text), facts) };
}

/** `CURRENT_TIMESTAMP`, by whatever name; its digits are always the column's. */
export function momentOf(text: string, type: ColumnType): DefaultValue | undefined {
  const match = /^\(?(?:current_timestamp|now|localtime|localtimestamp)(?:\((\d*)\))?\)?$/iu.exec(text.trim());
  if (match === null) return undefined;
  const digits = Number(match[1] === undefined || match[1] === '' ? 0 : match[1]);
  const own = fractionOf(type);
  if (own === undefined || own === digits || match[1] === undefined) return { kind: 'sql', sql: 'CURRENT_TIMESTAMP' };
  return { kind: 'sql', sql: `CURRENT_TIMESTAMP(${digits})` };
}

/** The value of SQL text that is nothing but a value. */
export function readLiteral(text: string, type: ColumnType): Literal | undefined {
  const [sign, number] = text.startsWith('-') ? ['-', text.slice(1)] : ['', text];
  const tokens = tokenize(number).filter(({ kind }) => kind !== 'space');
  const [token, string] = tokens;
  if (token === undefined) return undefined;
  if (tokens.length === 2 && string?.kind === 'string' && /^_utf8/iu.test(token.text) && sign === '') {
    return normalLiteral(unquotedString(string.text), type);
  }
  if (tokens.length > 1) return undefined;
  if (token.kind === 'word' && sign === '') {
    const word = token.text.toLowerCase();
    return word === 'true' || word === 'false' ? normalLiteral(word === 'true', type) : undefined;
  }
  if (token.kind === 'number') {
    const isHex = /^0x/iu.test(token.text);
    return isHex ? normalLiteral(bytesOf(token.text), type) : normalLiteral(`${sign}${token.text}`, type);
  }
  if (token.kind !== 'string' || sign !== '') return undefined;
  if (/^x/iu.test(token.text)) return normalLiteral(bytesOf(`0x${token.text.slice(2, -1)}`), type);
  if (/^b/iu.test(token.text)) return smallest(BigInt(`0b${token.text.slice(2, -1) || '0'}`));
  const value = unquotedString(/^n/iu.test(token.text) ? token.text.slice(1) : token.text);
  return normalLiteral(isBytes(type) ? Buffer.from(value, 'utf8') : value, type);
}

/** A value as a column of that type keeps it: `'1'` and `true` are 1 in a column of numbers. */
export function normalLiteral(value: Literal, type: ColumnType): Literal {
  if (value === null) return null;
  if (isBytes(type)) {
    const bytes = typeof value === 'object' ? value : Buffer.from(String(value), 'utf8');
    return Uint8Array.from(type.kind === 'mysql.binary' && type.name === 'binary' ? withoutPadding(bytes) : bytes);
  }
  if (isBits(type)) return typeof value === 'object' ? smallest(numberOf(value)) : (integer(numeric(value)) ?? value);
  const plain = typeof value === 'object' ? Buffer.from(value).toString('utf8') : value;
  switch (type.kind) {
    case 'boolean': {
      const number = integer(numeric(plain));
      return number === 0 || number === 1 ? number === 1 : (number ?? plain);
    }
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'mysql.integer':
    case 'mysql.year':
      return integer(numeric(plain)) ?? plain;
    case 'decimal':
    case 'real':
    case 'double':
    case 'mysql.number':
      return fraction(numeric(plain), scaleOf(type)) ?? plain;
    case 'date':
    case 'time':
    case 'timestamp':
    case 'mysql.datetime':
      return typeof plain === 'string' ? moment(plain, type) : plain;
    default:
      return typeof plain === 'boolean' ? (plain ? '1' : '0') : String(plain);
  }
}

function literal(value: Literal | undefined): DefaultValue | undefined {
  return value === undefined ? undefined : { kind: 'literal', value };
}

function isBytes(type: ColumnType): boolean {
  return type.kind === 'binary' || type.kind === 'mysql.binary';
}

function isBits(type: ColumnType): boolean {
  return type.kind === 'mysql.bit';
}

/** MySQL has bytes as `0x6162`, and none at all as nothing. */
function bytesOf(text: string): Uint8Array {
  return /^0x/iu.test(text) ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text, 'utf8');
}

function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function smallest(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

function numeric(value: Exclude<Literal, Uint8Array | null>): string {
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value).trim();
}

function integer(text: string): number | bigint | undefined {
  if (/^[+-]?\d+$/u.test(text)) return smallest(BigInt(text.replace('+', '')));
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text)) return undefined;
  const rounded = Math.round(Number(text));
  return Object.is(rounded, -0) ? 0 : rounded;
}

/** A number with at most so many digits after the point, where the type says; a text where a number could not hold it. */
function fraction(text: string, scale: number | undefined): number | string | undefined {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text)) return undefined;
  const value = Number(text);
  const digits = text.replace(/e.*$/iu, '').replaceAll(/\D/gu, '').replace(/^0+/u, '');
  if (digits.length > 15) return /[.]/u.test(text) && !/e/iu.test(text) ? text.replace(/\.?0+$/u, '') : text;
  const kept = scale === undefined ? value : roundedTo(value, scale);
  return Object.is(kept, -0) ? 0 : kept;
}

/** Half away from zero, as a DECIMAL rounds. */
function roundedTo(value: number, scale: number): number {
  const shifted = Number(`${Math.abs(value)}e${scale}`);
  return Number.isFinite(shifted) ? Math.sign(value) * Number(`${Math.round(shifted)}e-${scale}`) : value;
}

function scaleOf(type: ColumnType): number | undefined {
  if (type.kind === 'decimal') return type.precision === undefined ? undefined : (type.scale ?? 0);
  return type.kind === 'mysql.number' ? type.scale : undefined;
}

/** `2020-1-2` is kept as `2020-01-02`, and a time with all digits of a second that the column has. */
function moment(text: string, type: ColumnType): string {
  const digits = fractionOf(type) ?? 0;
  const match = /^(?:(\d{4})-(\d{1,2})-(\d{1,2}))?(?:[ T]?(\d{1,3}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?$/u.exec(
    text.trim(),
  );
  if (match === null) return text;
  const [, year, month, day, hour, minute, second, part] = match;
  const two = (number: string | undefined): string => (number ?? '0').padStart(2, '0');
  const date = year === undefined ? '' : `${year}-${two(month)}-${two(day)}`;
  if (type.kind === 'date') return date === '' ? text : date;
  const fractions = digits === 0 ? '' : `.${(part ?? '').slice(0, digits).padEnd(digits, '0')}`;
  const time = `${two(hour)}:${two(minute)}:${two(second)}${fractions}`;
  if (type.kind === 'time') return hour === undefined ? text : time;
  return date === '' ? text : `${date} ${time}`;
}
