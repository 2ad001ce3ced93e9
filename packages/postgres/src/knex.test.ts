import type { KnexWatcher } from '@aludel/core/connection';
import test from 'ava';
import { TestDatabase } from './run.test-support.js';

const nobody: KnexWatcher = {
  before: () => Promise.resolve(),
  made: () => undefined,
  used: () => undefined,
  started: () => undefined,
  done: () => undefined,
};

test.serial('Knex works on the session and in its transaction', async (t) => {
  const db = await TestDatabase.open(t, 'CREATE TABLE a (id serial PRIMARY KEY, s text, at timestamptz)');
  await db.connection.begin();
  const knex = db.connection.knex(nobody);
  const [{ id }] = (await knex('a')
    .insert({ s: 'x', at: new Date(0) })
    .returning('id')) as [{ id: number }];
  t.is(id, 1);
  t.like(await knex('a').where({ s: 'x' }).first(), { id: 1, s: 'x' });
  t.is((await knex.raw('SELECT ?::text AS v', ['y'])).rows[0].v, 'y');
  t.is(await knex('a').update({ s: 'z' }), 1);
  await t.throwsAsync(
    knex.transaction(async (trx) => {
      await trx('a').insert({ s: 'gone' });
      await trx('nowhere').insert({ s: 'x' });
    }),
    { message: /relation "nowhere" does not exist/ },
  );
  t.is(Number((await knex('a').count('* as n').first())?.['n']), 1);
  await db.connection.rollback();
  t.is(await db.value('SELECT count(*) FROM a'), 0);
});
