import type { ColumnType, Table } from '@aludel/core';
import { UnsupportedOperationError } from '@aludel/core/dialect';
import { folded, isTrivia, tokenize, unquoted } from './parse/tokens.js';

export interface TypeSettings {
  /** The table is STRICT, and knows only INT, INTEGER, REAL, TEXT, BLOB and ANY. */
  readonly strict?: boolean;
}

/**
 * How a type is declared. SQLite keeps the words and takes from them only an affinity
 * (https://sqlite.org/datatype3.html#determination_of_column_affinity): one of them that contains INT makes numbers of
 * texts, and so does one it has never heard of. So types whose values are text carry the word TEXT.
 */
export function sqliteTypeText(type: ColumnType, settings: TypeSettings = {}): string {
  return settings.strict === true ? strictTypeText(type) : looseTypeText(type);
}

function looseTypeText(type: ColumnType): string {
  switch (type.kind) {
    case 'smallint':
      return 'SMALLINT';
    case 'integer':
      return 'INTEGER';
    case 'bigint':
      return 'BIGINT';
    case 'decimal':
      if (type.precision === undefined) return 'DECIMAL';
      return type.scale === undefined ? `DECIMAL(${type.precision})` : `DECIMAL(${type.precision},${type.scale})`;
    case 'real':
      return 'FLOAT';
    case 'double':
      return 'REAL';
    case 'string':
      return withSize('VARCHAR', type.length);
    case 'char':
      return withSize('CHAR', type.length);
    case 'text':
    case 'enum':
      return 'TEXT';
    case 'boolean':
      return 'BOOLEAN';
    case 'date':
      return 'DATE';
    case 'time':
      return withSize(type.withTimeZone ? 'TIME WITH TIME ZONE' : 'TIME', type.precision);
    case 'timestamp':
      return withSize(type.withTimeZone ? 'TIMESTAMP WITH TIME ZONE' : 'TIMESTAMP', type.precision);
    case 'interval':
      return 'DURATION TEXT';
    case 'json':
      return 'JSON TEXT';
    case 'uuid':
      return 'UUID TEXT';
    case 'binary':
      return withSize('BLOB', type.length);
    case 'native':
      return type.sql;
    default:
      return refuse(type);
  }
}

function strictTypeText(type: ColumnType): string {
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'boolean':
      return 'INTEGER';
    case 'decimal':
    case 'real':
    case 'double':
      return 'REAL';
    case 'string':
    case 'char':
    case 'text':
    case 'enum':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
    case 'json':
    case 'uuid':
      return 'TEXT';
    case 'binary':
      return 'BLOB';
    case 'native':
      return type.sql;
    default:
      return refuse(type);
  }
}

/** A type of another dialect, which the compiler does not know here but a migration can hold. */
function refuse(type: never): never {
  const { kind } = type as { readonly kind: string };
  throw new UnsupportedOperationError(
    'sqlite',
    `the column type ${kind}`,
    'it belongs to another database.',
    'Choose a portable type, or say it for this database with op.on(…) and t.native(…).',
  );
}

function withSize(word: string, size: number | undefined): string {
  return size === undefined ? word : `${word}(${size})`;
}

const plainTypes: ReadonlyMap<string, ColumnType> = new Map(
  (
    [
      { kind: 'smallint' },
      { kind: 'integer' },
      { kind: 'bigint' },
      { kind: 'decimal' },
      { kind: 'real' },
      { kind: 'double' },
      { kind: 'string' },
      { kind: 'text' },
      { kind: 'boolean' },
      { kind: 'date' },
      { kind: 'time', withTimeZone: false },
      { kind: 'time', withTimeZone: true },
      { kind: 'timestamp', withTimeZone: false },
      { kind: 'timestamp', withTimeZone: true },
      { kind: 'interval' },
      { kind: 'json' },
      { kind: 'uuid' },
      { kind: 'binary' },
    ] satisfies readonly ColumnType[]
  ).map((type) => [looseTypeText(type), type]),
);

/** The type that a declaration means: a portable one only where it is spelled just as we spell it. */
export function readType(text: string): ColumnType {
  const plain = plainTypes.get(text);
  if (plain !== undefined) return plain;
  const match = /^([A-Z ]+)\((\d+)(?:,(\d+))?\)$/.exec(text);
  const sized = match === null ? undefined : sizedType(match[1] ?? '', Number(match[2]), match[3]);
  return sized !== undefined && looseTypeText(sized) === text ? sized : { kind: 'native', sql: text };
}

function sizedType(word: string, size: number, second: string | undefined): ColumnType | undefined {
  switch (word) {
    case 'DECIMAL':
      return { kind: 'decimal', precision: size, ...(second === undefined ? {} : { scale: Number(second) }) };
    case 'VARCHAR':
      return { kind: 'string', length: size };
    case 'CHAR':
      return { kind: 'char', length: size };
    case 'BLOB':
      return { kind: 'binary', length: size };
    case 'TIME':
    case 'TIME WITH TIME ZONE':
      return { kind: 'time', precision: size, withTimeZone: word !== 'TIME' };
    case 'TIMESTAMP':
    case 'TIMESTAMP WITH TIME ZONE':
      return { kind: 'timestamp', precision: size, withTimeZone: word !== 'TIMESTAMP' };
    default:
      return undefined;
  }
}

/** The condition by which SQLite keeps the words of an enum; written on its column, without a name. */
export function enumCheck(column: string, values: readonly string[]): string {
  const words = values.map((value) => `'${value.replaceAll("'", "''")}'`);
  return `"${column.replaceAll('"', '""')}" IN (${words.join(', ')})`;
}

/** The words of an enum, if a check on that column is the one that `enumCheck` writes. */
export function readEnumCheck(column: string, expression: string): readonly string[] | undefined {
  const strings = tokenize(expression).filter((token) => token.kind === 'string');
  if (strings.length === 0) return undefined;
  const values = strings.map((token) => unquoted(token.text));
  return enumCheck(column, values) === expression ? values : undefined;
}

/** The words that SQLite takes from a declaration: where the first is quoted, that one alone. */
export function effectiveTypeText(typeText: string): string {
  const [first] = tokenize(typeText);
  return first?.kind === 'name' || first?.kind === 'string' ? unquoted(first.text) : typeText;
}

/** Whether a column that is declared so, and alone is the primary key, is another name of the rowid. */
export function isRowidType(typeText: string): boolean {
  return folded(effectiveTypeText(typeText)) === 'integer';
}

/** What a column of that declared type does to values: https://sqlite.org/datatype3.html, section 3.1. */
export type Affinity = 'integer' | 'text' | 'blob' | 'real' | 'numeric';

export function affinity(typeText: string): Affinity {
  const text = folded(effectiveTypeText(typeText));
  if (text.includes('int')) return 'integer';
  if (/char|clob|text/.test(text)) return 'text';
  if (text.includes('blob') || text === '') return 'blob';
  return /real|floa|doub/.test(text) ? 'real' : 'numeric';
}

/** Whether two types are declared in the same words, upper and lower case, space and quotes aside. */
export function sameType(a: ColumnType, b: ColumnType, settings: TypeSettings = {}): boolean {
  if (a.kind === 'enum' || b.kind === 'enum') {
    return a.kind === b.kind && 'values' in a && 'values' in b && sameWords(a.values, b.values);
  }
  return canonicalType(sqliteTypeText(a, settings)) === canonicalType(sqliteTypeText(b, settings));
}

const strictWords: ReadonlySet<string> = new Set(['int', 'integer', 'real', 'text', 'blob', 'any']);

/** Whether a STRICT table knows a type: https://sqlite.org/stricttables.html */
export function isStrictWord(typeText: string): boolean {
  return strictWords.has(folded(effectiveTypeText(typeText)));
}

export function isStrict(table: Table): boolean {
  return table.options?.sqlite?.strict === true;
}

function canonicalType(text: string): string {
  return tokenize(text)
    .filter((token) => !isTrivia(token))
    .map((token) => folded(unquoted(token.text)))
    .join(' ');
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
