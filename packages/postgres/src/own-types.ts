import type { ColumnType, TableName } from '@aludel/core';

/** Types that PostgreSQL has beyond the portable ones. */

/** A type that comes with the server and takes no arguments, by the name that the catalog gives it. */
export interface PostgresBuiltinType {
  readonly kind: 'postgres.builtin';
  readonly name: PostgresBuiltinName;
}

/** Those with a builder in `postgres.…()`; others, and types of extensions, are `t.native(…)`. */
export type PostgresBuiltinName =
  | 'json'
  | 'inet'
  | 'cidr'
  | 'macaddr'
  | 'macaddr8'
  | 'tsvector'
  | 'tsquery'
  | 'xml'
  | 'money'
  | 'point'
  | 'line'
  | 'lseg'
  | 'box'
  | 'path'
  | 'polygon'
  | 'circle'
  | 'oid'
  | 'pg_lsn'
  | 'int4range'
  | 'int8range'
  | 'numrange'
  | 'tsrange'
  | 'tstzrange'
  | 'daterange'
  | 'int4multirange'
  | 'int8multirange'
  | 'nummultirange'
  | 'tsmultirange'
  | 'tstzmultirange'
  | 'datemultirange';

/** `bit(length)`, `bit varying(length)`. */
export interface PostgresBitType {
  readonly kind: 'postgres.bit';
  readonly length?: number;
  readonly varying: boolean;
}

/** An interval of which only some fields are kept, or with fewer digits; the plain one is portable. */
export interface PostgresIntervalType {
  readonly kind: 'postgres.interval';
  /** `year`, `day to second`, … in lower case. */
  readonly fields?: string;
  readonly precision?: number;
}

/** Arrays have no fixed size or number of dimensions, whatever is declared. */
export interface PostgresArrayType {
  readonly kind: 'postgres.array';
  readonly element: ColumnType;
}

/** A type that the database defines: a domain, a composite type, an enum that is created by itself. */
export interface PostgresNamedType {
  readonly kind: 'postgres.named';
  readonly name: TableName;
}
