import { spawnSync } from 'node:child_process';
import { t as column, table } from '@aludel/core';
import { OperationRegistry, emptySchema, type Operation, type SchemaModel, type Statement } from '@aludel/core/dialect';
import test from 'ava';
import { sqliteOperations } from '../operations/sqlite-operations.js';
import { TestDatabase } from '../run.test-support.js';
import { createCompiler } from './compiler.js';

const users = { name: 'users' };
const registry = new OperationRegistry(...sqliteOperations);

/** Compiles without a database, as `--sql` does, and writes the statements down. */
function script(operations: readonly Operation[], before: SchemaModel): string {
  const compiler = createCompiler(registry, { version: '3.35.0', foreignKeys: true, script: true });
  const statements = compiler.compile(operations, before);
  const of = (one: readonly Statement[]): string => one.map(({ sql }) => `${sql};\n`).join('');
  const session = statements.filter(({ transaction }) => transaction === 'session');
  const undo = session.map((one) => ({ ...one, sql: one.undo ?? '' }));
  return `${of(session)}BEGIN;\n${of(statements.filter((one) => !session.includes(one)))}COMMIT;\n${of(undo)}`;
}

const first: readonly Operation[] = [
  {
    kind: 'createTable',
    table: table('users', {
      id: column.integer().identity().primaryKey(),
      name: column.string(10).notNull(),
      kind: column.enum(['a', 'b']),
    }),
  },
  { kind: 'createIndex', table: users, index: { name: 'ix', columns: [{ column: 'name' }], unique: true } },
  { kind: 'execute', sql: 'CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END' },
  { kind: 'execute', sql: `INSERT INTO users (id, name, kind) VALUES (7, 'x', 'a')` },
];
const second: readonly Operation[] = [
  { kind: 'alterColumn', table: users, column: 'name', to: { type: { kind: 'text' }, nullable: true } },
  { kind: 'createCheckConstraint', table: users, constraint: { kind: 'check', name: 'ck', expression: "name <> ''" } },
  { kind: 'alterColumn', table: users, column: 'name', to: { name: 'title' } },
];

test('a rebuild in a script does what it does in a run', async (t) => {
  const run = await TestDatabase.open(t, '', { target: { version: '3.35.0' } });
  await run.run(...first);
  await run.run(...second);
  const scripted = await TestDatabase.open(t);
  await scripted.execute(script(first, emptySchema));
  await scripted.execute(script(second, registry.applyAll(emptySchema, first)));
  t.deepEqual(await scripted.dump(), await run.dump());
  t.deepEqual(await scripted.rows('PRAGMA foreign_keys'), [{ foreign_keys: 1 }]);
});

test('a script stops where the table has parts that it does not know', async (t) => {
  const database = await TestDatabase.open(t);
  await database.execute(script(first, emptySchema));
  await database.execute('CREATE TRIGGER unknown AFTER INSERT ON users BEGIN SELECT 1; END');
  const before = await database.dump();
  await t.throwsAsync(database.execute(script(second, registry.applyAll(emptySchema, first))), {
    message: /not known here and would be lost: trigger unknown/,
    any: true,
  });
  await database.connection.rollback();
  t.deepEqual(await database.dump(), before);
});

test('the sqlite3 program runs a script as the driver does', async (t) => {
  if (spawnSync('sqlite3', ['--version']).status !== 0) {
    t.log('Skipped: there is no sqlite3 program here.');
    t.pass();
    return;
  }
  const driver = await TestDatabase.open(t);
  const program = await TestDatabase.open(t);
  for (const text of [script(first, emptySchema), script(second, registry.applyAll(emptySchema, first))]) {
    await driver.execute(text);
    const { stderr, stdout } = spawnSync('sqlite3', ['-bail', program.filename], { input: text, encoding: 'utf8' });
    t.is(stderr + stdout, '');
  }
  t.deepEqual(await program.dump(), await driver.dump());
});

test('rebuilds a table in an attached database', async (t) => {
  const database = await TestDatabase.open(
    t,
    `ATTACH ':memory:' AS "at tached"; CREATE TABLE users (x INT); CREATE TABLE "at tached".users (id INTEGER PRIMARY KEY AUTOINCREMENT, b VARCHAR(5));
     CREATE INDEX "at tached".ix ON users (b); CREATE TRIGGER "at tached".tr AFTER INSERT ON users BEGIN SELECT 1; END;
     INSERT INTO "at tached".users VALUES (3, 'x');`,
  );
  const attached = { schema: 'at tached', name: 'users' };
  await database.run({ kind: 'alterColumn', table: attached, column: 'b', to: { type: { kind: 'text' } } });
  t.deepEqual(
    await database.rows('SELECT name, sql FROM "at tached".sqlite_schema WHERE sql IS NOT NULL ORDER BY name'),
    [
      { name: 'ix', sql: 'CREATE INDEX ix ON users (b)' },
      { name: 'sqlite_sequence', sql: 'CREATE TABLE sqlite_sequence(name,seq)' },
      { name: 'tr', sql: 'CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END' },
      { name: 'users', sql: 'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT)' },
    ],
  );
  t.deepEqual(await database.rows('SELECT * FROM "at tached".users'), [{ id: 3, b: 'x' }]);
  t.deepEqual(Object.keys(await database.schema()), ['users']);
});
