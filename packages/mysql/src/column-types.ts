import type { ColumnType } from '@aludel/core';
import { InvalidDefinitionError, UnsupportedOperationError } from '@aludel/core/dialect';
import type { MysqlIntegerType, MysqlNumberType, MysqlSpatialType } from './augment.js';
import type { Flavour } from './flavour.js';

/**
 * How a type is written, in the words in which the server reports it. Where the portable type leaves a size open, it is
 * the one that loses nothing: six digits of a second, and the most digits that a DECIMAL has.
 */
export function typeText(type: ColumnType, flavour: Flavour): string {
  switch (type.kind) {
    case 'smallint':
    case 'bigint':
    case 'double':
    case 'date':
    case 'json':
      return type.kind;
    case 'integer':
      return 'int';
    case 'decimal':
      // MySQL's own DECIMAL has no digits after the point, and rounds what is put into it.
      return type.precision === undefined ? 'decimal(65,30)' : `decimal(${type.precision},${type.scale ?? 0})`;
    case 'real':
      return 'float';
    case 'string':
      return `varchar(${type.length ?? 255})`;
    case 'char':
      return `char(${type.length})`;
    case 'text':
      return 'longtext';
    case 'boolean':
      return 'tinyint(1)';
    case 'time':
      if (type.withTimeZone) throw refused(type.kind, 'its times of day have no zone.', 't.time()');
      return fractional('time', type.precision ?? 6);
    case 'timestamp':
      return fractional(type.withTimeZone ? 'timestamp' : 'datetime', type.precision ?? 6);
    case 'interval':
      throw refused(type.kind, 'it has no type for spans of time.', 't.bigint() with a number of seconds');
    case 'uuid':
      return flavour.has.uuid ? 'uuid' : 'char(36) character set ascii';
    case 'binary':
      return type.length === undefined ? 'longblob' : `varbinary(${type.length})`;
    case 'enum':
      return `enum(${wordList(type.values, 'enum')})`;
    case 'native':
      return type.sql;
    case 'mysql.integer':
    case 'mysql.number':
      return numberText(type);
    case 'mysql.text':
      return type.size;
    case 'mysql.binary':
      return type.length === undefined ? type.name : `${type.name}(${type.length})`;
    case 'mysql.bit':
      return `bit(${type.length})`;
    case 'mysql.year':
      return flavour.has.displayWidths ? 'year(4)' : 'year';
    case 'mysql.datetime':
      return fractional(type.name, type.precision ?? 0);
    case 'mysql.set':
      return `set(${wordList(type.values, 'set')})`;
    case 'mysql.spatial':
      return spatialText(type, flavour);
    case 'mysql.builtin':
      return type.length === undefined ? type.name : `${type.name}(${type.length})`;
    default:
      return refuseForeign(type);
  }
}

/** What COLUMN_TYPE does not say, but the catalog does beside it. */
export interface TypeSurroundings {
  readonly charset?: string | undefined;
  readonly collation?: string | undefined;
  /** The server's own check that it is JSON: MariaDB's JSON columns. */
  readonly jsonCheck?: boolean | undefined;
  readonly srid?: number | undefined;
}

/**
 * The type that `information_schema.COLUMNS.COLUMN_TYPE` means: a portable one wherever there is one. Which charset and
 * collation are the type's own (of JSON and UUIDs) tells `charsetOfType`.
 */
export function parseType(text: string, around: TypeSurroundings, flavour: Flavour): ColumnType {
  const match = /^([a-z]\w*)(?:\((.*)\))?((?: (?:unsigned|zerofill))*)$/isu.exec(text.trim());
  if (match === null) return { kind: 'native', sql: text };
  const name = (match[1] ?? '').toLowerCase();
  const inside = match[2];
  const attributes = (match[3] ?? '').toLowerCase();
  const flags = {
    ...(attributes.includes('unsigned') ? { unsigned: true } : {}),
    ...(attributes.includes('zerofill') ? { zerofill: true } : {}),
  };
  if (name === 'enum' || name === 'set') {
    const values = wordsIn(inside ?? '');
    return name === 'enum' ? { kind: 'enum', values } : { kind: 'mysql.set', values };
  }
  const [first, second] = (inside ?? '').split(',').filter(Boolean).map(Number);
  const integer = integerSizes.find((size) => size === name);
  if (integer !== undefined) return integerType(integer, first, flags, flavour);
  if (name === 'decimal' || name === 'float' || name === 'double') return numberType(name, first, second, flags);
  return (
    textType(name, first, around, flavour) ?? otherType(name, first, around, flavour) ?? { kind: 'native', sql: text }
  );
}

/** The charset and collation that a column of this type has by itself, and that are not the column's own words. */
export function charsetOfType(type: ColumnType, flavour: Flavour): { charset: string; collation: string } | undefined {
  if (type.kind === 'uuid' && !flavour.has.uuid) return { charset: 'ascii', collation: 'ascii_general_ci' };
  if (type.kind === 'json' && !flavour.has.json) return { charset: 'utf8mb4', collation: 'utf8mb4_bin' };
  return undefined;
}

/** Whether values of the type are text with a charset and a collation. */
export function isTextual(type: ColumnType): boolean {
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'text':
    case 'enum':
    case 'mysql.text':
    case 'mysql.set':
      return true;
    case 'native':
      return /^(?:national |n)?(?:var)?char|text|^enum|^set\b/iu.test(type.sql);
    default:
      return false;
  }
}

/** Whether the type is of those that can have a default in parentheses only (MySQL), and keys only of a part of it. */
export function isLob(type: ColumnType): boolean {
  switch (type.kind) {
    case 'text':
    case 'json':
    case 'mysql.text':
    case 'mysql.spatial':
      return true;
    case 'binary':
      return type.length === undefined;
    case 'mysql.binary':
      return type.name.endsWith('blob');
    case 'native':
      return /blob|text|^json|^geom|point|linestring|polygon|^vector/iu.test(type.sql);
    default:
      return false;
  }
}

/** The digits of a second that a type of time keeps; `undefined` for other types. */
export function fractionOf(type: ColumnType): number | undefined {
  if (type.kind === 'time' || type.kind === 'timestamp') return type.precision ?? 6;
  if (type.kind === 'mysql.datetime') return type.precision ?? 0;
  const match = type.kind === 'native' ? /^(?:time|datetime|timestamp)(?:\((\d)\))?/iu.exec(type.sql) : null;
  return match === null ? undefined : Number(match[1] ?? 0);
}

const integerSizes = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint'] as const;

/** The widths that a server with widths gives an integer when none is said; unsigned ones are narrower by the sign. */
const widths: Readonly<Record<MysqlIntegerType['size'], readonly [signed: number, unsigned: number]>> = {
  tinyint: [4, 3],
  smallint: [6, 5],
  mediumint: [9, 8],
  int: [11, 10],
  bigint: [20, 20],
};

function integerType(
  size: MysqlIntegerType['size'],
  width: number | undefined,
  flags: { readonly unsigned?: boolean; readonly zerofill?: boolean },
  flavour: Flavour,
): ColumnType {
  const plain = flags.unsigned !== true && flags.zerofill !== true;
  const usual = flavour.has.displayWidths && width === widths[size][flags.unsigned === true ? 1 : 0];
  if (plain && size === 'tinyint' && width === 1) return { kind: 'boolean' };
  if (plain && (width === undefined || usual)) {
    if (size === 'smallint' || size === 'bigint') return { kind: size };
    if (size === 'int') return { kind: 'integer' };
  }
  return { kind: 'mysql.integer', size, ...flags, ...(width === undefined || usual ? {} : { width }) };
}

function numberType(
  name: MysqlNumberType['name'],
  precision: number | undefined,
  scale: number | undefined,
  flags: { readonly unsigned?: boolean; readonly zerofill?: boolean },
): ColumnType {
  const plain = flags.unsigned !== true && flags.zerofill !== true;
  if (plain && name === 'decimal') {
    if (precision === undefined) return { kind: 'decimal', precision: 10 };
    if (precision === 65 && scale === 30) return { kind: 'decimal' };
    return { kind: 'decimal', precision, ...(scale === undefined || scale === 0 ? {} : { scale }) };
  }
  if (plain && precision === undefined) return name === 'float' ? { kind: 'real' } : { kind: 'double' };
  return {
    kind: 'mysql.number',
    name,
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    ...flags,
  };
}

function textType(
  name: string,
  length: number | undefined,
  { charset, collation, jsonCheck }: TypeSurroundings,
  flavour: Flavour,
): ColumnType | undefined {
  switch (name) {
    case 'varchar':
      return { kind: 'string', length: length ?? 255 };
    case 'char':
      if (
        length === 36 &&
        !flavour.has.uuid &&
        charset === 'ascii' &&
        (collation ?? 'ascii_general_ci') === 'ascii_general_ci'
      ) {
        return { kind: 'uuid' };
      }
      return { kind: 'char', length: length ?? 1 };
    case 'longtext':
      return jsonCheck === true && !flavour.has.json ? { kind: 'json' } : { kind: 'text' };
    case 'tinytext':
    case 'text':
    case 'mediumtext':
      return { kind: 'mysql.text', size: name };
    default:
      return undefined;
  }
}

function otherType(
  name: string,
  size: number | undefined,
  { srid }: TypeSurroundings,
  flavour: Flavour,
): ColumnType | undefined {
  const precision = size === 6 ? {} : { precision: size ?? 0 };
  switch (name) {
    case 'date':
      return { kind: 'date' };
    case 'json':
      return flavour.has.json ? { kind: 'json' } : undefined;
    case 'uuid':
      return { kind: 'uuid' };
    case 'time':
      return { kind: 'time', withTimeZone: false, ...precision };
    case 'datetime':
      return { kind: 'timestamp', withTimeZone: false, ...precision };
    case 'timestamp':
      return { kind: 'timestamp', withTimeZone: true, ...precision };
    case 'varbinary':
      return { kind: 'binary', length: size ?? 1 };
    case 'longblob':
      return { kind: 'binary' };
    case 'binary':
      return { kind: 'mysql.binary', name, length: size ?? 1 };
    case 'tinyblob':
    case 'blob':
    case 'mediumblob':
      return { kind: 'mysql.binary', name };
    case 'bit':
      return { kind: 'mysql.bit', length: size ?? 1 };
    case 'year':
      return { kind: 'mysql.year' };
    case 'inet4':
    case 'inet6':
      return { kind: 'mysql.builtin', name };
    case 'vector':
      return { kind: 'mysql.builtin', name, ...(size === undefined ? {} : { length: size }) };
    default: {
      const spatial = spatialNames.find((known) => known === name);
      const found = name === 'geomcollection' ? 'geometrycollection' : spatial;
      return found === undefined
        ? undefined
        : { kind: 'mysql.spatial', name: found, ...(srid === undefined ? {} : { srid }) };
    }
  }
}

const spatialNames: readonly MysqlSpatialType['name'][] = [
  'geometry',
  'point',
  'linestring',
  'polygon',
  'multipoint',
  'multilinestring',
  'multipolygon',
  'geometrycollection',
];

function spatialText({ name, srid }: MysqlSpatialType, flavour: Flavour): string {
  if (srid === undefined) return name;
  return flavour.has.srid ? `${name} srid ${srid}` : `${name} ref_system_id=${srid}`;
}

function numberText(type: MysqlIntegerType | MysqlNumberType): string {
  const unsigned = `${type.unsigned === true ? ' unsigned' : ''}${type.zerofill === true ? ' zerofill' : ''}`;
  if (type.kind === 'mysql.integer') {
    return `${type.size}${type.width === undefined ? '' : `(${type.width})`}${unsigned}`;
  }
  const size =
    type.precision === undefined ? '' : `(${type.precision}${type.scale === undefined ? '' : `,${type.scale}`})`;
  return `${type.name}${size}${unsigned}`;
}

function fractional(name: string, precision: number): string {
  return precision === 0 ? name : `${name}(${precision})`;
}

/** Words between quotes, as both the server writes and reads them: a backslash is doubled. */
function wordList(values: readonly string[], kind: string): string {
  if (values.length === 0) {
    throw new InvalidDefinitionError(`A column of the type ${kind} has no values.`, 'Name at least one.');
  }
  return values.map((value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`).join(',');
}

/** The words of `'a','b''c','d\\e'`. */
function wordsIn(list: string): readonly string[] {
  return [...list.matchAll(/'((?:[^'\\]|''|\\[\s\S])*)'/gu)].map((match) =>
    (match[1] ?? '').replaceAll(/''|\\([\s\S])/gu, (_, escaped: string | undefined) => unescaped(escaped)),
  );
}

function unescaped(letter: string | undefined): string {
  if (letter === undefined) return "'";
  return { n: '\n', r: '\r', t: '\t', '0': '\0', Z: '\u001A' }[letter] ?? letter;
}

function refused(kind: string, reason: string, instead: string): UnsupportedOperationError {
  return new UnsupportedOperationError(
    'mysql',
    `the column type ${kind}`,
    reason,
    `Use ${instead}; or another type for this database alone, with .on('mysql', …).`,
  );
}

/** A type of another dialect, which the compiler does not know here but a migration can hold. */
function refuseForeign(type: never): never {
  const { kind } = type as { readonly kind: string };
  throw new UnsupportedOperationError(
    'mysql',
    `the column type ${kind}`,
    'it belongs to another database.',
    "Choose a portable type, or say it for this database with .on('mysql', …).",
  );
}
