import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

const users = "op.createTable('users', { id: t.integer().primaryKey(), name: t.text() });";

test('op.knex works on what was recorded before, in the same transaction', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        users,
        "op.bulkInsert('users', [{ id: 1, name: 'Ada' }]);",
        "const known = await op.knex('users').select('name');",
        "await op.knex('users').insert({ id: 2, name: `${known[0].name} the second` });",
        "op.addColumn('users', 'age', t.integer());",
        "await op.knex('users').where({ id: 2 }).update({ age: 36 });",
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.rows('SELECT * FROM users ORDER BY id'), [
    { id: 1, name: 'Ada', age: null },
    { id: 2, name: 'Ada the second', age: 36 },
  ]);
});

test('what op.knex wrote is rolled back with the migration', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: ["await op.knex('own').insert({ id: 8 });", "throw new Error('no');"] } })
    .prepare('CREATE TABLE own (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO own VALUES (7)');
  const before = project.bytes();
  await failure(t, project.migrator().upgrade());
  t.deepEqual(project.bytes(), before);
});

test('a transaction of op.knex is a savepoint', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        users,
        "await op.knex.transaction(async (trx) => { await trx('users').insert({ id: 1, name: 'kept' }); });",
        'try {',
        "  await op.knex.transaction(async (trx) => { await trx('users').insert({ id: 2, name: 'lost' }); throw new Error('back'); });",
        '} catch {}',
        "const trx = await op.knex.transaction(); await trx('users').insert({ id: 3, name: 'by hand' }); await trx.commit();",
      ],
    },
    b2: {
      upgrade: [
        "await op.knex.transaction(async (trx) => { await trx('users').insert({ id: 4 }); });",
        "throw new Error('no');",
      ],
    },
  });
  t.is((await failure(t, project.migrator().upgrade())).message, 'no');
  t.deepEqual(project.values('SELECT name FROM users ORDER BY id'), ['kept', 'by hand']);
});

test('an error of op.knex is told with the line of the migration', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: ['', "await op.knex('nobody').insert({ id: 1 });"] } });
  const error = await failure(t, project.migrator().upgrade());
  t.regex(error.message, /no such table: nobody/u);
  t.deepEqual([error.location.revision, error.location.file], ['a1', project.file('a1')]);
  t.is(error.location.line, project.lineOf('a1', 'nobody'));
});

test('without a transaction around the migration op.knex works, too', async (t) => {
  const project = new Project(t).write({
    a1: {
      header: 'transaction: false,',
      upgrade: [
        users,
        "await op.knex('users').insert({ id: 1, name: 'Ada' });",
        "await op.knex.transaction(async (trx) => { await trx('users').insert({ id: 2, name: 'Bob' }); });",
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT name FROM users ORDER BY id'), ['Ada', 'Bob']);
});
