import type { ColumnType } from '@aludel/core';

const families: Readonly<Partial<Record<ColumnType['kind'], string>>> = {
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  decimal: 'number',
  real: 'number',
  double: 'number',
  string: 'text',
  char: 'text',
  text: 'text',
  timestamp: 'time',
  date: 'time',
  time: 'time of day',
  interval: 'interval',
  'postgres.interval': 'interval',
  'postgres.bit': 'bits',
};

/** Explicit casts between types of different families; from texts there is one to every type. */
const casts: Readonly<Partial<Record<ColumnType['kind'], readonly ColumnType['kind'][]>>> = {
  integer: ['boolean', 'postgres.bit'],
  bigint: ['postgres.bit'],
  boolean: ['integer'],
  timestamp: ['time'],
  time: ['interval', 'postgres.interval'],
  interval: ['time'],
  'postgres.interval': ['time'],
  'postgres.bit': ['integer', 'bigint'],
};

/** Types of which all casts are known: what has none goes by way of its text. */
const portable: ReadonlySet<ColumnType['kind']> = new Set([
  ...(Object.keys(families) as ColumnType['kind'][]),
  'boolean',
  'json',
  'uuid',
  'binary',
]);

/**
 * Whether values of one type become of another by themselves. PostgreSQL casts them as it does for an assignment, and
 * refuses where only an explicit cast is there: then the same cast is written as USING. Never for a target of text, where
 * an explicit cast would cut what is too long without a word.
 */
export function needsUsing(from: ColumnType, to: ColumnType): 'no' | 'cast' | 'by text' {
  if (from.kind === 'postgres.array' && to.kind === 'postgres.array') return needsUsing(from.element, to.element);
  if (families[to.kind] === 'text') return 'no';
  const family = families[from.kind];
  if (family !== undefined && family === families[to.kind]) return 'no';
  if (from.kind === 'postgres.builtin' && to.kind === 'postgres.builtin') {
    // Ranges of two sorts have no cast, nor have multiranges; all others that fit together have one.
    if (from.name === to.name) return 'no';
    const sort = rangeSort(from.name);
    return sort !== '' && sort === rangeSort(to.name) ? 'by text' : 'cast';
  }
  if (from.kind === to.kind && from.kind !== 'enum' && from.kind !== 'native' && from.kind !== 'postgres.named')
    return 'no';
  // Two enums, or a number and an enum, have no cast of their own; two types of the schema's own may be enums.
  if (to.kind === 'enum' || from.kind === 'enum') return 'by text';
  if (from.kind === 'postgres.named' && to.kind === 'postgres.named') return 'by text';
  if (family === 'text' || !portable.has(from.kind) || !portable.has(to.kind)) return 'cast';
  return casts[from.kind]?.includes(to.kind) === true ? 'cast' : 'by text';
}

function rangeSort(name: string): string {
  return /(?:multi)?range$/u.exec(name)?.[0] ?? '';
}
