import { t as column, table, type ColumnBuilder } from '@aludel/core';
import { emptySchema, type Operation } from '@aludel/core/dialect';
import test from 'ava';
import { TestDatabase } from '../run.test-support.js';

const users = { name: 'users' };
const isRebuild = (statements: readonly string[]): boolean => statements.some((sql) => sql.includes('aludel_old_'));

test('adds a column in place where SQLite can', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY); INSERT INTO users VALUES (1);`,
  );
  const add = (name: string, builder: ColumnBuilder): Operation => ({
    kind: 'addColumn',
    table: users,
    column: { name, ...builder.parts.column },
  });
  const statements = await database.run(
    add('a', column.string(5)),
    add('b', column.integer().notNull().default(-1)),
    add('c', column.enum(['x', "y'z"])),
    add('d', column.text().collate('NOCASE')),
    add('e', column.integer().generatedAs('id + 1')),
  );
  t.false(isRebuild(statements));
  t.deepEqual(await database.rows('SELECT * FROM users'), [{ id: 1, a: null, b: -1, c: null, d: null, e: 2 }]);
  await t.throwsAsync(database.execute(`INSERT INTO users (c) VALUES ('q')`), { message: /CHECK/, any: true });
});

test('rebuilds the table for a column that SQLite does not add to one with rows', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY); INSERT INTO users VALUES (1);`,
  );
  const now = column.timestamp().notNull().default({ kind: 'sql', sql: 'CURRENT_TIMESTAMP' });
  const sum = column.integer().default({ kind: 'sql', sql: '2 + 3' });
  const stored = column.integer().generatedAs('id * 2', { stored: true });
  const statements = await database.run(
    { kind: 'addColumn', table: users, column: { name: 'at', ...now.parts.column } },
    { kind: 'addColumn', table: users, column: { name: 'sum', ...sum.parts.column } },
    { kind: 'addColumn', table: users, column: { name: 'twice', ...stored.parts.column } },
  );
  t.true(isRebuild(statements));
  const [row] = await database.rows('SELECT * FROM users');
  t.like(row, { id: 1, sum: 5, twice: 2 });
  t.regex(String(row?.['at']), /^\d{4}-/);
});

test('drops a column with its indexes in place, and with its keys by a rebuild', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY, a INT, b INT, c INT UNIQUE, d INT, CHECK (d > 0));
     CREATE INDEX ia ON users (a); CREATE INDEX ib ON users (b) WHERE a IS NOT NULL; INSERT INTO users VALUES (1, 2, 3, 4, 5);`,
  );
  t.false(isRebuild(await database.run({ kind: 'dropColumn', table: users, column: 'a' })));
  t.deepEqual(Object.keys(await database.schema()), ['users']);
  t.true(isRebuild(await database.run({ kind: 'dropColumn', table: users, column: 'c' })));
  t.true(isRebuild(await database.run({ kind: 'dropColumn', table: users, column: 'd' })));
  t.is((await database.schema())['users'], 'CREATE TABLE users (id INTEGER PRIMARY KEY, b INT)');
  t.deepEqual(await database.rows('SELECT * FROM users'), [{ id: 1, b: 3 }]);
});

for (const forceRebuild of [false, true]) {
  const how = forceRebuild ? 'by a rebuild' : 'in place';

  test(`refuses to drop a column that a trigger uses, ${how}`, async (t) => {
    const bodies = [
      `AFTER INSERT ON users BEGIN UPDATE users SET a = 1 WHERE id = NEW.id; END`,
      `AFTER UPDATE OF a ON users BEGIN SELECT 1; END`,
      `AFTER INSERT ON users BEGIN SELECT NEW.a; END`,
      `AFTER INSERT ON log BEGIN UPDATE users SET a = 1; END`,
    ];
    for (const body of bodies) {
      const database = await TestDatabase.open(
        t,
        `CREATE TABLE users (id INTEGER PRIMARY KEY, a INT); CREATE TABLE log (x); CREATE TRIGGER tr ${body};`,
        { target: { forceRebuild } },
      );
      const before = await database.dump();
      const error = await t.throwsAsync(database.run({ kind: 'dropColumn', table: users, column: 'a' }), { any: true });
      t.regex((error as Error).message, /trigger tr|no such column/, body);
      t.deepEqual(await database.dump(), before);
    }
  });

  test(`refuses to drop a column that a view uses, ${how}`, async (t) => {
    const database = await TestDatabase.open(
      t,
      `CREATE TABLE users (id INTEGER PRIMARY KEY, a INT); CREATE VIEW v AS SELECT a FROM users;
       CREATE TABLE other (a INT, b INT); CREATE VIEW w AS SELECT other.a FROM users JOIN other ON b = id;`,
      { target: { forceRebuild } },
    );
    const before = await database.dump();
    await t.throwsAsync(database.run({ kind: 'dropColumn', table: users, column: 'a' }), {
      message: /no such column/,
      any: true,
    });
    t.deepEqual(await database.dump(), before);
    await database.execute('DROP VIEW v');
    await t.notThrowsAsync(database.run({ kind: 'dropColumn', table: users, column: 'a' }));
  });

  test(`refuses to drop a column that a generated one uses, ${how}`, async (t) => {
    const database = await TestDatabase.open(t, 'CREATE TABLE users (a INT, b INT AS (a + 1))', {
      target: { forceRebuild },
    });
    await t.throwsAsync(database.run({ kind: 'dropColumn', table: users, column: 'a' }), { code: 'COLUMN_IN_USE' });
  });
}

test('renames a column everywhere', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY, a INT CHECK (a > 0), g INT AS (a + 1)); CREATE INDEX ix ON users (a) WHERE a > 1;
     CREATE TABLE posts (u INT REFERENCES users (a)); CREATE VIEW v AS SELECT a FROM users;
     CREATE TRIGGER tr AFTER UPDATE OF a ON users BEGIN SELECT NEW.a; END;`,
  );
  await database.run({ kind: 'alterColumn', table: users, column: 'a', to: { name: 'age' } });
  for (const [name, sql] of Object.entries(await database.schema())) t.notRegex(sql, /\ba\b/, name);
  await database.run({ kind: 'alterColumn', table: users, column: 'age', to: { name: 'the "age"' } });
  await database.run({ kind: 'alterColumn', table: users, column: 'the "age"', to: { name: 'select' } });
  t.deepEqual(await database.rows('SELECT * FROM v'), []);
});

test('renames a table everywhere, also to another case', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE posts (u INT REFERENCES users);
     CREATE VIEW v AS SELECT id FROM users; CREATE TRIGGER tr AFTER INSERT ON posts BEGIN DELETE FROM users; END;`,
  );
  await database.run({ kind: 'renameTable', table: users, to: 'people' });
  for (const sql of Object.values(await database.schema())) t.notRegex(sql, /users/);
  await database.run({ kind: 'renameTable', table: { name: 'people' }, to: 'PEOPLE' });
  t.true(Object.hasOwn(await database.schema(), 'PEOPLE'));
});

test('sets and drops NOT NULL and named checks in place where the version can', async (t) => {
  const definition = 'CREATE TABLE users (a INT, b INT)';
  const operations: readonly Operation[] = [
    { kind: 'alterColumn', table: users, column: 'a', to: { nullable: false } },
    { kind: 'createCheckConstraint', table: users, constraint: { kind: 'check', name: 'ck', expression: 'a > 0' } },
  ];
  const modern = await TestDatabase.open(t, definition);
  t.false(isRebuild(await modern.run(...operations)));
  const old = await TestDatabase.open(t, definition, { target: { version: '3.40.1' } });
  t.true(isRebuild(await old.run(...operations)));
  t.is((await modern.schema())['users'], 'CREATE TABLE users (a INT NOT NULL, b INT, CONSTRAINT "ck" CHECK (a > 0))');
  t.deepEqual(await old.schema(), await modern.schema());
  const back: readonly Operation[] = [
    { kind: 'dropConstraint', table: users, constraint: { name: 'ck' } },
    { kind: 'alterColumn', table: users, column: 'a', to: { nullable: true } },
  ];
  t.false(isRebuild(await modern.run(...back)));
  await old.run(...back);
  t.is((await modern.schema())['users'], definition);
  t.is((await old.schema())['users'], definition);
});

test('adds a check to rows for which it is NULL, which ADD CONSTRAINT takes for broken', async (t) => {
  const database = await TestDatabase.open(t, 'CREATE TABLE users (a INT, b INT); INSERT INTO users VALUES (1, NULL)');
  const statements = await database.run({
    kind: 'createCheckConstraint',
    table: users,
    constraint: { kind: 'check', name: 'ck', expression: 'b > 0' },
  });
  t.true(isRebuild(statements));
});

test('rebuilds rather than let SQLite take comments out with a clause', async (t) => {
  const definition = 'CREATE TABLE users (a INT /* the a */ NOT NULL)';
  const database = await TestDatabase.open(t, definition);
  await database.run({ kind: 'alterColumn', table: users, column: 'a', to: { nullable: true } });
  t.is((await database.schema())['users'], 'CREATE TABLE users (a INT /* the a */ NULL)');
});

test('a rebuild brings NOT NULL and a default back to their places and their spelling', async (t) => {
  const definition = "CREATE TABLE users (a INT  default 0 not null, b TEXT NOT  NULL, c Default (1), d DEFAULT'x')";
  const target = { version: '3.40.1' };
  const database = await TestDatabase.open(t, definition, { target });
  const nullable = (column: string, to: boolean): Operation => ({
    kind: 'alterColumn',
    table: users,
    column,
    to: { nullable: to },
  });
  const value = (column: string, to: string): Operation => ({
    kind: 'alterColumn',
    table: users,
    column,
    to: { default: { kind: 'sql', sql: to } },
  });
  await database.run(nullable('a', true), value('a', '7'), value('c', '2 + 2'), value('d', '5'));
  t.is(
    (await database.schema())['users'],
    'CREATE TABLE users (a INT  default 7 null, b TEXT NOT  NULL, c Default (2 + 2), d DEFAULT 5)',
  );
  await database.run(nullable('a', false), value('a', '0'), value('c', '1'), value('d', "'x'"));
  t.is(
    (await database.schema())['users'],
    "CREATE TABLE users (a INT  default 0 not null, b TEXT NOT  NULL, c Default 1, d DEFAULT 'x')",
  );
});

test('writes no SQL for what SQLite does not keep', async (t) => {
  const database = await TestDatabase.open(t, 'CREATE TABLE users (a INTEGER)');
  t.deepEqual(
    await database.run(
      { kind: 'createTableComment', table: users, comment: 'people' },
      { kind: 'dropTableComment', table: users },
      { kind: 'alterColumn', table: users, column: 'a', to: { comment: 'years', nullable: true, default: null } },
    ),
    [],
  );
});

test('takes what changes a new table into its CREATE TABLE', async (t) => {
  const database = await TestDatabase.open(t);
  const statements = await database.compile(
    [
      { kind: 'createTable', table: table('posts', { id: column.integer().primaryKey(), user_id: column.integer() }) },
      { kind: 'createTable', table: table('users', { id: column.bigint().identity({ start: 100 }).primaryKey() }) },
      {
        kind: 'createForeignKey',
        table: { name: 'posts' },
        constraint: {
          kind: 'foreignKey',
          columns: ['user_id'],
          references: { table: users, columns: ['id'] },
          onDelete: 'cascade',
        },
      },
      { kind: 'addColumn', table: { name: 'posts' }, column: { name: 'at', ...column.date().notNull().parts.column } },
      { kind: 'bulkInsert', table: users, rows: [{}] },
    ],
    emptySchema,
  );
  for (const { sql, bindings } of statements) await database.connection.execute(sql, bindings);
  t.is(statements.length, 4);
  t.deepEqual(await database.rows('SELECT * FROM users'), [{ id: 100 }]);
  t.is(
    (await database.schema())['posts'],
    'CREATE TABLE "posts" (\n  "id" INTEGER NOT NULL,\n  "user_id" INTEGER,\n  "at" DATE NOT NULL,\n  CONSTRAINT "pk_posts" PRIMARY KEY ("id"),\n  FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE\n)',
  );
});

test('restores a dropped table with its triggers, as it was written', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users ( id INTEGER PRIMARY KEY /* number */ ); CREATE INDEX  ix ON users (id desc);
     CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END;`,
  );
  const before = await database.schema();
  await database.thereAndBack({ kind: 'dropTable', table: users });
  t.deepEqual(await database.schema(), before);
});

test('replaces a view, and keeps what watches it', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (a INT); CREATE VIEW v AS SELECT a FROM users;
     CREATE TRIGGER tr INSTEAD OF INSERT ON v BEGIN INSERT INTO users VALUES (NEW.a); END;`,
  );
  const before = await database.schema();
  await database.thereAndBack({
    kind: 'createView',
    view: { kind: 'view', name: { name: 'v' }, definition: 'SELECT a, 1 AS b FROM users', columns: ['a', 'b c'] },
    orReplace: true,
  });
  t.deepEqual(await database.schema(), before);
});

test('inserts many rows, leaving defaults to the database', async (t) => {
  const database = await TestDatabase.open(t, `CREATE TABLE users (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x', b INT)`);
  const rows = Array.from({ length: 1234 }, (_, index) => (index % 2 === 0 ? { b: index } : { a: 'y', b: index }));
  await database.run({ kind: 'bulkInsert', table: users, rows: [...rows, {}] });
  t.deepEqual(await database.rows('SELECT a, count(*) AS n, sum(b) AS total FROM users GROUP BY a ORDER BY a'), [
    { a: 'x', n: 618, total: 380_072 - 0 },
    { a: 'y', n: 617, total: 380_689 },
  ]);
  const even = Array.from({ length: 1000 }, (_, index) => ({ a: String(index), b: index }));
  t.is((await database.run({ kind: 'bulkInsert', table: users, rows: even })).length, 2);
  await t.throwsAsync(database.run({ kind: 'bulkInsert', table: users, rows: [{ bb: 1 }] }), {
    message: 'The table users has no column bb.',
  });
});

test('adds and drops a column with its foreign key and check in place', async (t) => {
  for (const version of ['3.53.2', '3.40.1']) {
    const database = await TestDatabase.open(
      t,
      `CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE posts (id INTEGER PRIMARY KEY); INSERT INTO posts VALUES (1);`,
      { target: { version } },
    );
    const before = await database.schema();
    const posts = { name: 'posts' };
    const references = { table: users, columns: ['id'] };
    const add: readonly Operation[] = [
      { kind: 'addColumn', table: posts, column: { name: 'user_id', ...column.integer().parts.column } },
      {
        kind: 'createForeignKey',
        table: posts,
        constraint: { kind: 'foreignKey', name: 'fk', columns: ['user_id'], references, onDelete: 'cascade' },
      },
      {
        kind: 'createCheckConstraint',
        table: posts,
        constraint: { kind: 'check', name: 'ck', expression: 'user_id > 0' },
      },
      { kind: 'createIndex', table: posts, index: { name: 'ix', columns: [{ column: 'user_id' }], unique: false } },
    ];
    t.false(isRebuild(await database.run(...add)));
    t.is(
      (await database.schema())['posts'],
      'CREATE TABLE posts (id INTEGER PRIMARY KEY, "user_id" INTEGER CONSTRAINT "fk" REFERENCES "users" ("id") ON DELETE CASCADE CONSTRAINT "ck" CHECK (user_id > 0))',
    );
    await database.run(
      { kind: 'dropIndex', table: posts, name: 'ix' },
      { kind: 'dropConstraint', table: posts, constraint: { name: 'ck' } },
      { kind: 'dropConstraint', table: posts, constraint: { name: 'fk' } },
      { kind: 'dropColumn', table: posts, column: 'user_id' },
    );
    t.deepEqual(await database.schema(), before);
  }
});

test('drops no table whose rows others would follow', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE posts (u INT REFERENCES users ON DELETE CASCADE);
     INSERT INTO users VALUES (1), (2); INSERT INTO posts VALUES (NULL);`,
  );
  await database.execute('INSERT INTO posts VALUES (1)');
  const before = await database.dump();
  await t.throwsAsync(database.run({ kind: 'dropTable', table: users }), { message: /rows of other tables/ });
  t.deepEqual(await database.dump(), before);
  await database.execute('DELETE FROM posts WHERE u = 1');
  await database.run({ kind: 'dropTable', table: users });
  t.is((await database.rows('SELECT * FROM posts')).length, 1);
});

test('rebuilds a table whose triggers spell its name otherwise', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE USERS (id INTEGER PRIMARY KEY, n); CREATE TABLE log (n);
     CREATE TRIGGER logged AFTER INSERT ON users BEGIN INSERT INTO log VALUES (NEW.n); END;`,
    { target: { forceRebuild: true } },
  );
  const schema = await database.schema();
  const table = { name: 'USERS' };
  await database.run({ kind: 'alterColumn', table, column: 'n', to: { default: { kind: 'literal', value: 7 } } });
  await database.run({ kind: 'alterColumn', table, column: 'n', to: { default: null } });
  t.deepEqual(await database.schema(), schema);
  await database.execute('INSERT INTO USERS (n) VALUES (5)');
  t.deepEqual(await database.rows('SELECT n FROM log'), [{ n: 5 }]);
});
