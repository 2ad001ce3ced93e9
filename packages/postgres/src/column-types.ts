import { createHash } from 'node:crypto';
import type { ColumnType, TableName } from '@aludel/core';
import { InvalidDefinitionError, UnsupportedOperationError } from '@aludel/core/dialect';
import type { PostgresBuiltinName } from './augment.js';
import { PostgresDialect } from './dialect.js';

const dialect = new PostgresDialect();

/** The column that has the type: an enum without a name is called for it, and lies in its table's schema. */
export interface TypeOwner {
  readonly table: TableName;
  readonly column: string;
}

/**
 * How a type is declared, in the words in which PostgreSQL reports it where it has several.
 * https://www.postgresql.org/docs/current/datatype.html
 */
export function typeText(type: ColumnType, owner?: TypeOwner): string {
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'real':
    case 'text':
    case 'boolean':
    case 'date':
    case 'interval':
    case 'uuid':
      return type.kind;
    case 'decimal':
      if (type.precision === undefined) return 'numeric';
      return type.scale === undefined ? `numeric(${type.precision})` : `numeric(${type.precision},${type.scale})`;
    case 'double':
      return 'double precision';
    case 'string':
      return withSize('varchar', type.length);
    case 'char':
      return `char(${type.length})`;
    case 'time':
      return withSize(type.withTimeZone ? 'timetz' : 'time', type.precision);
    case 'timestamp':
      return withSize(type.withTimeZone ? 'timestamptz' : 'timestamp', type.precision);
    case 'json':
      return 'jsonb';
    case 'binary':
      // A bytea has no size: more than `length` bytes fit into it.
      return 'bytea';
    case 'enum':
      return dialect.tableName(enumTypeName(type, owner));
    case 'native':
      return type.sql;
    case 'postgres.builtin':
      return type.name;
    case 'postgres.bit':
      return withSize(type.varying ? 'varbit' : 'bit', type.length);
    case 'postgres.interval':
      return withSize(type.fields === undefined ? 'interval' : `interval ${type.fields}`, type.precision);
    case 'postgres.array':
      return `${typeText(type.element, owner)}[]`;
    case 'postgres.named':
      return dialect.tableName(type.name);
    default:
      return refuse(type);
  }
}

/** The name of the type that a portable enum is on PostgreSQL: in its table's schema, as it says or as its column. */
export function enumTypeName(type: { readonly name?: string }, owner: TypeOwner | undefined): TableName {
  const schema = owner?.table.schema === undefined ? {} : { schema: owner.table.schema };
  if (type.name !== undefined) return { ...schema, name: type.name };
  if (owner === undefined) {
    throw new InvalidDefinitionError(
      'An enum that is no column’s own has no name to be called by.',
      "Give it one: t.enum([…], 'mood').",
    );
  }
  return { ...schema, name: defaultEnumName(owner) };
}

/** `orders_status`: as a table and a column are called, and no longer than a name may be. */
function defaultEnumName({ table, column }: TypeOwner): string {
  const name = `${table.name}_${column}`;
  if (Buffer.byteLength(name) <= 63) return name;
  const tail = `_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  const head = Array.from(name);
  while (Buffer.byteLength(head.join('')) > 63 - tail.length) head.pop();
  return head.join('') + tail;
}

/** A type of another dialect, which the compiler does not know here but a migration can hold. */
function refuse(type: never): never {
  const { kind } = type as { readonly kind: string };
  throw new UnsupportedOperationError(
    'postgres',
    `the column type ${kind}`,
    'it belongs to another database.',
    'Choose a portable type, or say it for this database with .on(…) or op.on(…).',
  );
}

function withSize(words: string, size: number | undefined): string {
  return size === undefined ? words : `${words}(${size})`;
}

/** All types that the server brings and that take no arguments, with the builder's own. */
const builtinNames: { readonly [K in PostgresBuiltinName]: true } = {
  json: true,
  inet: true,
  cidr: true,
  macaddr: true,
  macaddr8: true,
  tsvector: true,
  tsquery: true,
  xml: true,
  money: true,
  point: true,
  line: true,
  lseg: true,
  box: true,
  path: true,
  polygon: true,
  circle: true,
  oid: true,
  pg_lsn: true,
  int4range: true,
  int8range: true,
  numrange: true,
  tsrange: true,
  tstzrange: true,
  daterange: true,
  int4multirange: true,
  int8multirange: true,
  nummultirange: true,
  tsmultirange: true,
  tstzmultirange: true,
  datemultirange: true,
};

/** Types without arguments, by each name that people or the server have for them. */
const plainTypes: Readonly<Record<string, ColumnType>> = {
  smallint: { kind: 'smallint' },
  int2: { kind: 'smallint' },
  integer: { kind: 'integer' },
  int: { kind: 'integer' },
  int4: { kind: 'integer' },
  bigint: { kind: 'bigint' },
  int8: { kind: 'bigint' },
  numeric: { kind: 'decimal' },
  decimal: { kind: 'decimal' },
  real: { kind: 'real' },
  float4: { kind: 'real' },
  'double precision': { kind: 'double' },
  float: { kind: 'double' },
  float8: { kind: 'double' },
  'character varying': { kind: 'string' },
  varchar: { kind: 'string' },
  character: { kind: 'char', length: 1 },
  char: { kind: 'char', length: 1 },
  text: { kind: 'text' },
  boolean: { kind: 'boolean' },
  bool: { kind: 'boolean' },
  date: { kind: 'date' },
  interval: { kind: 'interval' },
  jsonb: { kind: 'json' },
  uuid: { kind: 'uuid' },
  bytea: { kind: 'binary' },
  bit: { kind: 'postgres.bit', length: 1, varying: false },
  'bit varying': { kind: 'postgres.bit', varying: true },
  varbit: { kind: 'postgres.bit', varying: true },
};

/**
 * The type that words mean: a portable one where there is one, and `native` for what is none of the server's own. The
 * words are those of `format_type()`, or others that PostgreSQL takes for the same.
 */
export function parseType(text: string): ColumnType {
  const array = /^(.*?)\s*\[\d*\]$/u.exec(text);
  if (array?.[1] !== undefined) {
    const element = parseType(array[1]);
    // Arrays have no number of dimensions, whatever is declared.
    return element.kind === 'postgres.array' ? element : { kind: 'postgres.array', element };
  }
  const words = text.trim().toLowerCase().replaceAll(/\s+/gu, ' ');
  const plain = Object.hasOwn(plainTypes, words) ? plainTypes[words] : undefined;
  if (plain !== undefined) return plain;
  if (isBuiltin(words)) return { kind: 'postgres.builtin', name: words };
  return timeType(words) ?? intervalType(words) ?? sizedType(words) ?? { kind: 'native', sql: text };
}

function isBuiltin(words: string): words is PostgresBuiltinName {
  return Object.hasOwn(builtinNames, words);
}

function timeType(words: string): ColumnType | undefined {
  const match = /^(timestamp|time)(tz)?\s?(?:\((\d)\))?(?: (with|without) time zone)?$/u.exec(words);
  if (match === null) return undefined;
  const [, kind, tz, digits, zone] = match;
  return {
    kind: kind === 'time' ? 'time' : 'timestamp',
    ...(digits === undefined ? {} : { precision: Number(digits) }),
    withTimeZone: tz !== undefined || zone === 'with',
  };
}

function intervalType(words: string): ColumnType | undefined {
  const match =
    /^interval(?: ((?:year|month|day|hour|minute|second)(?: to (?:month|hour|minute|second))?))?\s?(?:\((\d)\))?$/u.exec(
      words,
    );
  if (match === null) return undefined;
  const [, fields, digits] = match;
  return {
    kind: 'postgres.interval',
    ...(fields === undefined ? {} : { fields }),
    ...(digits === undefined ? {} : { precision: Number(digits) }),
  };
}

function sizedType(words: string): ColumnType | undefined {
  const match = /^([a-z ]+?)\s?\((\d+)(?:, ?(-?\d+))?\)$/u.exec(words);
  if (match === null) return undefined;
  const [, word, first, second] = match;
  const size = Number(first);
  if (second !== undefined) {
    return word === 'numeric' || word === 'decimal'
      ? { kind: 'decimal', precision: size, scale: Number(second) }
      : undefined;
  }
  switch (word) {
    case 'numeric':
    case 'decimal':
      return { kind: 'decimal', precision: size };
    case 'character varying':
    case 'varchar':
      return { kind: 'string', length: size };
    case 'character':
    case 'char':
      return { kind: 'char', length: size };
    case 'bit':
      return { kind: 'postgres.bit', length: size, varying: false };
    case 'bit varying':
    case 'varbit':
      return { kind: 'postgres.bit', length: size, varying: true };
    case 'float':
      return { kind: size <= 24 ? 'real' : 'double' };
    default:
      return undefined;
  }
}
