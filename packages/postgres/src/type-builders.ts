import type { ColumnType, TableReference } from '@aludel/core';
import { ColumnBuilder, isColumnBuilder, tableName, withCheckedBuilders } from '@aludel/core/connection';
import type { PostgresBuiltinName } from './augment.js';
import { typeSignatures } from './type-arguments.js';

function builtin(name: PostgresBuiltinName): () => ColumnBuilder {
  return () => ColumnBuilder.of({ kind: 'postgres.builtin', name });
}

function native(sql: string): ColumnBuilder {
  return ColumnBuilder.of({ kind: 'native', sql });
}

function bits(varying: boolean, length: number | undefined): ColumnBuilder {
  return ColumnBuilder.of({ kind: 'postgres.bit', varying, ...(length === undefined ? {} : { length }) });
}

function serial(kind: 'smallint' | 'integer' | 'bigint'): () => ColumnBuilder {
  return () =>
    ColumnBuilder.of({ kind })
      .notNull()
      .identity({ options: { postgres: { serial: true } } });
}

const types = {
  /** JSON in a parsed form; the same as the portable `t.json()`. */
  jsonb: () => ColumnBuilder.of({ kind: 'json' }),
  /** JSON as it was written, spaces and double keys and all. */
  json: builtin('json'),
  inet: builtin('inet'),
  cidr: builtin('cidr'),
  macaddr: builtin('macaddr'),
  macaddr8: builtin('macaddr8'),
  tsvector: builtin('tsvector'),
  tsquery: builtin('tsquery'),
  xml: builtin('xml'),
  money: builtin('money'),
  point: builtin('point'),
  line: builtin('line'),
  lseg: builtin('lseg'),
  box: builtin('box'),
  path: builtin('path'),
  polygon: builtin('polygon'),
  circle: builtin('circle'),
  oid: builtin('oid'),
  pgLsn: builtin('pg_lsn'),
  int4range: builtin('int4range'),
  int8range: builtin('int8range'),
  numrange: builtin('numrange'),
  tsrange: builtin('tsrange'),
  tstzrange: builtin('tstzrange'),
  daterange: builtin('daterange'),
  /** Multiranges are of 14 and newer. */
  int4multirange: builtin('int4multirange'),
  int8multirange: builtin('int8multirange'),
  nummultirange: builtin('nummultirange'),
  tsmultirange: builtin('tsmultirange'),
  tstzmultirange: builtin('tstzmultirange'),
  datemultirange: builtin('datemultirange'),
  /** Text without regard to case; of the extension `citext`. */
  citext: () => native('citext'),
  /** Keys and values; of the extension `hstore`. */
  hstore: () => native('hstore'),
  timestamptz: (precision?: number) =>
    ColumnBuilder.of({ kind: 'timestamp', withTimeZone: true, ...(precision === undefined ? {} : { precision }) }),
  numeric: (precision?: number, scale?: number) =>
    ColumnBuilder.of({
      kind: 'decimal',
      ...(precision === undefined ? {} : { precision }),
      ...(scale === undefined ? {} : { scale }),
    }),
  bytea: () => ColumnBuilder.of({ kind: 'binary' }),
  /** Exactly `length` bits. */
  bit: (length = 1) => bits(false, length),
  /** At most `length` bits. */
  varbit: (length?: number) => bits(true, length),
  /** An interval of which some fields alone are kept: `interval('day to second', 3)`. */
  interval: (fields?: string, precision?: number) =>
    ColumnBuilder.of(
      fields === undefined && precision === undefined
        ? { kind: 'interval' }
        : {
            kind: 'postgres.interval',
            ...(fields === undefined ? {} : { fields: fields.toLowerCase() }),
            ...(precision === undefined ? {} : { precision }),
          },
    ),
  array: (element: ColumnBuilder | ColumnType) =>
    ColumnBuilder.of({
      kind: 'postgres.array',
      element: isColumnBuilder(element) ? element.parts.column.type : element,
    }),
  /** A type that the database defines, by its name: a domain, a composite type. */
  named: (name: TableReference) => ColumnBuilder.of({ kind: 'postgres.named', name: tableName(name) }),
  /** An enum type that is there already, made by `createEnum`; `t.enum([…], name)` makes it where it is not. */
  enumType: (name: TableReference) => ColumnBuilder.of({ kind: 'postgres.named', name: tableName(name) }),
  /** An integer, numbered by a sequence. `t.integer().identity()` is what PostgreSQL advises instead. */
  serial: serial('integer'),
  smallserial: serial('smallint'),
  bigserial: serial('bigint'),
} as const;

/** PostgreSQL's own column types, for `.on('postgres', …)` and for migrations of this database alone. */
export const postgresTypes = withCheckedBuilders('postgres', types, typeSignatures);
