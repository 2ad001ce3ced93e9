import test from 'ava';
import type { ColumnType, DefaultValue } from '@aludel/core';
import { readDefault } from './default-value.js';

const literal = (value: string | number | bigint | boolean | Uint8Array | null): DefaultValue => ({
  kind: 'literal',
  value,
});
const sql = (text: string): DefaultValue => ({ kind: 'sql', sql: text });

const cases: readonly (readonly [string, ColumnType, DefaultValue | undefined])[] = [
  ["'new'::character varying", { kind: 'string', length: 9 }, literal('new')],
  ["'it''s'::text", { kind: 'text' }, literal("it's")],
  ["'a \\ b'::text", { kind: 'text' }, literal('a \\ b')],
  ["'abc'::bpchar", { kind: 'char', length: 3 }, literal('abc')],
  ['5', { kind: 'integer' }, literal(5)],
  ["'-7'::integer", { kind: 'integer' }, literal(-7)],
  ['(-7)', { kind: 'integer' }, literal(-7)],
  ["'9007199254740993'::bigint", { kind: 'bigint' }, literal(9_007_199_254_740_993n)],
  ["'-1.5'::numeric", { kind: 'double' }, literal(-1.5)],
  ['1.50', { kind: 'decimal', precision: 5, scale: 2 }, sql('1.50')],
  ["'NaN'::double precision", { kind: 'double' }, literal(Number.NaN)],
  ['true', { kind: 'boolean' }, literal(true)],
  ['NULL::character varying', { kind: 'string' }, { kind: 'sql', sql: 'NULL::character varying' }],
  ['NULL::text', { kind: 'postgres.named', name: { name: 'email' } }, literal(null)],
  ["'\\x00ff'::bytea", { kind: 'binary' }, literal(new Uint8Array([0, 255]))],
  ["'{}'::jsonb", { kind: 'json' }, literal('{}')],
  ["'{}'::text[]", { kind: 'postgres.array', element: { kind: 'text' } }, literal('{}')],
  ["'ok'::mood", { kind: 'enum', name: 'mood', values: ['ok'] }, literal('ok')],
  ["'ok'::shop.mood", { kind: 'enum', name: 'mood', values: ['ok'] }, literal('ok')],
  ["'2024-02-29'::date", { kind: 'date' }, literal('2024-02-29')],
  ["'2024-02-29'::date", { kind: 'text' }, sql("'2024-02-29'::date")],
  [
    "'2024-02-29 00:00:00'::timestamp without time zone",
    { kind: 'timestamp', withTimeZone: false, precision: 3 },
    literal('2024-02-29 00:00:00'),
  ],
  [
    "'2024-02-29 00:00:00'::timestamp without time zone",
    { kind: 'timestamp', withTimeZone: true },
    sql("'2024-02-29 00:00:00'::timestamp without time zone"),
  ],
  ["'1 day'::interval", { kind: 'interval' }, literal('1 day')],
  ['\'101\'::"bit"', { kind: 'postgres.bit', length: 3, varying: false }, literal('101')],
  ['\'101\'::"bit"', { kind: 'postgres.bit', length: 5, varying: true }, sql('\'101\'::"bit"')],
  ["'101'::bit varying", { kind: 'postgres.bit', length: 5, varying: true }, literal('101')],
  ['now()', { kind: 'timestamp', withTimeZone: true }, sql('now()')],
  ['CURRENT_TIMESTAMP', { kind: 'timestamp', withTimeZone: true }, sql('CURRENT_TIMESTAMP')],
  ["(now() + '1 day'::interval)", { kind: 'timestamp', withTimeZone: true }, sql("now() + '1 day'::interval")],
  ["('a'::text || 'b'::text)", { kind: 'text' }, sql("'a'::text || 'b'::text")],
  ["nextval('s'::regclass)", { kind: 'integer' }, sql("nextval('s'::regclass)")],
];

for (const [text, type, expected] of cases) {
  test(`reads the default ${text} of a column of type ${JSON.stringify(type)}`, (t) => {
    t.deepEqual(readDefault(text, type), expected);
  });
}
