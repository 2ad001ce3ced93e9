import type { ColumnType, Literal } from '@aludel/core/dialect';
import { isDeepStrictEqual } from 'node:util';

/**
 * Whether a value that was read is the one that was written, whatever the driver makes of it: a number or its digits, a
 * `Date` or its text, an object or its JSON.
 */
export function sameValue(type: ColumnType, put: Literal, got: unknown): boolean {
  // What a driver makes of the JSON null is null, too.
  if (type.kind === 'json' && put === 'null' && got === null) return true;
  if (put === null || got === null || got === undefined) return put === (got ?? null);
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'decimal':
      return digits(put) === digits(got);
    case 'real':
      return Math.fround(Number(put)) === Math.fround(Number(got)) || close(Number(put), Number(got));
    case 'double':
      return Number(put) === Number(got);
    case 'boolean':
      return (put === true ? truths : untruths).includes(got);
    case 'char':
      return String(put).trimEnd() === textOf(got).trimEnd();
    case 'date':
      return String(put) === (got instanceof Date ? localText(got).slice(0, 10) : textOf(got).slice(0, 10));
    case 'time':
      return clock(String(put)) === clock(textOf(got));
    case 'timestamp':
      return sameTimestamp(String(put), got, type.withTimeZone);
    case 'interval':
      return seconds(String(put)) === seconds(intervalText(got));
    case 'json':
      return isDeepStrictEqual(JSON.parse(String(put)), typeof got === 'string' ? parsed(got) : got);
    case 'uuid':
      return String(put).toLowerCase() === uuidText(got);
    case 'binary':
      return (
        put instanceof Uint8Array &&
        got instanceof Uint8Array &&
        Buffer.compare(Buffer.from(put), Buffer.from(got)) === 0
      );
    default:
      if (put instanceof Uint8Array)
        return got instanceof Uint8Array && Buffer.compare(Buffer.from(put), Buffer.from(got)) === 0;
      return String(put) === textOf(got);
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

const truths: readonly unknown[] = [true, 1, 1n, '1'];
const untruths: readonly unknown[] = [false, 0, 0n, '0'];

/** A number without what does not count: `1.50` and `+1.5` are the same. */
function digits(value: unknown): string {
  const text = String(value);
  const match = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/u.exec(text);
  if (match === null) return text;
  const [, sign, whole, part = ''] = match;
  const number = `${whole === '' ? '0' : whole}${part === '' ? '' : `.${part}`}`;
  return sign === '-' && number !== '0' ? `-${number}` : number;
}

/** Six digits are what a float of 4 bytes is sure of, and what some servers print. */
function close(a: number, b: number): boolean {
  return a.toPrecision(6) === b.toPrecision(6);
}

function clock(text: string): string {
  const match = /^(\d\d:\d\d:\d\d)(?:\.(\d*?)0*)?(?:([+-])(\d\d)(?::?(\d\d))?|Z)?$/u.exec(text.trim());
  return match === null
    ? text
    : `${match[1]}.${match[2] ?? ''}${match[3] ?? '+'}${match[4] ?? '00'}${match[5] ?? '00'}`;
}

function localText(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
}

function sameTimestamp(put: string, got: unknown, withTimeZone: boolean): boolean {
  if (got instanceof Date) {
    if (withTimeZone) return Date.parse(put.replace(' ', 'T')) === got.getTime();
    return [got.toISOString(), localText(got)].some((text) => stamp(text) === stamp(put).slice(0, 23));
  }
  if (!withTimeZone) return stamp(String(got)) === stamp(put);
  const iso = (text: string): number => {
    const zoned = /(?:Z|[+-]\d\d(?::?\d\d)?)$/u.test(text) ? text : `${text}Z`;
    return Date.parse(zoned.replace(' ', 'T').replace(/([+-]\d\d)$/u, '$1:00'));
  };
  return iso(String(got)) === iso(put);
}

/** Date and time without a zone or digits that do not count. */
function stamp(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d*?)0*)?Z?$/u.exec(text);
  if (match === null) return text;
  return match[3] === undefined || match[3] === '' ? `${match[1]} ${match[2]}` : `${match[1]} ${match[2]}.${match[3]}`;
}

function intervalText(got: unknown): string {
  if (typeof got === 'object' && got !== null && 'toISOString' in got && typeof got.toISOString === 'function')
    return String(Reflect.apply(got.toISOString, got, []));
  return String(got);
}

/** Days and times, written as ISO 8601 (`P1DT2H`), in words (`1 day 02:00:00`) or as hours (`26:00:00`). */
function seconds(text: string): number {
  const iso =
    /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/u.exec(text) ??
    /^(?:(\d+) years? ?)?(?:(\d+) mons? ?)?(?:(\d+) days? ?)?(?:(\d+):(\d+):([\d.]+))?$/u.exec(text);
  if (iso === null) return Number.NaN;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, rest = 0] = iso
    .slice(1)
    .map((part) => Number(part ?? 0));
  return ((years * 12 + months) * 30 + days) * 86_400 + hours * 3600 + minutes * 60 + rest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A driver that parses JSON by itself gives the text of a JSON string as it is.
    return text;
  }
}

function uuidText(got: unknown): string {
  if (!(got instanceof Uint8Array)) return String(got).toLowerCase();
  return Buffer.from(got)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}
