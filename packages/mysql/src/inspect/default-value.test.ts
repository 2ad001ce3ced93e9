import test from 'ava';
import type { ColumnType, DefaultValue } from '@aludel/core';
import { flavour } from '../flavour.js';
import { readDefault } from './default-value.js';
import { usualFacts } from './facts.js';

const mysql = usualFacts(flavour('mysql', '9.7.4'));
const mariadb = usualFacts(flavour('mariadb', '11.8.6'));

const value = (literal: Extract<DefaultValue, { readonly kind: 'literal' }>['value']): DefaultValue => ({
  kind: 'literal',
  value: literal,
});
const sql = (text: string): DefaultValue => ({ kind: 'sql', sql: text });

/** The type, COLUMN_DEFAULT of MySQL (a star before an expression) and of MariaDB, and what both mean. */
const cases: readonly (readonly [ColumnType, string, string, DefaultValue])[] = [
  [{ kind: 'integer' }, '5', '5', value(5)],
  [{ kind: 'bigint' }, '9223372036854775807', '9223372036854775807', value(9223372036854775807n)],
  [{ kind: 'boolean' }, '1', '1', value(true)],
  [{ kind: 'decimal', precision: 5, scale: 2 }, '-1.50', '-1.50', value(-1.5)],
  [{ kind: 'string', length: 9 }, "it's", "'it''s'", value("it's")],
  [{ kind: 'string', length: 9 }, 'NULL', "'NULL'", value('NULL')],
  [{ kind: 'text' }, String.raw`*_utf8mb4\'a\\\'b\'`, String.raw`'a\'b'`, value("a'b")],
  [{ kind: 'mysql.bit', length: 8 }, "b'101'", "b'101'", value(5)],
  [{ kind: 'binary', length: 9 }, '0x6162', "x'6162'", value(Uint8Array.of(97, 98))],
  [{ kind: 'mysql.binary', name: 'binary', length: 4 }, '0x61', "x'61000000'", value(Uint8Array.of(97))],
  [
    { kind: 'timestamp', withTimeZone: false },
    '*CURRENT_TIMESTAMP(6)',
    'current_timestamp(6)',
    sql('CURRENT_TIMESTAMP'),
  ],
  [{ kind: 'date' }, '*curdate()', 'curdate()', sql('curdate()')],
  [{ kind: 'double' }, '*(pi() * 2)', '(pi() * 2)', sql('pi() * 2')],
  [{ kind: 'json' }, '*json_array()', 'json_array()', sql('json_array()')],
];

for (const [type, inMysql, inMariadb, meant] of cases) {
  test(`reads the default ${inMariadb} of a column of the type ${type.kind}`, (t) => {
    const isExpression = inMysql.startsWith('*');
    t.deepEqual(readDefault(inMysql.replace(/^\*/u, ''), isExpression, undefined, type, mysql), meant);
    t.deepEqual(readDefault(inMariadb, false, undefined, type, mariadb), meant);
  });
}

test('no default is none, and MariaDB says NULL for it', (t) => {
  t.is(readDefault(undefined, false, undefined, { kind: 'text' }, mysql), undefined);
  t.is(readDefault('NULL', false, undefined, { kind: 'text' }, mariadb), undefined);
});

test('believes SHOW CREATE TABLE where it was looked at', (t) => {
  const bytes = readDefault('0x', false, '0x00FF', { kind: 'binary', length: 5 }, mysql);
  t.deepEqual(bytes, value(Uint8Array.of(0, 255)));
});

test('decodes the letters that MySQL encodes twice in expressions', (t) => {
  const stored = Buffer.from("concat(_utf8mb4'größe 😀')", 'utf8')
    .toString('latin1')
    .replaceAll("'", String.raw`\'`);
  t.deepEqual(readDefault(stored, true, undefined, { kind: 'string' }, mysql), sql("concat('größe 😀')"));
});
