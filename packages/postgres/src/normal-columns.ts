import type { Column, ColumnType, DefaultValue, Generated, Identity, Literal, TableName } from '@aludel/core';
import type { PostgresColumnOptions, PostgresIdentityOptions } from './augment.js';
import { PostgresDialect } from './dialect.js';
import { generatedName } from './generated-name.js';
import { canonicalExpression } from './parse/canonical-expression.js';
import { readDefault } from './parse/default-value.js';
import { parseExpression } from './parse/parse-expression.js';
import { printExpression } from './parse/print-expression.js';
import { simplify, type TypeOfName } from './parse/simplify.js';

const dialect = new PostgresDialect();

/** Their texts are kept to the letter. */
const asItIs: ReadonlySet<ColumnType['kind']> = new Set(['string', 'char', 'text']);

/** What a column's default is once the server has stored it; nothing where it is none. */
export function normalDefault(value: DefaultValue | undefined, type: ColumnType): DefaultValue | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'literal' && typeof value.value === 'string' && asItIs.has(type.kind)) return value;
  if (value.kind === 'literal') return normalLiteral(value.value, type);
  const read = readDefault(value.sql, type);
  if (read?.kind !== 'sql') return read;
  const tree = parseExpression(read.sql);
  if (tree === undefined) return read;
  const simple = simplify(tree);
  if (simple.kind === 'word' && simple.word === 'null')
    return read.sql.includes('::') ? read : readDefault('NULL', type);
  // The type of a constant is kept, as the server keeps it.
  if (simple.kind === 'string') return read;
  return { kind: 'sql', sql: printExpression(simple) };
}

/** The server reads a value as of the column's type, and writes it as such. */
function normalLiteral(value: Literal, type: ColumnType): DefaultValue | undefined {
  if (typeof value === 'string') {
    if (type.kind === 'uuid') return { kind: 'literal', value: value.toLowerCase() };
    if (type.kind === 'boolean' && /^(?:true|t|false|f)$/iu.test(value)) {
      return { kind: 'literal', value: value.toLowerCase().startsWith('t') };
    }
    if (type.kind === 'binary') return readDefault(dialect.literal(value), type);
    return { kind: 'literal', value };
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return { kind: 'literal', value };
  return readDefault(dialect.literal(value).toLowerCase(), type);
}

const bits: Readonly<Record<string, bigint>> = { smallint: 15n, integer: 31n };

/** An identity without what it would be anyway. */
export function normalIdentity(
  identity: Identity,
  table: TableName,
  column: Column,
  normalName: (name: TableName) => TableName,
): Identity {
  const { sequence, serial, minValue, maxValue, cache, cycle } = identity.options?.postgres ?? {};
  const increment = BigInt(identity.increment ?? 1);
  const up = increment > 0n;
  const most = 2n ** (bits[column.type.kind] ?? 63n);
  const [least, last] = up ? [1n, most - 1n] : [-most, -1n];
  const low = minValue === undefined ? least : BigInt(minValue);
  const high = maxValue === undefined ? last : BigInt(maxValue);
  const start = identity.start === undefined ? undefined : BigInt(identity.start);
  const usual = { ...table, name: generatedName(table.name, column.name, 'seq') };
  const named = sequence === undefined ? usual : normalName(sequence);
  const options: PostgresIdentityOptions = {
    ...(serial === true ? { serial } : {}),
    ...(named.name === usual.name && named.schema === usual.schema ? {} : { sequence: named }),
    ...(low === least ? {} : { minValue: smallest(low) }),
    ...(high === last ? {} : { maxValue: smallest(high) }),
    ...(cache === undefined || cache === 1 ? {} : { cache }),
    ...(cycle === true ? { cycle } : {}),
  };
  return {
    generation: serial === true ? 'byDefault' : identity.generation,
    ...(start === undefined || start === (up ? low : high) ? {} : { start: smallest(start) }),
    ...(increment === 1n ? {} : { increment: smallest(increment) }),
    ...(Object.keys(options).length === 0 ? {} : { options: { postgres: options } }),
  };
}

/** A number where it is exact. */
function smallest(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export function normalGenerated(generated: Generated, typeOf: TypeOfName): Generated {
  return { stored: generated.stored, expression: canonicalExpression(generated.expression, typeOf) };
}

export function normalColumnOptions(
  options: PostgresColumnOptions | undefined,
  type: ColumnType,
): PostgresColumnOptions | undefined {
  if (options === undefined) return undefined;
  const { storage, compression, statistics, settings, inherited, notNullName } = options;
  const kept: PostgresColumnOptions = {
    ...(storage === undefined || storage === usualStorage(type) ? {} : { storage }),
    ...(compression === undefined ? {} : { compression }),
    ...(statistics === undefined || statistics < 0 ? {} : { statistics }),
    ...(settings === undefined || Object.keys(settings).length === 0 ? {} : { settings }),
    ...(inherited === true ? { inherited } : {}),
    ...(notNullName === undefined ? {} : { notNullName }),
  };
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** How values of a type are kept, if nothing is said; not known of types that others define. */
function usualStorage({ kind }: ColumnType): PostgresColumnOptions['storage'] {
  switch (kind) {
    case 'decimal':
      return 'main';
    case 'string':
    case 'char':
    case 'text':
    case 'json':
    case 'binary':
    case 'postgres.array':
    case 'postgres.bit':
      return 'extended';
    case 'native':
    case 'postgres.named':
    case 'postgres.builtin':
      return undefined;
    default:
      return 'plain';
  }
}
