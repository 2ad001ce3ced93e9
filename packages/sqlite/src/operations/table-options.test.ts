import type { Operation } from '@aludel/core/dialect';
import test from 'ava';
import { TestDatabase } from '../run.test-support.js';
import { alterTableOptions } from '../table-builders.js';

const definition = `CREATE TABLE users (
  id VARCHAR(9) PRIMARY KEY, -- theirs
  n DECIMAL(5,2)
);
INSERT INTO users VALUES ('a', 1.5);`;

test('a table becomes STRICT and WITHOUT ROWID, and its types words that STRICT knows', async (t) => {
  const database = await TestDatabase.open(t, definition);
  await database.run(alterTableOptions('users', { strict: true, withoutRowid: true }));
  t.is(
    (await database.schema())['users'],
    'CREATE TABLE users (\n  id TEXT PRIMARY KEY, -- theirs\n  n REAL\n) WITHOUT ROWID, STRICT',
  );
  t.deepEqual(await database.rows('SELECT * FROM users'), [{ id: 'a', n: 1.5 }]);
});

test('what undoes it gives back the types, and keys that may be null', async (t) => {
  const database = await TestDatabase.open(t, definition);
  await database.thereAndBack(alterTableOptions('users', { strict: true }));
  t.is((await database.schema())['users'], definition.split(';')[0]);
});

test('options that a table has already change nothing', async (t) => {
  const database = await TestDatabase.open(t, 'CREATE TABLE users (id TEXT PRIMARY KEY) STRICT');
  const before = await database.schema();
  await database.run(alterTableOptions('users', { strict: true, withoutRowid: false }));
  t.deepEqual(await database.schema(), before);
});

test('a type that STRICT does not know is refused before anything runs, with its column', async (t) => {
  const database = await TestDatabase.open(t, 'CREATE TABLE users (id INTEGER PRIMARY KEY, at DATETIME, x)');
  await t.throwsAsync(database.compile([alterTableOptions('users', { strict: true })]), {
    code: 'UNSUPPORTED_OPERATION',
    message: /column at of the type DATETIME.*users is a STRICT table/u,
    any: true,
  });
  const columns = ['at', 'x'].map((column): Operation => {
    const type = { kind: 'native', sql: 'ANY' } as const;
    return { kind: 'alterColumn', table: { name: 'users' }, column, to: { type } };
  });
  await database.thereAndBack(...columns, alterTableOptions('users', { strict: true }));
  t.is((await database.schema())['users'], 'CREATE TABLE users (id INTEGER PRIMARY KEY, at DATETIME, x)');
});

test('an option that a table cannot be given is refused by name', (t) => {
  t.throws(() => alterTableOptions('users', JSON.parse('{ "strickt": true }')), { message: /strickt/u });
  t.throws(() => alterTableOptions('users', JSON.parse('{ "strict": "yes" }')), { message: /strict/u });
});
