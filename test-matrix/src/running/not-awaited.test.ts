import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

const users = "op.createTable('users', { id: t.integer().primaryKey(), name: t.text() });";

const forgotten: Readonly<Record<string, readonly string[]>> = {
  'a query': [users, "op.query('SELECT * FROM users');"],
  'a query that fails': [users, "op.query('SELECT * FROM nobody');"],
  'a query of op.knex that was started': [users, "op.knex('users').insert({ id: 1 }).then(() => undefined);"],
  'a query of op.knex that nobody started': [users, "op.knex('users').insert({ id: 1 });"],
  'a statement of op.knex in SQL that nobody started': [users, "op.knex.raw('INSERT INTO users (id) VALUES (1)');"],
  'a change of the schema by op.knex that nobody started': [
    users,
    "op.knex.schema.createTable('other', (table) => { table.increments(); });",
  ],
  'a transaction of op.knex': [users, "op.knex.transaction(async (trx) => { await trx('users').insert({ id: 1 }); });"],
};

for (const [what, upgrade] of Object.entries(forgotten)) {
  test(`${what} and was not awaited fails the migration, with its line`, async (t) => {
    const project = new Project(t).write({ a1: { upgrade } }).prepare('CREATE TABLE own (id)');
    const before = project.bytes();
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.code, 'PROMISE_NOT_AWAITED');
    const [, culprit = ''] = upgrade;
    const line = project.lineOf('a1', culprit);
    t.true(error.message.includes(`${project.file('a1')}:${line}`), error.message);
    t.deepEqual([error.location.file, error.location.line, error.location.revision], [project.file('a1'), line, 'a1']);
    t.deepEqual(project.bytes(), before);
  });
}

test('a builder of Knex that is part of another, or a base for others, need not be awaited', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        users,
        "const base = op.knex('users').where('id', '>', 0);",
        "const inner = op.knex('users').select('id');",
        "await op.knex('users').whereIn('id', inner).update({ name: op.knex.raw('upper(name)') });",
        'await base.clone().del();',
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.applied(), ['a1']);
});

test('a helper that was not awaited and goes on after the migration’s end fails it', async (t) => {
  const project = new Project(t)
    .write({
      a1: {
        upgrade: [
          users,
          'const helper = async () => {',
          '  await op.flush();',
          "  op.addColumn('users', 'late', t.text());",
          '};',
          'helper();',
        ],
      },
    })
    .prepare('CREATE TABLE own (id)');
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.code, 'OPERATION_TOO_LATE');
  t.deepEqual([error.location.file, error.location.line], [project.file('a1'), project.lineOf('a1', "'late'")]);
  t.deepEqual(project.bytes(), before);
});

test('what is left of a failed migration goes nowhere', async (t) => {
  const project = new Project(t)
    .write({
      a1: {
        upgrade: [
          users,
          'const helper = async () => {',
          "  for (let id = 1; ; id++) await op.knex('users').insert({ id });",
          '};',
          'helper();',
          'const other = async () => { for (;;) { await op.query("SELECT 1"); op.execute("DELETE FROM users"); } };',
          'other();',
          "throw new Error('no');",
        ],
      },
    })
    .prepare('CREATE TABLE own (id)');
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.message, 'no');
  // Whatever still runs would have had its turn by then.
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  t.deepEqual(project.bytes(), before);
});

test('who uses op when the migration is committed is told so', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: [users, '(globalThis as Record<string, unknown>)["kept"] = op;'] },
  });
  await project.migrator().upgrade();
  const { kept } = globalThis as unknown as {
    kept: { dropTable: (name: string) => void; readonly knex: unknown; query: (sql: string) => Promise<unknown> };
  };
  t.throws(() => kept.dropTable('users'), { code: 'OPERATION_TOO_LATE' });
  t.throws(() => kept.knex, { code: 'OPERATION_TOO_LATE' });
  t.throws(() => kept.query('SELECT 1'), { code: 'OPERATION_TOO_LATE' });
});
