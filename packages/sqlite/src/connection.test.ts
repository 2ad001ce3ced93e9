import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectionFailedError, DatabaseTroubleError, InvalidBindingError } from '@aludel/core/dialect';
import test from 'ava';
import Database from 'better-sqlite3';
import { SqliteConnection } from './connection.js';
import { TestDatabase, temporaryFolder } from './run.test-support.js';

test('creates the file, as SQLite does', async (t) => {
  const filename = join(temporaryFolder(t), 'new.db');
  const connection = await SqliteConnection.open({ filename });
  await connection.execute('CREATE TABLE a (b)');
  t.true(await connection.hasTable({ name: 'A' }));
  t.false(await connection.hasTable({ name: 'b' }));
  await connection.close();
});

test('says which folder is missing', async (t) => {
  const folder = join(temporaryFolder(t), 'nowhere');
  const error = await t.throwsAsync(SqliteConnection.open({ filename: join(folder, 'a.db') }), {
    instanceOf: ConnectionFailedError,
  });
  t.true(error.message.includes(`there is no folder ${folder}`));
  t.true(error.hint?.includes('mkdir -p'));
});

test('says that the file is missing where it only reads or must not create', async (t) => {
  const filename = join(temporaryFolder(t), 'a.db');
  for (const options of [{ readonly: true }, { mustExist: true }]) {
    await t.throwsAsync(SqliteConnection.open({ filename, ...options }), {
      message: `There is no database ${filename}.`,
    });
  }
});

test('says that a folder is no database', async (t) => {
  const filename = join(temporaryFolder(t), 'dir');
  mkdirSync(filename);
  await t.throwsAsync(SqliteConnection.open({ filename }), { message: /is a folder/ });
});

test('says that a file is not a database', async (t) => {
  const filename = join(temporaryFolder(t), 'text.db');
  writeFileSync(filename, 'Dear diary, '.repeat(200));
  const error = await t.throwsAsync(SqliteConnection.open({ filename }), { instanceOf: DatabaseTroubleError });
  t.is(error.code, 'NOT_A_DATABASE');
});

test('says that a database cannot be written to', async (t) => {
  const database = await TestDatabase.open(t, 'CREATE TABLE a (b)');
  await database.connection.close();
  const reader = await SqliteConnection.open({ filename: database.filename, readonly: true });
  const error = await t.throwsAsync(reader.execute('INSERT INTO a VALUES (1)'), { instanceOf: DatabaseTroubleError });
  t.is(error.code, 'DATABASE_READONLY');
  await reader.close();
  if (process.getuid?.() === 0) return; // Root may write everything.
  chmodSync(database.filename, 0o400);
  await t.throwsAsync(SqliteConnection.open({ filename: database.filename }), { message: /cannot be written to/ });
});

test('says that a damaged database is damaged, and a full disk full', async (t) => {
  const full = await TestDatabase.open(t, 'PRAGMA page_size = 512; CREATE TABLE a (b)');
  await full.connection.query('PRAGMA max_page_count = 3');
  const error = await t.throwsAsync(full.execute('INSERT INTO a VALUES (zeroblob(10000))'), {
    instanceOf: DatabaseTroubleError,
  });
  t.is(error.code, 'DATABASE_FULL');
  t.regex(error.message, /database or disk is full/);
});

test('waits for another process without blocking, and gives up with a hint', async (t) => {
  const database = await TestDatabase.open(t, 'CREATE TABLE a (b)', { options: { busyTimeout: 300 } });
  const other = new Database(database.filename);
  t.teardown(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 10);
  const error = await t.throwsAsync(database.connection.begin(), { instanceOf: DatabaseTroubleError });
  clearInterval(timer);
  t.is(error.code, 'DATABASE_LOCKED');
  t.true(error.hint?.includes('busyTimeout'));
  t.true(ticks > 0, `${ticks} ticks`);

  const begun = database.connection.begin();
  setTimeout(() => other.exec('COMMIT'), 60);
  await t.notThrowsAsync(begun);
  await database.connection.rollback();
});

test('keeps the words of SQLite for what is wrong with a statement', async (t) => {
  const database = await TestDatabase.open(t);
  await t.throwsAsync(database.execute('CREATE TABEL x (a)'), { message: 'near "TABEL": syntax error', any: true });
});

test('hands values over and back as they are', async (t) => {
  const database = await TestDatabase.open(t, 'CREATE TABLE a (id INTEGER, v TEXT, x)');
  const values = [1, 'ä', null, true, 2n ** 60n, new Uint8Array([0, 255]), 1.5, -1, 2 ** 40];
  for (const value of values) await database.connection.execute('INSERT INTO a (x) VALUES (?)', [value]);
  const rows = await database.rows('SELECT x, typeof(x) AS kind FROM a');
  t.deepEqual(
    rows.map((row) => row['x']),
    [1, 'ä', null, 1, 2n ** 60n, Buffer.from([0, 255]), 1.5, -1, 2 ** 40],
  );
  t.deepEqual(
    rows.map((row) => row['kind']),
    ['integer', 'text', 'null', 'integer', 'integer', 'blob', 'real', 'integer', 'integer'],
  );
  await database.connection.execute('INSERT INTO a (id, v) VALUES (?, ?)', [9, 1]);
  t.deepEqual(await database.connection.query('SELECT v FROM a WHERE id = ?', [9]), [{ v: '1' }]);
});

test('refuses values that SQLite cannot hold, with what to write instead', async (t) => {
  const database = await TestDatabase.open(t);
  for (const value of [new Date(), undefined, {}, Number.NaN, 2n ** 64n]) {
    await t.throwsAsync(database.connection.query('SELECT ?', [value as string]), { instanceOf: InvalidBindingError });
  }
});

test('runs several statements in one text, and statements that return rows for their effect', async (t) => {
  const database = await TestDatabase.open(t);
  await database.execute('CREATE TABLE a (b); INSERT INTO a VALUES (1); -- done');
  t.is(await database.connection.execute('INSERT INTO a VALUES (2) RETURNING b'), 1);
  t.is(await database.connection.execute('-- nothing'), 0);
  t.deepEqual(await database.rows('DELETE FROM a'), []);
});

test('notices a statement that ends the transaction of the migration', async (t) => {
  const database = await TestDatabase.open(t);
  await database.connection.begin();
  await t.throwsAsync(database.execute('COMMIT'), { code: 'TRANSACTION_LOST' });
  await t.notThrowsAsync(database.connection.rollback());
});

test('enforces foreign keys unless told otherwise', async (t) => {
  const on = await TestDatabase.open(t);
  const off = await TestDatabase.open(t, '', { options: { foreignKeys: false } });
  t.deepEqual(await on.rows('PRAGMA foreign_keys'), [{ foreign_keys: 1 }]);
  t.deepEqual(await off.rows('PRAGMA foreign_keys'), [{ foreign_keys: 0 }]);
});

test('reads what a cached statement returns after the table has changed', async (t) => {
  const database = await TestDatabase.open(t, 'CREATE TABLE a (b); INSERT INTO a VALUES (1);');
  const read = () => database.connection.query('SELECT * FROM a WHERE b = ?', [1]);
  t.deepEqual(await read(), [{ b: 1 }]);
  await database.execute('ALTER TABLE a ADD COLUMN c DEFAULT 2');
  t.deepEqual(await read(), [{ b: 1, c: 2 }]);
});
