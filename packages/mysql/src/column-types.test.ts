import { t, type ColumnType } from '@aludel/core';
import test from 'ava';
import { charsetOfType, parseType, typeText } from './column-types.js';
import { flavour, type Flavour } from './flavour.js';
import { mysql } from './index.js';

const servers: readonly Flavour[] = [
  flavour('mysql', '9.7.4'),
  flavour('mariadb', '10.6.5'),
  flavour('mariadb', '11.8.6'),
];

const portable: readonly ColumnType[] = [
  t.smallint(),
  t.integer(),
  t.bigint(),
  t.decimal(),
  t.decimal(12),
  t.decimal(12, 3),
  t.real(),
  t.double(),
  t.string(40),
  t.char(3),
  t.text(),
  t.boolean(),
  t.date(),
  t.time(),
  t.time({ precision: 3 }),
  t.timestamp(),
  t.timestamp({ precision: 0 }),
  t.timestamp({ withTimeZone: true }),
  t.uuid(),
  t.binary(),
  t.binary(16),
  t.enum(['a', "it's", 'back\\slash', 'with, comma', '']),
  mysql.set(['a', "b'c"]),
  mysql.tinyint({ unsigned: true }),
  mysql.mediumint(),
  mysql.int({ unsigned: true, zerofill: true, width: 5 }),
  mysql.float(7, 3),
  mysql.decimal(8, 2, { unsigned: true }),
  mysql.mediumtext(),
  mysql.tinyblob(),
  mysql.binary(8),
  mysql.bit(3),
  mysql.year(),
  mysql.multipolygon(),
].map(({ parts }) => parts.column.type);

for (const server of servers) {
  const name = `${server.name} ${server.version}`;
  for (const type of portable) {
    test(`${name} reads back the type that is written for ${JSON.stringify(type)}`, (assert) => {
      const text = typeText(type, server).replace(' character set ascii', '');
      assert.deepEqual(parseType(text, charsetOfType(type, server) ?? {}, server), type);
    });
  }
}

test('MariaDB reports integers with the width that they would have had anyway', (assert) => {
  const server = flavour('mariadb', '10.11');
  assert.deepEqual(parseType('int(11)', {}, server), { kind: 'integer' });
  assert.deepEqual(parseType('int(10) unsigned', {}, server), { kind: 'mysql.integer', size: 'int', unsigned: true });
  assert.deepEqual(parseType('int(5)', {}, server), { kind: 'mysql.integer', size: 'int', width: 5 });
  assert.deepEqual(parseType('tinyint(1) unsigned', {}, server), {
    kind: 'mysql.integer',
    size: 'tinyint',
    unsigned: true,
    width: 1,
  });
});

test('what MariaDB calls JSON is a longtext with a check', (assert) => {
  const server = flavour('mariadb', '10.11');
  assert.deepEqual(parseType('longtext', { jsonCheck: true }, server), { kind: 'json' });
  assert.deepEqual(parseType('longtext', {}, server), { kind: 'text' });
});

test('a type that nobody knows is kept in the words of the server', (assert) => {
  const [server] = servers;
  if (server === undefined) throw new Error('no server');
  assert.deepEqual(parseType('hyper(3,4) odd', {}, server), { kind: 'native', sql: 'hyper(3,4) odd' });
});

test('a type without a counterpart is refused with what to use instead', (assert) => {
  const [server] = servers;
  if (server === undefined) throw new Error('no server');
  const error = assert.throws(() => typeText({ kind: 'interval' }, server), { code: 'UNSUPPORTED_OPERATION' });
  assert.regex(String((error as { hint?: string } | undefined)?.hint), /t\.bigint\(\)/);
});
