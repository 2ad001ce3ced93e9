import type { ColumnType, DefaultValue } from '@aludel/core/dialect';

/** One or more of each portable type; a profile takes from them what its database can hold. */
export const portableTypes: readonly ColumnType[] = [
  { kind: 'integer' },
  { kind: 'string', length: 80 },
  { kind: 'text' },
  { kind: 'bigint' },
  { kind: 'smallint' },
  { kind: 'boolean' },
  { kind: 'decimal', precision: 10, scale: 2 },
  { kind: 'decimal', precision: 6 },
  { kind: 'decimal' },
  { kind: 'double' },
  { kind: 'real' },
  { kind: 'string' },
  { kind: 'string', length: 20 },
  { kind: 'char', length: 3 },
  { kind: 'date' },
  { kind: 'time', withTimeZone: false },
  { kind: 'time', precision: 3, withTimeZone: true },
  { kind: 'timestamp', withTimeZone: false },
  { kind: 'timestamp', precision: 3, withTimeZone: false },
  { kind: 'timestamp', withTimeZone: true },
  { kind: 'interval' },
  { kind: 'json' },
  { kind: 'uuid' },
  { kind: 'binary' },
  { kind: 'binary', length: 16 },
  { kind: 'enum', values: ['new', 'in work', "can't"] },
  { kind: 'enum', name: 'mood', values: ['glad', 'sad'] },
];

export type Family = 'number' | 'text' | 'other';

/** Within a family, the same expressions make sense. */
export function familyOf(type: ColumnType): Family {
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'real':
    case 'double':
      return 'number';
    case 'string':
    case 'char':
    case 'text':
      return 'text';
    default:
      return 'other';
  }
}

/** Server defaults that fit a type. */
export function portableDefaults(type: ColumnType): readonly DefaultValue[] {
  switch (type.kind) {
    case 'smallint':
    case 'integer':
      return [literal(0), literal(-7), literal(1000)];
    case 'bigint':
      return [literal(0), literal(9_007_199_254_740_993n)];
    case 'decimal':
      return [literal(0), literal(12)];
    case 'real':
    case 'double':
      return [literal(0), literal(-1.5)];
    case 'string':
    case 'text':
      return [literal('new'), literal(''), literal("it's"), literal('a "b" \\ c')];
    case 'char':
      return [literal('abc')];
    case 'boolean':
      return [literal(true), literal(false)];
    case 'date':
      return [literal('2024-02-29')];
    case 'timestamp':
      return [{ kind: 'sql', sql: 'CURRENT_TIMESTAMP' }];
    case 'uuid':
      return [literal('0b6f2a52-3f6e-4c55-9d0c-0f2f3b1f9a11')];
    case 'binary':
      return [literal(new Uint8Array([0, 1, 254, 255]))];
    case 'enum':
      return type.values.map(literal);
    default:
      return [];
  }
}

function literal(value: string | number | bigint | boolean | Uint8Array): DefaultValue {
  return { kind: 'literal', value };
}

/** Types that the values of a type can become without loss. */
export function widerTypes(type: ColumnType): readonly ColumnType[] {
  switch (type.kind) {
    case 'smallint':
      return [{ kind: 'integer' }, { kind: 'bigint' }];
    case 'integer':
      return [{ kind: 'bigint' }];
    case 'string':
      return type.length === undefined
        ? [{ kind: 'text' }]
        : [{ kind: 'string', length: type.length * 2 }, { kind: 'text' }];
    case 'real':
      return [{ kind: 'double' }];
    default:
      return [];
  }
}

/** Conditions on a column that any database takes, as SQL text. */
export function conditions(column: string, type: ColumnType): readonly [string, ...string[]] {
  switch (familyOf(type)) {
    case 'number':
      return [`${column} > 0`, `${column} >= -100`, `${column} IS NOT NULL`, `${column} > 0\n  AND ${column} < 1000`];
    case 'text':
      return [
        `length(${column}) < 60`,
        `${column} <> ''`,
        `${column} IS NOT NULL`,
        `${column} <> 'it''s' OR ${column} = 'x'`,
      ];
    default:
      return [`${column} IS NOT NULL`];
  }
}

/**
 * Values computed from a column, with no type but its own; none for a type that has no portable functions. Nor for `char`:
 * whether its trailing spaces are read depends on the session, and MariaDB stores nothing that does.
 */
export function computations(column: string, type: ColumnType): readonly string[] {
  if (type.kind === 'char') return [];
  switch (familyOf(type)) {
    case 'number':
      return [`${column} * 2`, `${column} + 1`];
    case 'text':
      return [`lower(${column})`, `upper(${column})`];
    default:
      return [];
  }
}
