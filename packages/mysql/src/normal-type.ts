import type { ColumnType } from '@aludel/core';
import type { MysqlIntegerType, MysqlNumberType } from './augment.js';
import { parseType, typeText } from './column-types.js';
import type { Flavour } from './flavour.js';

export interface NormalType {
  readonly type: ColumnType;
  /** Said within the words of a native type. */
  readonly charset?: string;
  readonly collation?: string;
}

/** The inspector gives equal types as one object, and databases have few of them. */
const known = new WeakMap<Flavour, WeakMap<ColumnType, NormalType>>();

/** By their text: models have an object for each column. Both sides of a comparison get the same, told apart at once. */
const parsed = new WeakMap<Flavour, Map<string, NormalType>>();

function parsedOnce(text: string, flavour: Flavour): NormalType {
  const types = parsed.get(flavour) ?? new Map<string, NormalType>();
  parsed.set(flavour, types);
  const found = types.get(text);
  if (found !== undefined) return found;
  if (types.size >= 1000) types.clear();
  const type: NormalType = { type: parseType(text, {}, flavour) };
  types.set(text, type);
  return type;
}

/** A type as the inspector would report it. */
export function normalType(type: ColumnType, flavour: Flavour): NormalType {
  const types = known.get(flavour) ?? new WeakMap<ColumnType, NormalType>();
  known.set(flavour, types);
  const found = types.get(type) ?? settled(type, flavour);
  types.set(type, found);
  return found;
}

function settled(type: ColumnType, flavour: Flavour): NormalType {
  switch (type.kind) {
    case 'uuid':
    case 'json':
    case 'mysql.spatial':
      return { type };
    case 'native':
      return nativeType(type.sql, flavour);
    case 'enum':
    case 'mysql.set': {
      // Spaces at the end of a word are forgotten.
      const values = type.values.map((value) => value.replace(/ +$/u, ''));
      return { type: type.kind === 'enum' ? { kind: 'enum', values } : { kind: 'mysql.set', values } };
    }
    case 'mysql.integer':
      return { type: integerType(type, flavour) };
    case 'mysql.number':
      return { type: numberType(type, flavour) };
    case 'mysql.builtin':
      if (type.name === 'uuid') return { type: { kind: 'uuid' } };
      return { type: type.name === 'json' ? { kind: 'json' } : type };
    default:
      return parsedOnce(typeText(type, flavour), flavour);
  }
}

/** The digits of a number that is filled with zeros, where no width is said. */
const zerofillWidths: Readonly<Record<MysqlIntegerType['size'], number>> = {
  tinyint: 3,
  smallint: 5,
  mediumint: 8,
  int: 10,
  bigint: 20,
};

function integerType(type: MysqlIntegerType, flavour: Flavour): ColumnType {
  const { width: said, zerofill, ...rest } = type;
  const filled = zerofill === true ? { ...rest, zerofill, unsigned: true } : rest;
  const width = said ?? (zerofill === true ? zerofillWidths[type.size] : undefined);
  const isKept =
    flavour.has.displayWidths ||
    zerofill === true ||
    (type.size === 'tinyint' && width === 1 && type.unsigned !== true);
  return parseType(typeText(width === undefined || !isKept ? filled : { ...filled, width }, flavour), {}, flavour);
}

function numberType(type: MysqlNumberType, flavour: Flavour): ColumnType {
  const filled = type.zerofill === true ? { ...type, unsigned: true } : type;
  if (type.name === 'decimal') {
    return parseType(
      typeText({ ...filled, precision: type.precision ?? 10, scale: type.scale ?? 0 }, flavour),
      {},
      flavour,
    );
  }
  if (type.name === 'float' && type.precision !== undefined && type.scale === undefined) {
    // A precision in bits, which says no more than how many bytes.
    const { precision, ...rest } = filled;
    return parseType(
      typeText({ ...rest, name: precision !== undefined && precision > 24 ? 'double' : 'float' }, flavour),
      {},
      flavour,
    );
  }
  return parseType(typeText(filled, flavour), {}, flavour);
}

const synonyms: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^(?:integer|int4)\b/u, 'int'],
  [/^int1\b/u, 'tinyint'],
  [/^int2\b/u, 'smallint'],
  [/^(?:int3|middleint)\b/u, 'mediumint'],
  [/^int8\b/u, 'bigint'],
  [/^(?:bool|boolean)$/u, 'tinyint(1)'],
  [/^(?:dec|numeric|fixed)\b/u, 'decimal'],
  [/^(?:double precision|real|float8)\b/u, 'double'],
  [/^float4\b/u, 'float'],
  [/^(?:national varchar|national character varying|nchar varying|nvarchar)\b/u, 'varchar'],
  [/^(?:national char|national character|nchar)\b/u, 'char'],
  [/^(?:character varying|varcharacter|char varying)\b/u, 'varchar'],
  [/^character\b(?! set)/u, 'char'],
  [/^long varbinary\b/u, 'mediumblob'],
  [/^long(?: varchar)?$/u, 'mediumtext'],
];

/** `( 10 , 2 ) UNSIGNED` as the server writes it; the words of an enum are left alone. */
function tail(text: string): string {
  const end = text.lastIndexOf(')') + 1;
  const inside = text.slice(0, end);
  const sizes = inside.includes("'") ? inside : inside.replaceAll(/\s+/gu, '');
  return sizes + text.slice(end).toLowerCase().replaceAll(/\s+/gu, ' ').trimEnd();
}

/** What the words of a user mean, which the server has under one name. */
function nativeType(sql: string, flavour: Flavour): NormalType {
  const charset = /\b(?:character set|charset)\s+(\w+)/iu.exec(sql)?.[1];
  const collation = /\bcollate\s+(\w+)/iu.exec(sql)?.[1];
  const words = sql.replaceAll(/\s+(?:character set|charset|collate)\s+\w+/giu, '').trim();
  const [head = ''] = /^[^(]*/u.exec(words) ?? [];
  let text = head.toLowerCase().replaceAll(/\s+/gu, ' ').trim() + tail(words.slice(head.length));
  const isNational = /^n(?:ational|char|varchar)\b/u.test(text);
  for (const [pattern, replacement] of synonyms) {
    if (!pattern.test(text)) continue;
    text = text.replace(pattern, replacement);
    break;
  }
  const parsed = parseType(text.trim(), {}, flavour);
  const type = parsed.kind === 'native' ? parsed : normalType(parsed, flavour).type;
  const found = charset ?? (isNational ? 'utf8mb3' : undefined);
  return {
    type: parsed.kind === 'native' ? { kind: 'native', sql } : type,
    ...(found === undefined ? {} : { charset: found }),
    ...(collation === undefined ? {} : { collation }),
  };
}
