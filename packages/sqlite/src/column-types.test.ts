import test from 'ava';
import type { ColumnType } from '@aludel/core';
import { SqliteConnection } from './connection.js';
import { affinity, enumCheck, readEnumCheck, readType, sameType, sqliteTypeText } from './column-types.js';

const portable: readonly ColumnType[] = [
  { kind: 'smallint' },
  { kind: 'integer' },
  { kind: 'bigint' },
  { kind: 'decimal' },
  { kind: 'decimal', precision: 10 },
  { kind: 'decimal', precision: 10, scale: 2 },
  { kind: 'real' },
  { kind: 'double' },
  { kind: 'string' },
  { kind: 'string', length: 20 },
  { kind: 'char', length: 3 },
  { kind: 'text' },
  { kind: 'boolean' },
  { kind: 'date' },
  { kind: 'time', withTimeZone: false },
  { kind: 'time', withTimeZone: true, precision: 3 },
  { kind: 'timestamp', withTimeZone: false, precision: 6 },
  { kind: 'timestamp', withTimeZone: true },
  { kind: 'interval' },
  { kind: 'json' },
  { kind: 'uuid' },
  { kind: 'binary' },
  { kind: 'binary', length: 16 },
];

test('reads every portable type back from the words that it is declared with', (t) => {
  for (const type of portable) t.deepEqual(readType(sqliteTypeText(type)), type);
  t.is(new Set(portable.map((type) => sqliteTypeText(type))).size, portable.length);
});

test('leaves a type that is spelled in any other way as it is written', (t) => {
  for (const sql of [
    '',
    'INT',
    'varchar(20)',
    'NVARCHAR(160)',
    'DECIMAL(10, 2)',
    'VARCHAR(020)',
    'JSON',
    'TIME(3,4)',
  ]) {
    t.deepEqual(readType(sql), { kind: 'native', sql });
    t.is(sqliteTypeText(readType(sql)), sql);
  }
});

test('keeps the values of every type that is text as text', async (t) => {
  const connection = await SqliteConnection.open({ filename: ':memory:' });
  const textual: readonly ColumnType[] = [
    { kind: 'string', length: 9 },
    { kind: 'char', length: 3 },
    { kind: 'text' },
    { kind: 'interval' },
    { kind: 'json' },
    { kind: 'uuid' },
    { kind: 'enum', values: ['1.0'] },
  ];
  const columns = textual.map((type, index) => `c${index} ${sqliteTypeText(type)}`);
  await connection.execute(`CREATE TABLE t(${columns.join(', ')})`);
  await connection.execute(`INSERT INTO t VALUES (${textual.map(() => `'1.0'`).join(', ')})`);
  const [row] = await connection.query('SELECT * FROM t');
  t.deepEqual(
    Object.values(row ?? {}),
    textual.map(() => '1.0'),
  );
  await connection.close();
});

test('names the affinity that SQLite itself takes from the words', async (t) => {
  const connection = await SqliteConnection.open({ filename: ':memory:' });
  const texts = [
    ...portable.map((type) => sqliteTypeText(type)),
    '',
    'INTERVAL',
    'FLOATING POINT',
    'CHARINT',
    'BLOB TEXT',
    'DOUBLE BLOB',
    'numeric',
    'ANY',
    'clob',
  ];
  await connection.execute(`CREATE TABLE t(${texts.map((text, index) => `c${index} ${text}`).join(', ')})`);
  const seen: string[] = [];
  for (const [index] of texts.entries()) {
    // An integer, a text that is no number and a text that is one come back as the affinity makes them.
    await connection.execute(`DELETE FROM t`);
    await connection.execute(`INSERT INTO t (c${index}) VALUES (7), ('7.5'), ('7')`);
    const rows = await connection.query(`SELECT typeof(c${index}) AS kind FROM t`);
    seen.push(rows.map((row) => row['kind']).join());
  }
  const expected: Record<string, string> = {
    integer: 'integer,real,integer',
    numeric: 'integer,real,integer',
    real: 'real,real,real',
    text: 'text,text,text',
    blob: 'integer,text,text',
  };
  t.deepEqual(
    texts.map((text, index) => [text, seen[index]]),
    texts.map((text) => [text, expected[affinity(text)]]),
  );
  await connection.close();
});

test('writes only types that a STRICT table knows', async (t) => {
  const connection = await SqliteConnection.open({ filename: ':memory:' });
  const columns = [...portable, { kind: 'enum', values: ['a'] } as const].map(
    (type, index) => `c${index} ${sqliteTypeText(type, { strict: true })}`,
  );
  await t.notThrowsAsync(connection.execute(`CREATE TABLE t(${columns.join(', ')}) STRICT`));
  await connection.close();
});

test('takes types for the same whatever their case and spacing', (t) => {
  t.true(sameType({ kind: 'native', sql: 'varchar ( 20 )' }, { kind: 'string', length: 20 }));
  t.true(sameType({ kind: 'native', sql: 'decimal(10, 2)' }, { kind: 'decimal', precision: 10, scale: 2 }));
  t.false(sameType({ kind: 'native', sql: 'varchar(21)' }, { kind: 'string', length: 20 }));
  t.false(sameType({ kind: 'text' }, { kind: 'enum', values: ['a'] }));
  t.true(sameType({ kind: 'enum', values: ['a'] }, { kind: 'enum', values: ['a'], name: 'letter' }));
});

test('knows the check of an enum again, and no other', (t) => {
  const values = ["it's", 'b, c', ''];
  t.deepEqual(readEnumCheck('a "b"', enumCheck('a "b"', values)), values);
  t.is(readEnumCheck('other', enumCheck('a', values)), undefined);
  t.is(readEnumCheck('a', `a IN ('x')`), undefined);
  t.is(readEnumCheck('a', `"a" <> 'x'`), undefined);
});

test('refuses a type of another database', (t) => {
  const foreign = { kind: 'postgres.jsonb' } as unknown as ColumnType;
  t.throws(() => sqliteTypeText(foreign), { code: 'UNSUPPORTED_OPERATION' });
});
