import type { Column, ColumnType, SchemaModel, TableName } from '@aludel/core';
import type { PostgresEnum } from './augment.js';
import { enumTypeName, parseType, typeText, type TypeOwner } from './column-types.js';

/** Finds the enum type of a name among a model's objects. */
export type FindEnum = (name: TableName) => PostgresEnum | undefined;

export function enumsOf(model: SchemaModel, normalName: (name: TableName) => TableName): FindEnum {
  const enums = new Map<string, PostgresEnum>();
  for (const object of model.objects) {
    if (object.kind === 'postgres.enum') enums.set(JSON.stringify(normalName(object.name)), object);
  }
  return (name) => enums.get(JSON.stringify(name));
}

/**
 * A type as the inspector reports it. An enum takes its values from the type that there is; one of a column that is called
 * by its name alone is the same as a portable one, if it lies in the table's schema.
 */
export function normalType(
  type: ColumnType,
  owner: TypeOwner,
  findEnum: FindEnum,
  normalName: (name: TableName) => TableName,
): ColumnType {
  switch (type.kind) {
    case 'enum': {
      const name = normalName(enumTypeName(type, owner));
      return enumType(name, findEnum(name)?.values ?? type.values);
    }
    case 'postgres.named': {
      const name = normalName(type.name);
      const found = name.schema === owner.table.schema ? findEnum(name) : undefined;
      return enumType(name, found?.values ?? []);
    }
    case 'postgres.array': {
      const element = normalType(type.element, owner, findEnum, normalName);
      // Arrays have no number of dimensions.
      return element.kind === 'postgres.array' ? element : { kind: 'postgres.array', element };
    }
    case 'native':
      return normalNative(type.sql);
    default:
      return isKnown(type) ? parsedOnce(typeText(type, owner)) : withScale(type);
  }
}

/** One without values, of which there is no portable one, is called by its name. */
function enumType(name: TableName, values: readonly string[]): ColumnType {
  return values.length === 0 ? { kind: 'postgres.named', name } : { kind: 'enum', name: name.name, values };
}

/** By their text. Databases have few types: both sides of a comparison get them as the same objects, told apart at once. */
const parsed = new Map<string, ColumnType>();

function parsedOnce(text: string): ColumnType {
  const found = parsed.get(text);
  if (found !== undefined) return found;
  if (parsed.size >= 1000) parsed.clear();
  const type = withScale(parseType(text));
  parsed.set(text, type);
  return type;
}

/** A type of another database stays, for the compiler to refuse. */
function isKnown({ kind }: ColumnType): boolean {
  return !kind.includes('.') || kind.startsWith('postgres.');
}

function normalNative(sql: string): ColumnType {
  const words = sql
    .trim()
    .replaceAll(/\s*([(),])\s*/gu, '$1')
    .replaceAll(/\s+/gu, ' ');
  const parsed = withScale(parseType(words));
  if (parsed.kind !== 'native') return parsed;
  return { kind: 'native', sql: words.includes('"') ? words : lowerHead(words) };
}

/** Arguments may be words whose case counts: `geometry(Point,4326)`. */
function lowerHead(words: string): string {
  const at = words.indexOf('(');
  return at === -1 ? words.toLowerCase() : words.slice(0, at).toLowerCase() + words.slice(at);
}

function withScale(type: ColumnType): ColumnType {
  return type.kind === 'decimal' && type.precision !== undefined && type.scale === undefined
    ? { ...type, scale: 0 }
    : type;
}

/** What the server calls the types of columns, sizes aside: for telling which casts it makes by itself. */
export function serverTypes(columns: readonly Column[]): (name: string) => string | undefined {
  // Most tables have no expression that asks.
  let types: ReadonlyMap<string, ColumnType> | undefined;
  return (name) => {
    types ??= new Map(columns.map((column) => [column.name, column.type]));
    const type = types.get(name);
    return type === undefined ? undefined : serverType(type);
  };
}

export function serverType(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'decimal':
      return 'numeric';
    case 'double':
      return 'double precision';
    case 'string':
      return 'character varying';
    case 'char':
      return 'character';
    case 'time':
    case 'timestamp':
      return `${type.kind} ${type.withTimeZone ? 'with' : 'without'} time zone`;
    case 'json':
      return 'jsonb';
    case 'binary':
      return 'bytea';
    case 'enum':
      return type.name;
    case 'native':
      return type.sql.replace(/\(.*\)$/u, '');
    case 'postgres.builtin':
      return type.name;
    case 'postgres.bit':
      return type.varying ? 'bit varying' : 'bit';
    case 'postgres.interval':
      return 'interval';
    case 'postgres.named':
      return type.name.name;
    case 'postgres.array': {
      const element = serverType(type.element);
      return element === undefined ? undefined : `${element}[]`;
    }
    default:
      return type.kind;
  }
}
