import { t as column } from '@aludel/core';
import type { Operation } from '@aludel/core/dialect';
import test from 'ava';
import { TestDatabase } from '../run.test-support.js';

const users = { name: 'users' };

/** Gives a column another type, which only a rebuild can. */
function retype(name: string, table = 'users'): Operation {
  return { kind: 'alterColumn', table: { name: table }, column: name, to: { type: { kind: 'text' } } };
}

test('keeps AUTOINCREMENT and its counter, also past rows that are gone', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(10));
     INSERT INTO users VALUES (1, 'a'), (7, 'b'); DELETE FROM users WHERE id = 7;`,
  );
  await database.run(retype('name'));
  t.deepEqual(await database.rows('SELECT * FROM sqlite_sequence'), [{ name: 'users', seq: 7 }]);
  await database.execute(`INSERT INTO users (name) VALUES ('c')`);
  t.deepEqual(await database.rows('SELECT * FROM users'), [
    { id: 1, name: 'a' },
    { id: 8, name: 'c' },
  ]);
  t.is((await database.schema())['users'], 'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)');
});

test('keeps the counter of an AUTOINCREMENT table without rows', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(10));
     INSERT INTO users VALUES (5, 'a'); DELETE FROM users;`,
  );
  await database.run(retype('name'));
  t.deepEqual(await database.rows('SELECT * FROM sqlite_sequence'), [{ name: 'users', seq: 5 }]);
});

test('keeps COLLATE, named and unnamed CHECK, and what they do', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (
       name TEXT COLLATE NOCASE UNIQUE, -- compared without case
       age INT CHECK (age >= 0),
       CONSTRAINT "adults only" CHECK (age < 200)
     );
     INSERT INTO users VALUES ('Ann', 3);`,
  );
  const before = await database.schema();
  await database.run({ kind: 'addColumn', table: users, column: { name: 'at', ...timestamp() } });
  const after = await database.schema();
  t.is(
    after['users'],
    before['users']?.replace('CHECK (age >= 0)', 'CHECK (age >= 0),\n       "at" TIMESTAMP DEFAULT CURRENT_TIMESTAMP'),
  );
  await t.throwsAsync(database.execute(`INSERT INTO users (name) VALUES ('ANN')`), { message: /UNIQUE/, any: true });
  await t.throwsAsync(database.execute(`INSERT INTO users (age) VALUES (-1)`), { message: /age >= 0/, any: true });
  await t.throwsAsync(database.execute(`INSERT INTO users (age) VALUES (201)`), { message: /adults only/, any: true });
});

function timestamp() {
  return column.timestamp().default({ kind: 'sql', sql: 'CURRENT_TIMESTAMP' }).parts.column;
}

test('keeps generated columns, virtual and stored, and computes them anew', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (a INT, v INT AS (a * 2), s INT GENERATED ALWAYS AS (a + 1) STORED, b VARCHAR(5));
     INSERT INTO users (a, b) VALUES (1, 'x'), (5, 'y');`,
  );
  const rows = await database.rows('SELECT * FROM users');
  await database.run(retype('b'));
  t.deepEqual(await database.rows('SELECT * FROM users'), rows);
  await database.execute('UPDATE users SET a = 10 WHERE a = 5');
  t.deepEqual(await database.rows(`SELECT v, s FROM users WHERE b = 'y'`), [{ v: 20, s: 11 }]);
});

test('keeps STRICT and WITHOUT ROWID', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (k TEXT PRIMARY KEY, n INTEGER, b BLOB) WITHOUT ROWID, STRICT;
     INSERT INTO users VALUES ('z', 1, x'00'), ('a', 2, NULL);`,
  );
  await database.run(retype('n'));
  t.is(
    (await database.schema())['users'],
    'CREATE TABLE users (k TEXT PRIMARY KEY, n TEXT, b BLOB) WITHOUT ROWID, STRICT',
  );
  t.deepEqual(await database.rows('SELECT k, n FROM users'), [
    { k: 'a', n: '2' },
    { k: 'z', n: '1' },
  ]);
  await t.throwsAsync(database.execute(`INSERT INTO users VALUES ('q', x'00', 1)`), {
    message: /cannot store/,
    any: true,
  });
});

test('keeps partial, expression and DESC indexes as they were written', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (a INT, b VARCHAR(5));
     CREATE INDEX  "partial one" ON users(a)   WHERE a > 0 /* positive */;
     CREATE UNIQUE INDEX expr ON users ( lower(b), a desc );
     CREATE INDEX coll ON users (b COLLATE NOCASE DESC);`,
  );
  const before = await database.schema();
  await database.run(retype('b'));
  const after = await database.schema();
  t.like(after, { 'partial one': before['partial one'], expr: before['expr'], coll: before['coll'] });
});

test('keeps triggers, also those of other tables that write to the table', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (a INT, b VARCHAR(5)); CREATE TABLE log (what);
     CREATE TRIGGER own AFTER INSERT ON users BEGIN INSERT INTO log VALUES ('own ' || NEW.b); END;
     CREATE TRIGGER other AFTER DELETE ON log BEGIN UPDATE users SET a = 0; END;`,
  );
  const before = await database.schema();
  await database.run(retype('b'));
  t.like(await database.schema(), { own: before['own'], other: before['other'] });
  await database.execute(`INSERT INTO users VALUES (4, 'x'); DELETE FROM log;`);
  t.deepEqual(await database.rows('SELECT * FROM users'), [{ a: 0, b: 'x' }]);
});

test('leaves views over the table alone', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (a INT, b VARCHAR(5)); INSERT INTO users VALUES (1, 'x');
     CREATE VIEW v AS SELECT a FROM users; CREATE VIEW w AS SELECT v.a, users.b FROM v, users;
     CREATE TRIGGER on_view INSTEAD OF INSERT ON v BEGIN INSERT INTO users (a) VALUES (NEW.a); END;`,
  );
  const before = await database.schema();
  await database.run(retype('b'));
  t.like(await database.schema(), { v: before['v'], w: before['w'], on_view: before['on_view'] });
  t.deepEqual(await database.rows('SELECT * FROM w'), [{ a: 1, b: 'x' }]);
});

test('deletes no child row where a foreign key says ON DELETE CASCADE', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY, boss INT REFERENCES users (id) ON DELETE CASCADE, b VARCHAR(5));
     CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT NOT NULL REFERENCES users ON DELETE CASCADE);
     INSERT INTO users VALUES (1, NULL, 'x'), (2, 1, 'y'); INSERT INTO posts VALUES (10, 1), (11, 2);`,
  );
  const posts = (await database.schema())['posts'];
  await database.run(retype('b'));
  t.is((await database.rows('SELECT * FROM posts')).length, 2);
  t.is((await database.rows('SELECT * FROM users')).length, 2);
  t.is((await database.schema())['posts'], posts);
  t.deepEqual(await database.rows('PRAGMA foreign_keys'), [{ foreign_keys: 1 }]);
  await database.execute('DELETE FROM users WHERE id = 1');
  t.deepEqual(await database.rows('SELECT * FROM posts'), []);
});

test('refuses to rebuild a table while foreign keys are enforced', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY, b VARCHAR(5)); INSERT INTO users VALUES (1, 'x');
     CREATE TABLE posts (user_id INT REFERENCES users ON DELETE CASCADE); INSERT INTO posts VALUES (1);`,
    { target: { foreignKeys: false } },
  );
  await t.throwsAsync(database.run(retype('b')), { message: /would be deleted/, any: true });
  t.is((await database.rows('SELECT * FROM posts')).length, 1);
});

test('keeps names with quotes, spaces, keywords and unicode', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE "order ""by""" ([select] INT, \`gr"oup\` TEXT, 'día' VARCHAR(5), "Ünïcode 🦊" INT, CONSTRAINT "c'k" CHECK ("select" > 0));
     CREATE INDEX "ix ""q""" ON "order ""by""" ("gr""oup", "día");
     INSERT INTO "order ""by""" VALUES (1, 'a', 'b', 2);`,
  );
  const before = await database.schema();
  await database.run(retype('día', 'order "by"'));
  const after = await database.schema();
  t.is(after['order "by"'], before['order "by"']?.replace('VARCHAR(5)', 'TEXT'));
  t.is(after['ix "q"'], before['ix "q"']);
  t.deepEqual(await database.rows('SELECT * FROM "order ""by"""'), [
    { select: 1, 'gr"oup': 'a', día: 'b', 'Ünïcode 🦊': 2 },
  ]);
});

test('keeps comments in the definition', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users ( -- who may log in
       id INTEGER PRIMARY KEY, /* the row's number */
       b VARCHAR(5) -- short
     )`,
  );
  const before = await database.schema();
  await database.run(retype('b'));
  t.is((await database.schema())['users'], before['users']?.replace('VARCHAR(5)', 'TEXT'));
});

test('keeps the numbers of rows, which a full-text index hangs on', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (b VARCHAR(5)); INSERT INTO users VALUES ('x'), ('y'), ('z'); DELETE FROM users WHERE b = 'y';`,
  );
  await database.run(retype('b'));
  t.deepEqual(await database.rows('SELECT rowid, b FROM users'), [
    { rowid: 1, b: 'x' },
    { rowid: 3, b: 'z' },
  ]);
});

test('keeps ON CONFLICT clauses, without letting them drop rows while it copies', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (a INT NOT NULL ON CONFLICT IGNORE, b VARCHAR(5), UNIQUE (b) ON CONFLICT REPLACE);
     INSERT INTO users VALUES (1, 'x'), (2, 'X');`,
  );
  const before = await database.dump();
  await t.throwsAsync(database.run({ kind: 'alterColumn', table: users, column: 'b', to: { collation: 'NOCASE' } }), {
    message: /UNIQUE/,
    any: true,
  });
  t.deepEqual(await database.dump(), before);
});

test('keeps what ANALYZE found', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (b VARCHAR(5)); CREATE INDEX ix ON users (b); INSERT INTO users VALUES ('x'), ('y'); ANALYZE;`,
  );
  const before = await database.rows('SELECT * FROM sqlite_stat1');
  await database.run(retype('b'));
  t.deepEqual(await database.rows('SELECT * FROM sqlite_stat1'), before);
});

test('leaves nothing behind when it fails', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY, b VARCHAR(5)); INSERT INTO users VALUES (1, NULL);
     CREATE INDEX ix ON users (b); CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END;`,
    { target: { forceRebuild: true } },
  );
  const before = await database.dump();
  await t.throwsAsync(database.run({ kind: 'alterColumn', table: users, column: 'b', to: { nullable: false } }), {
    message: /NOT NULL/,
    any: true,
  });
  t.deepEqual(await database.dump(), before);
  t.deepEqual(await database.rows('PRAGMA legacy_alter_table'), [{ legacy_alter_table: 0 }]);
  t.deepEqual(await database.rows('SELECT * FROM sqlite_temp_schema'), []);
});

test('refuses rows that a new foreign key finds pointing at nothing, but not those that did before', async (t) => {
  const database = await TestDatabase.open(
    t,
    `PRAGMA foreign_keys = OFF;
     CREATE TABLE users (id INTEGER PRIMARY KEY); INSERT INTO users VALUES (1);
     CREATE TABLE posts (a INT REFERENCES users, b INT); INSERT INTO posts VALUES (99, 1);
     PRAGMA foreign_keys = ON;`,
  );
  const key: Operation = {
    kind: 'createForeignKey',
    table: { name: 'posts' },
    constraint: { kind: 'foreignKey', name: 'fk', columns: ['b'], references: { table: users, columns: ['id'] } },
  };
  await database.execute('INSERT INTO posts VALUES (1, 7)');
  await t.throwsAsync(database.run(key), { message: /posts row 2 to users/, any: true });
  await database.execute('UPDATE posts SET b = 1');
  await database.run(key);
  t.regex((await database.schema())['posts'] ?? '', /CONSTRAINT "fk" FOREIGN KEY \("b"\) REFERENCES "users" \("id"\)/);
});

test('refuses to rebuild a table that has parts it does not know', async (t) => {
  const database = await TestDatabase.open(t, `CREATE TABLE users (b VARCHAR(5))`);
  const operation = retype('b');
  const before = await database.read([operation]);
  await database.execute('CREATE TRIGGER late AFTER INSERT ON users BEGIN SELECT 1; END');
  const statements = await database.compile([operation], before);
  const check = statements.find(({ mustBeEmpty }) => mustBeEmpty?.includes('not known'));
  t.deepEqual(await database.rows(check?.sql ?? ''), [{ found: 'trigger late' }]);
});

test('makes one rebuild of operations that follow each other, renames included', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY, a VARCHAR(5), b INT); INSERT INTO users VALUES (1, 'x', 2);
     CREATE VIEW v AS SELECT a, b FROM users;`,
  );
  const statements = await database.run(
    retype('a'),
    { kind: 'alterColumn', table: users, column: 'a', to: { name: 'title' } },
    { kind: 'addColumn', table: users, column: { name: 'c', ...column.integer().notNull().default(3).parts.column } },
    {
      kind: 'createUniqueConstraint',
      table: users,
      constraint: { kind: 'unique', name: 'uq', columns: ['title', 'c'] },
    },
    { kind: 'createIndex', table: users, index: { name: 'ix', columns: [{ column: 'c' }], unique: false } },
  );
  t.is(statements.filter((sql) => sql.startsWith('CREATE TABLE')).length, 1);
  t.deepEqual(await database.rows('SELECT * FROM users'), [{ id: 1, title: 'x', b: 2, c: 3 }]);
  t.deepEqual(await database.schema(), {
    ix: 'CREATE INDEX "ix" ON "users" ("c")',
    users:
      'CREATE TABLE users (id INTEGER PRIMARY KEY, title TEXT, b INT, "c" INTEGER NOT NULL DEFAULT 3, CONSTRAINT "uq" UNIQUE ("title", "c"))',
    v: 'CREATE VIEW v AS SELECT title, b FROM users',
  });
});

test('gives a column that was dropped and added anew no old values', async (t) => {
  const database = await TestDatabase.open(t, `CREATE TABLE users (a INT, b INT); INSERT INTO users VALUES (1, 2);`);
  await database.run(
    { kind: 'dropColumn', table: users, column: 'a' },
    { kind: 'addColumn', table: users, column: { name: 'a', ...column.integer().parts.column } },
    retype('b'),
  );
  t.deepEqual(await database.rows('SELECT * FROM users'), [{ b: '2', a: null }]);
});

test('a column that was dropped and added anew stands before those that were added after it', async (t) => {
  const database = await TestDatabase.open(t, 'CREATE TABLE users (id INTEGER PRIMARY KEY, gone INT, a INT)');
  const integer = { type: { kind: 'integer' }, nullable: true } as const;
  await database.run(
    { kind: 'dropColumn', table: users, column: 'a' },
    { kind: 'addColumn', table: users, column: { ...integer, name: 'a', default: { kind: 'sql', sql: 'abs(-1)' } } },
    { kind: 'addColumn', table: users, column: { ...integer, name: 'z' } },
    { kind: 'dropColumn', table: users, column: 'gone' },
  );
  const columns = await database.rows("SELECT name FROM pragma_table_info('users')");
  t.deepEqual(
    columns.map(({ name }) => name),
    ['id', 'a', 'z'],
  );
});

test('swaps the names of two columns that are changed as well', async (t) => {
  const database = await TestDatabase.open(t, `CREATE TABLE users (a INT, b INT); INSERT INTO users VALUES (1, 2);`);
  await database.run(
    retype('a'),
    { kind: 'alterColumn', table: users, column: 'a', to: { name: 'x' } },
    { kind: 'alterColumn', table: users, column: 'b', to: { name: 'a' } },
    { kind: 'alterColumn', table: users, column: 'x', to: { name: 'b' } },
  );
  t.deepEqual(await database.rows('SELECT * FROM users'), [{ b: '1', a: 2 }]);
});

test('converts values as `using` says', async (t) => {
  const database = await TestDatabase.open(t, `CREATE TABLE users (a TEXT); INSERT INTO users VALUES ('7 apples');`);
  await database.run({
    kind: 'alterColumn',
    table: users,
    column: 'a',
    to: { type: { kind: 'integer' }, using: `CAST(substr(a, 1, 1) AS INTEGER)` },
  });
  t.deepEqual(await database.rows('SELECT a, typeof(a) AS kind FROM users'), [{ a: 7, kind: 'integer' }]);
});

test('knows the triggers that the same migration makes and drops in SQL', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (a INT, b VARCHAR(5)); CREATE TRIGGER old AFTER INSERT ON users BEGIN SELECT 1; END;`,
  );
  await database.run(
    { kind: 'execute', sql: 'DROP TRIGGER old', touches: [users] },
    { kind: 'execute', sql: 'CREATE TRIGGER new AFTER INSERT ON users BEGIN SELECT 2; END;' },
    retype('b'),
  );
  t.deepEqual(Object.keys(await database.schema()), ['users', 'new']);
});

test('goes there and back without a trace', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (
       id INTEGER PRIMARY KEY AUTOINCREMENT, -- numbered
       name VARCHAR(20) NOT NULL DEFAULT 'x' COLLATE NOCASE,
       age INT CHECK (age > 0),
       FOREIGN KEY (age) REFERENCES ages (n) ON DELETE SET NULL
     );
     CREATE TABLE ages (n INTEGER PRIMARY KEY); INSERT INTO ages VALUES (3);
     CREATE UNIQUE INDEX ix ON users (name DESC) WHERE age > 1;
     INSERT INTO users VALUES (1, 'a', 3);`,
    { target: { forceRebuild: true } },
  );
  const before = await database.dump();
  await database.thereAndBack(
    { kind: 'addColumn', table: users, column: { name: 'c', ...column.string(5).parts.column } },
    {
      kind: 'alterColumn',
      table: users,
      column: 'name',
      to: { type: { kind: 'text' }, nullable: true, default: null },
    },
    { kind: 'createCheckConstraint', table: users, constraint: { kind: 'check', name: 'ck', expression: 'c <> name' } },
    { kind: 'renameConstraint', table: users, name: 'ck', to: 'ck2' },
    { kind: 'alterColumn', table: users, column: 'age', to: { name: 'years' } },
    { kind: 'dropIndex', table: users, name: 'ix' },
  );
  t.deepEqual(await database.dump(), before);
});
