import { t as types, table, index, sql, check, foreignKey, unique } from '@aludel/core';
import type { Operation } from '@aludel/core/dialect';
import test from 'ava';
import { TestDatabase } from '../run.test-support.js';
import { postgresTypes as postgres } from '../type-builders.js';
import * as objects from '../operations/object-builders.js';
import * as tables from '../operations/table-builders.js';

const pg = { ...objects, ...tables };

function createTable(definition: ReturnType<typeof table>): Operation {
  return { kind: 'createTable', table: definition };
}

test.serial('creates a table with everything that belongs to it', async (t) => {
  const db = await TestDatabase.open(t, 'CREATE TABLE owners (id integer PRIMARY KEY)');
  const statements = await db.run(
    createTable(
      table(
        'notes',
        {
          id: types
            .bigint()
            .identity({ generation: 'always', start: 100, options: { postgres: { cache: 5 } } })
            .primaryKey(),
          serial_id: postgres.serial(),
          owner: types.integer().references('owners', 'id', { onDelete: 'cascade' }),
          title: types.string(200).notNull().default('it\'s "new"'),
          body: types.text().collate('C').comment('what it says'),
          data: types.json().notNull().default('{}'),
          tags: postgres.array(types.text()),
          mood: types.enum(['ok', 'sad']).default('ok'),
          price: types.decimal(10, 2),
          doubled: types.decimal().generatedAs('price * 2', { stored: true }),
          made: types.timestamp({ withTimeZone: true, precision: 3 }).default(sql`now()`),
          raw: types.binary(20).default(new Uint8Array([1, 255])),
        },
        {
          constraints: [
            check('price > 0', { name: 'positive' }),
            unique(['title', 'owner'], { deferrable: 'initially deferred' }),
          ],
          indexes: [
            index(['title'], { where: 'price > 5', postgres: { include: ['owner'], method: 'btree' } }),
            index([sql`lower(title)`], { name: 'lowered', unique: true }),
          ],
          comment: 'All notes',
          postgres: { storage: { fillfactor: 70 } },
        },
      ),
    ),
  );
  t.is(statements[0], `CREATE TYPE "notes_mood" AS ENUM ('ok', 'sad')`);
  await db.execute('INSERT INTO owners VALUES (1); INSERT INTO notes (owner, price) VALUES (1, 6)');
  t.like((await db.rows('SELECT * FROM notes'))[0], {
    id: 100,
    serial_id: 1,
    title: 'it\'s "new"',
    data: {},
    mood: 'ok',
    doubled: '12.00',
    raw: Buffer.from([1, 255]),
  });
  t.is(await db.value("SELECT obj_description('notes'::regclass)"), 'All notes');
  await db.run({ kind: 'dropTable', table: { name: 'notes' } });
  t.is(await db.value("SELECT count(*) FROM pg_type WHERE typname = 'notes_mood'"), 0);
});

test.serial('a constraint that comes and goes without its name being said is not one ALTER TABLE', async (t) => {
  const db = await TestDatabase.open(t, 'CREATE TABLE pairs (one integer, two integer)');
  const name = { name: 'pairs' };
  await db.run(
    {
      kind: 'createUniqueConstraint',
      table: name,
      constraint: { kind: 'unique', columns: ['one', 'two'], name: 'both' },
    },
    { kind: 'dropConstraint', table: name, constraint: { type: 'unique', columns: ['one', 'two'] } },
  );
  t.deepEqual(
    await db.rows(`SELECT conname FROM pg_constraint WHERE conrelid = 'pairs'::regclass AND contype = 'u'`),
    [],
  );
});

test.serial('puts several changes of one table into one ALTER TABLE', async (t) => {
  const db = await TestDatabase.open(
    t,
    "CREATE TABLE a (x integer NOT NULL DEFAULT 1, y text DEFAULT '5', z integer); INSERT INTO a (z) VALUES (3)",
  );
  const name = { name: 'a' };
  const statements = await db.run(
    { kind: 'addColumn', table: name, column: { name: 'w', type: { kind: 'integer' }, nullable: true } },
    { kind: 'alterColumn', table: name, column: 'y', to: { type: { kind: 'integer' } } },
    { kind: 'alterColumn', table: name, column: 'x', to: { nullable: true, default: null } },
    { kind: 'dropColumn', table: name, column: 'z' },
    { kind: 'createCheckConstraint', table: name, constraint: { kind: 'check', name: 'ck', expression: 'w > x' } },
    { kind: 'alterColumn', table: name, column: 'w', to: { name: 'v' } },
  );
  t.is(statements.length, 2);
  t.regex(
    statements[0] ?? '',
    /^ALTER TABLE "a" ADD COLUMN "w" integer, ALTER COLUMN "y" DROP DEFAULT, ALTER COLUMN "y" TYPE integer USING "y"::integer, /u,
  );
  t.deepEqual(await db.rows('SELECT * FROM a'), [{ x: 1, y: 5, v: null }]);
});

test.serial('an enum comes with its first column and goes with its last', async (t) => {
  const db = await TestDatabase.open(t);
  const mood = types.enum(['ok', 'sad'], 'mood').parts.column;
  const has = () => db.value("SELECT count(*) FROM pg_type WHERE typname = 'mood'");
  await db.run(
    createTable(table('a', { m: types.enum(['ok', 'sad'], 'mood') })),
    createTable(table('b', { n: types.integer() })),
  );
  await db.run({ kind: 'addColumn', table: { name: 'b' }, column: { name: 'm', ...mood } });
  await db.run({ kind: 'dropTable', table: { name: 'a' } });
  t.is(await has(), 1);
  await db.run({ kind: 'dropColumn', table: { name: 'b' }, column: 'm', options: { postgres: { keepEnum: true } } });
  t.is(await has(), 1);
  await db.run({ kind: 'addColumn', table: { name: 'b' }, column: { name: 'm', ...mood } });
  await db.run({ kind: 'dropColumn', table: { name: 'b' }, column: 'm' }, pg.dropEnum('mood'));
  t.is(await has(), 0);
});

test.serial('an enum stays as long as something that is not in sight uses it', async (t) => {
  const db = await TestDatabase.open(
    t,
    "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE a (m mood, k mood); CREATE TABLE b (m mood[]); CREATE FUNCTION f(mood) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
  );
  await db.run({ kind: 'dropTable', table: { name: 'a' } });
  await db.run({ kind: 'dropTable', table: { name: 'b' } });
  t.is(await db.value("SELECT count(*) FROM pg_type WHERE typname = 'mood'"), 1);
});

test.serial('a column gets other values of its enum, in place where values are only added', async (t) => {
  const db = await TestDatabase.open(
    t,
    "CREATE TYPE a_m AS ENUM ('b', 'd'); CREATE TABLE a (m a_m DEFAULT 'b', l a_m[] DEFAULT '{d}'); INSERT INTO a DEFAULT VALUES",
  );
  const to = (values: readonly string[]) =>
    ({ kind: 'alterColumn', table: { name: 'a' }, column: 'm', to: { type: { kind: 'enum', values } } }) as const;
  t.deepEqual(await db.run(to(['a', 'b', 'c', 'd', 'e'])), [
    `ALTER TYPE "a_m" ADD VALUE 'a' BEFORE 'b'`,
    `ALTER TYPE "a_m" ADD VALUE 'c' BEFORE 'd'`,
    `ALTER TYPE "a_m" ADD VALUE 'e'`,
  ]);
  await db.run(to(['d', 'b']));
  await db.execute('INSERT INTO a DEFAULT VALUES');
  t.deepEqual(await db.rows('SELECT m::text, l::text FROM a'), [
    { m: 'b', l: '{d}' },
    { m: 'b', l: '{d}' },
  ]);
  t.is(await db.value('SELECT enum_range(NULL::a_m)::text'), '{d,b}');
});

test.serial('adds and validates constraints: keys, exclusion, NOT VALID, USING INDEX', async (t) => {
  const db = await TestDatabase.open(
    t,
    'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer NOT NULL, p integer, r int4range); INSERT INTO c VALUES (1, 7, NULL); CREATE UNIQUE INDEX ix ON c (id)',
  );
  const name = { name: 'c' };
  await db.run(
    {
      kind: 'createPrimaryKey',
      table: name,
      constraint: { kind: 'primaryKey', name: 'pk', columns: ['id'], options: { postgres: { usingIndex: 'ix' } } },
    },
    {
      kind: 'createForeignKey',
      table: name,
      constraint: {
        ...(foreignKey(['p'], 'p', ['id'], { name: 'fk' }) as never as object),
        options: { postgres: { notValid: true } },
      } as never,
    },
    pg.createExclusion('ex', 'c', [{ column: 'r', operator: '&&' }]),
  );
  t.is(
    await db.value(
      "SELECT string_agg(conname || contype::text || convalidated::text, ' ' ORDER BY conname) FROM pg_constraint WHERE conrelid = 'c'::regclass AND contype <> 'n'",
    ),
    'exxtrue fkffalse pkptrue',
  );
  await t.throwsAsync(() => db.run(pg.validateConstraint('c', 'fk')), { message: /violates foreign key constraint/ });
  await db.execute('DELETE FROM c');
  await db.run(pg.validateConstraint('c', 'fk'));
  await db.run({ kind: 'dropConstraint', table: name, constraint: { name: 'ex' } });
});

test.serial('an index that a failed build left behind is built again', async (t) => {
  const db = await TestDatabase.open(t, 'CREATE TABLE a (x integer); INSERT INTO a VALUES (1), (1)');
  const build: Operation = {
    kind: 'createIndex',
    table: { name: 'a' },
    index: { name: 'ix', columns: [{ column: 'x' }], unique: true, options: { postgres: { concurrently: true } } },
  };
  await t.throwsAsync(db.run(build), { message: /could not create unique index/ });
  t.is(await db.value("SELECT count(*) FROM pg_index WHERE indexrelid = 'ix'::regclass AND NOT indisvalid"), 1);
  await db.execute('DELETE FROM a');
  t.deepEqual(await db.run(build), [
    'DROP INDEX CONCURRENTLY "ix"',
    'CREATE UNIQUE INDEX CONCURRENTLY "ix" ON "a" ("x")',
  ]);
  t.is(await db.value("SELECT count(*) FROM pg_index WHERE indexrelid = 'ix'::regclass AND indisvalid"), 1);
  // One that is whole is in the way, as any other would be.
  await t.throwsAsync(db.run(build), { code: 'DUPLICATE_TABLE_PART' });
  t.deepEqual(await db.run({ ...build, ifNotExists: true }), []);
});

test.serial('what an older server lacks is told by the version that has it', async (t) => {
  const db = await TestDatabase.open(
    t,
    'CREATE TABLE a (x integer); CREATE TABLE p (x integer) PARTITION BY HASH (x)',
    {
      target: { version: '13.4' },
    },
  );
  const refused = (operation: Operation) => t.throwsAsync(db.compile([operation]), { code: 'UNSUPPORTED_OPERATION' });
  const constraint = { kind: 'unique', columns: ['x'], options: { postgres: { nullsNotDistinct: true } } } as const;
  const error = await refused({ kind: 'createUniqueConstraint', table: { name: 'a' }, constraint });
  t.regex(error?.message ?? '', /of PostgreSQL 15 and newer, and this is 13\.4/u);
  await refused({
    kind: 'addColumn',
    table: { name: 'a' },
    column: { name: 'y', type: { kind: 'integer' }, nullable: true, generated: { expression: 'x + 1', stored: false } },
  });
  await refused(pg.detachPartition('a', 'p', { concurrently: true }));
  const concurrently = { postgres: { concurrently: true } };
  const onPartitioned = await refused({
    kind: 'createIndex',
    table: { name: 'p' },
    index: { name: 'ix', columns: [{ column: 'x' }], unique: false, options: concurrently },
  });
  t.regex(onPartitioned?.message ?? '', /the table is partitioned/u);
});

test.serial('a table is altered although checks of its rows wait for the commit', async (t) => {
  const db = await TestDatabase.open(
    t,
    'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (p integer CONSTRAINT fk REFERENCES p DEFERRABLE INITIALLY DEFERRED)',
  );
  await db.run(
    { kind: 'bulkInsert', table: { name: 'c' }, rows: [{ p: 1 }] },
    { kind: 'bulkInsert', table: { name: 'p' }, rows: [{ id: 1 }] },
    { kind: 'addColumn', table: { name: 'c' }, column: { name: 'x', type: { kind: 'integer' }, nullable: true } },
    { kind: 'bulkInsert', table: { name: 'c' }, rows: [{ p: 2 }] },
    { kind: 'bulkInsert', table: { name: 'p' }, rows: [{ id: 2 }] },
  );
  t.is(await db.value('SELECT count(*) FROM c'), 2);
});

test.serial('types change with the cast that they need, and keep their defaults', async (t) => {
  const db = await TestDatabase.open(
    t,
    `CREATE TABLE a (s text DEFAULT '1', n integer DEFAULT 2, b integer, long text, e text DEFAULT 'ok', id serial)`,
  );
  await db.execute("INSERT INTO a (b, long) VALUES (1, 'abcdef')");
  const to = (column: string, change: object): Operation => ({
    kind: 'alterColumn',
    table: { name: 'a' },
    column,
    to: change,
  });
  await db.run(
    to('s', { type: { kind: 'integer' } }),
    to('n', { type: { kind: 'text' } }),
    to('b', { type: { kind: 'boolean' } }),
    to('e', { type: { kind: 'enum', values: ['ok', 'sad'] }, default: { kind: 'literal', value: 'ok' } }),
    to('id', { type: { kind: 'bigint' } }),
  );
  await db.execute('INSERT INTO a DEFAULT VALUES');
  t.deepEqual(await db.rows('SELECT s, n, b, e::text FROM a'), [
    { s: 1, n: '2', b: true, e: 'ok' },
    { s: 1, n: '2', b: null, e: 'ok' },
  ]);
  t.is(
    await db.value("SELECT seqtypid::regtype::text FROM pg_sequence WHERE seqrelid = 'a_id_seq'::regclass"),
    'bigint',
  );
  // A cast would cut it without a word.
  await t.throwsAsync(db.run(to('long', { type: { kind: 'string', length: 3 } })), { message: /too long/ });
  await db.run(to('s', { type: { kind: 'text' }, using: "'n' || s" }));
  t.is(await db.value('SELECT DISTINCT s FROM a'), 'n1');
});

test.serial('rows with numbers of their own do not stand in the way of later ones', async (t) => {
  const db = await TestDatabase.open(
    t,
    'CREATE TABLE a (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, b boolean)',
  );
  await db.run({
    kind: 'bulkInsert',
    table: { name: 'a' },
    rows: [
      { id: 7, b: 1 },
      { id: 3, b: 0 },
    ],
  });
  t.is(await db.value('INSERT INTO a (b) VALUES (true) RETURNING id'), 8);
  await db.run({ kind: 'bulkInsert', table: { name: 'a' }, rows: [{ id: 5, b: true }] });
  t.is(await db.value('INSERT INTO a (b) VALUES (true) RETURNING id'), 9);
});

test.serial('a foreign key may point at a table that comes after it', async (t) => {
  const db = await TestDatabase.open(t);
  await db.run(
    createTable(
      table('c', {
        p: types.integer().references('p', 'id', { name: 'fk' }),
        c: types.integer().references('c', 'id'),
        id: types.integer().primaryKey(),
      }),
    ),
    createTable(table('p', { id: types.integer().primaryKey() })),
  );
  t.is(await db.value("SELECT count(*) FROM pg_constraint WHERE contype = 'f'"), 2);
});
