import { ColumnBuilder, withCheckedBuilders } from '@aludel/core/connection';
import type { MysqlIntegerType, MysqlNumberType, MysqlSpatialType, MysqlTextType } from './augment.js';
import { typeSignatures } from './type-arguments.js';

export interface IntegerSettings {
  readonly unsigned?: boolean;
  readonly zerofill?: boolean;
  /** A width for display, which changes nothing that is kept. */
  readonly width?: number;
}

export interface NumberSettings {
  readonly unsigned?: boolean;
  readonly zerofill?: boolean;
}

export interface SpatialSettings {
  /** Spatial reference system. */
  readonly srid?: number;
}

const integer =
  (size: MysqlIntegerType['size']) =>
  (settings: IntegerSettings = {}): ColumnBuilder =>
    ColumnBuilder.of({ kind: 'mysql.integer', size, ...settings });

const number =
  (name: MysqlNumberType['name']) =>
  (precision?: number, scale?: number, settings: NumberSettings = {}): ColumnBuilder =>
    ColumnBuilder.of({
      kind: 'mysql.number',
      name,
      ...(precision === undefined ? {} : { precision }),
      ...(scale === undefined ? {} : { scale }),
      ...settings,
    });

const text = (size: MysqlTextType['size']) => (): ColumnBuilder => ColumnBuilder.of({ kind: 'mysql.text', size });

const bytes = (name: 'tinyblob' | 'blob' | 'mediumblob' | 'longblob') => (): ColumnBuilder =>
  ColumnBuilder.of({ kind: 'mysql.binary', name });

const spatial =
  (name: MysqlSpatialType['name']) =>
  (settings: SpatialSettings = {}): ColumnBuilder =>
    ColumnBuilder.of({ kind: 'mysql.spatial', name, ...settings });

const types = {
  tinyint: integer('tinyint'),
  smallint: integer('smallint'),
  mediumint: integer('mediumint'),
  int: integer('int'),
  bigint: integer('bigint'),
  decimal: number('decimal'),
  float: number('float'),
  double: number('double'),
  tinytext: text('tinytext'),
  text: text('text'),
  mediumtext: text('mediumtext'),
  longtext: text('longtext'),
  /** Bytes of fixed length, filled up with zeros. */
  binary: (length: number): ColumnBuilder => ColumnBuilder.of({ kind: 'mysql.binary', name: 'binary', length }),
  varbinary: (length: number): ColumnBuilder => ColumnBuilder.of({ kind: 'mysql.binary', name: 'varbinary', length }),
  tinyblob: bytes('tinyblob'),
  blob: bytes('blob'),
  mediumblob: bytes('mediumblob'),
  longblob: bytes('longblob'),
  bit: (length = 1): ColumnBuilder => ColumnBuilder.of({ kind: 'mysql.bit', length }),
  year: (): ColumnBuilder => ColumnBuilder.of({ kind: 'mysql.year' }),
  /** Date and time as written. @param precision fractional digits of a second; default: none */
  datetime: (precision?: number): ColumnBuilder =>
    ColumnBuilder.of({ kind: 'mysql.datetime', name: 'datetime', ...(precision === undefined ? {} : { precision }) }),
  /** A moment between 1970 and 2038, shown in the session's time zone. @param precision fractional digits; default: none */
  timestamp: (precision?: number): ColumnBuilder =>
    ColumnBuilder.of({ kind: 'mysql.datetime', name: 'timestamp', ...(precision === undefined ? {} : { precision }) }),
  enum: (values: readonly string[]): ColumnBuilder => ColumnBuilder.of({ kind: 'enum', values }),
  set: (values: readonly string[]): ColumnBuilder => ColumnBuilder.of({ kind: 'mysql.set', values }),
  geometry: spatial('geometry'),
  point: spatial('point'),
  linestring: spatial('linestring'),
  polygon: spatial('polygon'),
  multipoint: spatial('multipoint'),
  multilinestring: spatial('multilinestring'),
  multipolygon: spatial('multipolygon'),
  geometrycollection: spatial('geometrycollection'),
  /** MariaDB only. */
  inet4: (): ColumnBuilder => ColumnBuilder.of({ kind: 'mysql.builtin', name: 'inet4' }),
  /** MariaDB only. */
  inet6: (): ColumnBuilder => ColumnBuilder.of({ kind: 'mysql.builtin', name: 'inet6' }),
  /** MySQL from 9.0, MariaDB from 11.7. @param length how many numbers it has */
  vector: (length: number): ColumnBuilder => ColumnBuilder.of({ kind: 'mysql.builtin', name: 'vector', length }),
} as const;

/** The column types of MySQL and MariaDB that are not portable: `mysql.tinyint({ unsigned: true })`. */
export const mysqlTypes = withCheckedBuilders('mysql', types, typeSignatures);
