import type { KnexWatcher } from '@aludel/core/dialect';
import test, { type ExecutionContext } from 'ava';
import { TestDatabase } from './run.test-support.js';

async function open(t: ExecutionContext) {
  const database = await TestDatabase.open(t, 'CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT)');
  const seen: string[] = [];
  const pending = new Set<object>();
  const watcher: KnexWatcher = {
    before: (sql) => {
      seen.push(sql);
      return Promise.resolve();
    },
    made: () => undefined,
    used: () => undefined,
    started: (query) => pending.add(query),
    done: (query) => pending.delete(query),
  };
  const knex = database.connection.knex(watcher);
  return { database, knex, seen, pending };
}

test('works within the open transaction of the migration', async (t) => {
  const { database, knex } = await open(t);
  await database.connection.begin();
  t.deepEqual(await knex('a').insert({ v: 'x' }), [1]);
  t.deepEqual(await knex('a').where({ id: 1 }).first(), { id: 1, v: 'x' });
  t.is(await knex('a').update({ v: 5 }), 1);
  t.deepEqual(await database.rows('SELECT * FROM a'), [{ id: 1, v: '5' }]);
  t.deepEqual(await knex('a').insert({ v: 'y' }).returning('*'), [{ id: 2, v: 'y' }]);
  await database.connection.rollback();
  t.deepEqual(await knex.select('*').from('a'), []);
});

test('makes a savepoint of knex.transaction()', async (t) => {
  const { database, knex, seen } = await open(t);
  await database.connection.begin();
  await knex('a').insert({ v: 'kept' });
  await t.throwsAsync(
    knex.transaction(async (trx) => {
      await trx('a').insert({ v: 'lost' });
      await trx.transaction((inner) => inner('a').insert({ v: 'lost as well' }));
      throw new Error('no');
    }),
    { message: 'no' },
  );
  await knex.transaction((trx) => trx('a').insert({ v: 'kept too' }));
  t.true(seen.some((sql) => sql.startsWith('SAVEPOINT')));
  t.false(seen.some((sql) => sql.startsWith('BEGIN')));
  await database.connection.commit();
  t.deepEqual(
    (await database.rows('SELECT v FROM a')).map(({ v }) => v),
    ['kept', 'kept too'],
  );
});

test('waits for `before` ahead of each query', async (t) => {
  const { database } = await open(t);
  const knex = database.connection.knex({
    before: () => database.execute(`INSERT INTO a (v) VALUES ('first')`),
    made: () => undefined,
    used: () => undefined,
    started: () => undefined,
    done: () => undefined,
  });
  t.deepEqual(await knex('a').select('v'), [{ v: 'first' }]);
});

test('tells of a query from the moment it is handed over until it is done', async (t) => {
  const { knex, pending } = await open(t);
  const query = knex('a').insert({ v: 'x' });
  t.is(pending.size, 0);
  const running = query.then(() => 'done');
  t.is(pending.size, 1);
  t.is(await running, 'done');
  t.is(pending.size, 0);
  await t.throwsAsync(knex('nowhere').select(), { message: /no such table/, any: true });
  t.is(pending.size, 0);
  const transaction = knex.transaction((trx) => trx('a').select());
  t.true(pending.size > 0);
  await transaction;
  await Promise.resolve();
  t.is(pending.size, 0);
});

test('streams rows, and leaves the session open when it is destroyed', async (t) => {
  const { database, knex } = await open(t);
  await knex('a').insert([{ v: 'x' }, { v: 'y' }]);
  const rows: unknown[] = [];
  for await (const row of knex('a').select('v').stream()) rows.push(row);
  t.deepEqual(rows, [{ v: 'x' }, { v: 'y' }]);
  await knex.destroy();
  t.deepEqual(await database.rows('SELECT count(*) AS n FROM a'), [{ n: 2 }]);
});
