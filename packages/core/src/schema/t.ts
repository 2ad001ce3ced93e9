import {
  argument,
  assertArguments,
  isRecord,
  listOf,
  optional,
  settings as settingsOf,
  text,
  type ParameterKinds,
} from './argument.js';
import { ColumnBuilder } from './column-builder.js';
import type { ColumnType } from './column-types.js';

interface TimeSettings {
  /** Fractional digits of a second, 0 to 6. Default: what the database takes. */
  readonly precision?: number;
}

const signatures = {
  char: { length: argument('a length', (value) => value !== undefined, { example: '2' }) },
  time: { settings: settingsOf({}, '{ precision: 3 }') },
  enum: {
    values: listOf(text, 'a list of words', "['new', 'paid']"),
    name: optional({ ...text, example: "'status'" }),
  },
  native: { sql: { ...text, example: "'geometry(Point, 4326)'" } },
  of: {
    type: argument('a type as data', (value) => isRecord(value) && typeof value['kind'] === 'string', {
      example: "{ kind: 'text' }",
    }),
  },
} satisfies Readonly<Record<string, ParameterKinds>>;

/** The portable column types. Each database gets its best type for it; a dialect's own types come from its package. */
export const t = {
  /** 2 bytes: -32,768 to 32,767. */
  smallint: () => ColumnBuilder.of<number>({ kind: 'smallint' }),
  /** 4 bytes: about ±2.1 thousand million. */
  integer: () => ColumnBuilder.of<number>({ kind: 'integer' }),
  /** 8 bytes. */
  bigint: () => ColumnBuilder.of<number | bigint>({ kind: 'bigint' }),
  /** Exact: `precision` digits in all, `scale` of them after the point. */
  decimal: (precision?: number, scale?: number) =>
    ColumnBuilder.of<number | string>({
      kind: 'decimal',
      ...(precision === undefined ? {} : { precision }),
      ...(scale === undefined ? {} : { scale }),
    }),
  /** Floating point of 4 bytes. */
  real: () => ColumnBuilder.of<number>({ kind: 'real' }),
  /** Floating point of 8 bytes. */
  double: () => ColumnBuilder.of<number>({ kind: 'double' }),
  /** Text of at most `length` characters. */
  string: (length?: number) =>
    ColumnBuilder.of<string>({ kind: 'string', ...(length === undefined ? {} : { length }) }),
  /** Text of exactly `length` characters. */
  char: (length: number) => {
    assertArguments('t.char', signatures.char, [length]);
    return ColumnBuilder.of<string>({ kind: 'char', length });
  },
  /** Text of any length. */
  text: () => ColumnBuilder.of<string>({ kind: 'text' }),
  boolean: () => ColumnBuilder.of<boolean>({ kind: 'boolean' }),
  date: () => ColumnBuilder.of<Date | string>({ kind: 'date' }),
  /** Time of day. */
  time: (settings: TimeSettings & { readonly withTimeZone?: boolean } = {}) => {
    assertArguments('t.time', signatures.time, [settings]);
    return ColumnBuilder.of<string>({ ...settings, kind: 'time', withTimeZone: settings.withTimeZone ?? false });
  },
  /** Date and time as written, without a zone. */
  timestamp: (settings: TimeSettings & { readonly withTimeZone?: boolean } = {}) => {
    assertArguments('t.timestamp', signatures.time, [settings]);
    return ColumnBuilder.of<Date | string>({
      ...settings,
      kind: 'timestamp',
      withTimeZone: settings.withTimeZone ?? false,
    });
  },
  interval: () => ColumnBuilder.of<string>({ kind: 'interval' }),
  json: () => ColumnBuilder.of({ kind: 'json' }),
  uuid: () => ColumnBuilder.of<string>({ kind: 'uuid' }),
  /** Bytes, at most `length` of them. */
  binary: (length?: number) =>
    ColumnBuilder.of<Uint8Array>({ kind: 'binary', ...(length === undefined ? {} : { length }) }),
  /** One of `values`; `name` names the type where the database has named ones. */
  enum: <const Values extends readonly string[]>(values: Values, name?: string) => {
    assertArguments('t.enum', signatures.enum, [values, name]);
    return ColumnBuilder.of<Values[number]>({ kind: 'enum', values, ...(name === undefined ? {} : { name }) });
  },
  /** The database's own words: `t.native('geometry(Point, 4326)')`. */
  native: (sql: string) => {
    assertArguments('t.native', signatures.native, [sql]);
    return ColumnBuilder.of({ kind: 'native', sql });
  },
  /** Any type as data: what a dialect's own builders are made with. */
  of: (type: ColumnType) => {
    assertArguments('t.of', signatures.of, [type]);
    return ColumnBuilder.of(type);
  },
} as const;
