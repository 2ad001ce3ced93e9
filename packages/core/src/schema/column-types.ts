/**
 * The portable column types: closed, so that each dialect's mapping is total over them. A dialect's own types join
 * `ColumnTypes` by augmentation, under a kind that starts with the dialect's name and a dot.
 */
export interface CoreColumnTypes {
  /** 2 bytes, signed. */
  smallint: { readonly kind: 'smallint' };
  /** 4 bytes, signed. */
  integer: { readonly kind: 'integer' };
  /** 8 bytes, signed. */
  bigint: { readonly kind: 'bigint' };
  /** Exact number: `precision` digits in all, `scale` of them after the point. */
  decimal: { readonly kind: 'decimal'; readonly precision?: number; readonly scale?: number };
  /** Floating point, 4 bytes. */
  real: { readonly kind: 'real' };
  /** Floating point, 8 bytes. */
  double: { readonly kind: 'double' };
  /** Text of at most `length` characters. */
  string: { readonly kind: 'string'; readonly length?: number };
  /** Text of exactly `length` characters. */
  char: { readonly kind: 'char'; readonly length: number };
  /** Text of any length. */
  text: { readonly kind: 'text' };
  boolean: { readonly kind: 'boolean' };
  date: { readonly kind: 'date' };
  /** Time of day; `precision` is the number of fractional digits of a second. */
  time: { readonly kind: 'time'; readonly precision?: number; readonly withTimeZone: boolean };
  /** Date and time; `precision` is the number of fractional digits of a second. */
  timestamp: { readonly kind: 'timestamp'; readonly precision?: number; readonly withTimeZone: boolean };
  interval: { readonly kind: 'interval' };
  json: { readonly kind: 'json' };
  uuid: { readonly kind: 'uuid' };
  /** Bytes, at most `length` of them. */
  binary: { readonly kind: 'binary'; readonly length?: number };
  /** One of a list of words. `name` names the type where the database has such types. */
  enum: { readonly kind: 'enum'; readonly name?: string; readonly values: readonly string[] };
  /** Whatever the database itself calls it. */
  native: { readonly kind: 'native'; readonly sql: string };
}

/** All column types that the program knows: the portable ones and those of the dialect packages that it imports. */
export interface ColumnTypes extends CoreColumnTypes {}

export type CoreColumnTypeKind = keyof CoreColumnTypes;
export type CoreColumnType = CoreColumnTypes[CoreColumnTypeKind];
export type ColumnType = ColumnTypes[keyof ColumnTypes];
