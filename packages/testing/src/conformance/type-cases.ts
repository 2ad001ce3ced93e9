import type { ColumnType, CoreColumnTypeKind, CoreColumnTypes, DefaultValue, Literal } from '@aludel/core/dialect';
import type { TypeCase } from './type-case.js';

type Cases = {
  readonly [K in Exclude<CoreColumnTypeKind, 'native'>]: readonly [
    TypeCase & { readonly type: CoreColumnTypes[K] },
    ...(TypeCase & { readonly type: CoreColumnTypes[K] })[],
  ];
};

/** Texts that go wrong where something is escaped twice, or not at all. */
const hard: readonly string[] = [
  "it's",
  'say "hi"',
  'back\\slash \\n',
  'tab\t, line\nand\r\n',
  '? ?? $1 :a %s',
  'größe 名前 😀',
  'null',
  '-- /*',
];

/** Every portable type with the values at its edges: a type without a case does not compile. Native ones are the dialect's. */
export const typeCases: Cases = {
  smallint: [
    { type: { kind: 'smallint' }, values: [0, 1, -1, 32_767, -32_768], defaults: [literal(-7), text('1 + 1', 2)] },
  ],
  integer: [
    {
      type: { kind: 'integer' },
      values: [0, 1, -1, 2_147_483_647, -2_147_483_648],
      defaults: [literal(0), literal(1000), text('1 + 1', 2)],
    },
  ],
  bigint: [
    {
      type: { kind: 'bigint' },
      values: [0, 9_007_199_254_740_993n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n],
      defaults: [literal(9_007_199_254_740_993n), text('2 * 3', 6)],
    },
  ],
  decimal: [
    {
      type: { kind: 'decimal', precision: 10, scale: 2 },
      values: ['0.00', '1.50', '-0.01', '12345678.25', '-99999999.75'],
      defaults: [literal(12), literal(0.5), text('1 + 1', 2)],
    },
    { type: { kind: 'decimal', precision: 6 }, values: [0, 999_999, -1] },
    { type: { kind: 'decimal' }, values: [0, 123_456_789, -1] },
  ],
  real: [{ type: { kind: 'real' }, values: [0, 0.5, -1.25, 16_777_216, 0.1], defaults: [literal(-1.5)], noKey: true }],
  double: [
    {
      type: { kind: 'double' },
      values: [0, 0.1, -1.5, 1e300, 5e-300, 123_456_789.123],
      defaults: [literal(0.1), literal(-1.5), text('1 + 1', 2)],
      noKey: true,
    },
  ],
  string: [
    {
      type: { kind: 'string', length: 80 },
      values: ['', ' ', 'a', ...hard, 'x'.repeat(80), '😀'.repeat(20)],
      defaults: [
        literal(''),
        literal("it's"),
        literal('a "b" \\ c ? :d $1'),
        literal('NULL'),
        text("lower('ABC')", 'abc'),
      ],
    },
    { type: { kind: 'string' }, values: ['', ...hard], defaults: [literal('new')] },
  ],
  char: [{ type: { kind: 'char', length: 3 }, values: ['abc', 'ü名ß'], defaults: [literal('abc')] }],
  text: [
    {
      type: { kind: 'text' },
      values: ['', ...hard, 'long '.repeat(20_000)],
      defaults: [literal('new'), literal("it's \\ \n"), text("lower('ABC')", 'abc')],
    },
  ],
  boolean: [{ type: { kind: 'boolean' }, values: [true, false], defaults: [literal(true), literal(false)] }],
  date: [
    {
      type: { kind: 'date' },
      values: ['2024-02-29', '1970-01-01', '9999-12-31', '1000-01-01'],
      defaults: [literal('2024-02-29')],
    },
  ],
  time: [
    {
      type: { kind: 'time', withTimeZone: false },
      values: ['00:00:00', '23:59:59', '10:20:30'],
      defaults: [literal('10:20:30')],
    },
    { type: { kind: 'time', precision: 3, withTimeZone: false }, values: ['10:20:30.125'] },
    { type: { kind: 'time', withTimeZone: true }, values: ['10:20:30+00'], noKey: true },
  ],
  timestamp: [
    {
      type: { kind: 'timestamp', withTimeZone: false },
      values: ['2024-02-29 10:20:30', '1970-01-02 00:00:00', '2024-03-31 02:30:00'],
      defaults: [literal('2024-02-29 10:20:30'), { default: { kind: 'sql', sql: 'CURRENT_TIMESTAMP' } }],
    },
    { type: { kind: 'timestamp', precision: 3, withTimeZone: false }, values: ['2024-02-29 10:20:30.125'] },
    { type: { kind: 'timestamp', precision: 6, withTimeZone: false }, values: ['2024-02-29 10:20:30.123456'] },
    {
      type: { kind: 'timestamp', withTimeZone: true },
      values: ['2024-02-29 10:20:30+00:00', '2024-07-01 23:59:59+00:00'],
      defaults: [{ default: { kind: 'sql', sql: 'CURRENT_TIMESTAMP' } }],
    },
  ],
  interval: [{ type: { kind: 'interval' }, values: ['P1D', 'PT2H3M4S'], noKey: true }],
  json: [
    {
      type: { kind: 'json' },
      values: ['{}', '[]', 'null', '"text"', '1', '{"a": [1, 2.5, null, true], "ü": "it\'s \\"so\\" \\\\ ?"}'],
      noKey: true,
    },
  ],
  uuid: [
    {
      type: { kind: 'uuid' },
      values: ['0b6f2a52-3f6e-4c55-9d0c-0f2f3b1f9a11', '00000000-0000-0000-0000-000000000000'],
      defaults: [literal('0b6f2a52-3f6e-4c55-9d0c-0f2f3b1f9a11')],
    },
  ],
  binary: [
    {
      type: { kind: 'binary' },
      values: [new Uint8Array([]), new Uint8Array([0, 1, 39, 92, 127, 128, 254, 255]), new Uint8Array(70_000).fill(7)],
      defaults: [literal(new Uint8Array([0, 39, 92, 255]))],
      noKey: true,
    },
    {
      type: { kind: 'binary', length: 16 },
      values: [new Uint8Array(16).fill(255), new Uint8Array([0, 1])],
      noKey: true,
    },
  ],
  enum: [
    {
      type: { kind: 'enum', values: ['new', 'in work', "can't", 'größe, "x"'] },
      values: ['new', 'in work', "can't", 'größe, "x"'],
      defaults: [literal('in work'), literal("can't")],
      // Without a name it may be a type of its own in each table.
      noKey: true,
    },
    {
      type: { kind: 'enum', name: 'mood', values: ['glad', 'sad', 'calm'] },
      values: ['glad', 'sad', 'calm'],
      defaults: [literal('sad')],
    },
  ],
};

function literal(value: Literal): { readonly default: DefaultValue; readonly gives: Literal } {
  return { default: { kind: 'literal', value }, gives: value };
}

function text(sql: string, gives: Literal): { readonly default: DefaultValue; readonly gives: Literal } {
  return { default: { kind: 'sql', sql }, gives };
}

/** How a type is called in a title. */
export function typeTitle(type: ColumnType): string {
  const { kind, ...rest } = type;
  const parts = Object.entries(rest).flatMap(([key, value]) => {
    if (value === false || value === undefined) return [];
    if (value === true) return [key];
    return [`${key} ${Array.isArray(value) ? value.join('|') : String(value)}`];
  });
  return parts.length === 0 ? kind : `${kind} (${parts.join(', ')})`;
}
