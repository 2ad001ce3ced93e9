import type { AludelError } from '@aludel/core';
import { t as column } from '@aludel/core';
import { addEnumValue, detachPartition } from '@aludel/postgres';
import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { opened } from './opened.test-support.js';

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres') return;

  target.test('an index is built concurrently between what comes before and after it, in that order', async (t) => {
    const { session, query } = await opened(t, target);
    await session.run((op) => {
      op.createTable('users', { id: column.integer().primaryKey(), name: column.string(40) });
      op.bulkInsert('users', [{ id: 1, name: 'anna' }]);
      op.createIndex('ix_name', 'users', ['name'], { postgres: { concurrently: true } });
      op.addColumn('users', 'age', column.integer());
      op.execute('UPDATE users SET age = 7');
    });
    const sent = session.statements.map((sql) => /^(?:CREATE (?:TABLE|INDEX)|INSERT|ALTER|UPDATE)/u.exec(sql)?.[0]);
    t.deepEqual(sent.filter((words) => words !== undefined).slice(-5), [
      'CREATE TABLE',
      'INSERT',
      'CREATE INDEX',
      'ALTER',
      'UPDATE',
    ]);
    t.deepEqual(
      (await query('SELECT id, name, age FROM users')).map((row) => ({ ...row })),
      [{ id: 1, name: 'anna', age: 7 }],
    );
    t.deepEqual(
      (await query(`SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'ix_name'::regclass`)).map((row) => ({
        ...row,
      })),
      [{ valid: true }],
    );
  });

  target.test('what was committed before such a statement stays and is told; what comes after is undone', async (t) => {
    const { session, value } = await opened(t, target);
    const error = await t.throwsAsync<AludelError>(
      session.run((op) => {
        op.createTable('users', { id: column.integer().primaryKey() });
        op.createIndex('ix_id', 'users', ['id'], { postgres: { concurrently: true } });
        op.createTable('others', { id: column.integer() });
        op.execute('SELECT 1 / 0');
      }),
    );
    t.deepEqual(
      error?.inEffect.map(({ operation }) => operation),
      ['createTable users', 'createIndex ix_id on users'],
    );
    t.is(await value("SELECT to_regclass('ix_id')::text"), 'ix_id');
    t.is(await value("SELECT to_regclass('others')"), null);
  });

  target.test('an index whose concurrent build failed is dropped and built again by the next run', async (t) => {
    const { session, query, value } = await opened(t, target);
    await session.run((op) => {
      op.createTable('users', { id: column.integer().primaryKey(), name: column.string(40) });
      op.bulkInsert('users', [
        { id: 1, name: 'anna' },
        { id: 2, name: 'anna' },
      ]);
    });
    const build = () =>
      session.run((op) =>
        op.createIndex('uq_name', 'users', ['name'], { unique: true, postgres: { concurrently: true } }),
      );
    const error = await t.throwsAsync<AludelError>(build(), { code: 'STATEMENT_FAILED' });
    t.regex(error?.message ?? '', /could not create unique index "uq_name"/u);
    const valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('uq_name')";
    t.is(await value(valid), false);
    await query("UPDATE users SET name = 'bert' WHERE id = 2");
    await session.upgrade();
    t.is(await value(valid), true);
  });

  target.test('a value that is added to an enum can be used by the next statement', async (t) => {
    const { session, query } = await opened(t, target);
    await session.run((op) => {
      op.createTable('orders', { id: column.integer(), state: column.enum(['new', 'done'], 'state') });
    });
    await session.run((op) => {
      op.apply(addEnumValue('state', 'sent', { after: 'new' }));
      op.bulkInsert('orders', [{ id: 1, state: 'sent' }]);
      op.alterColumn('orders', 'state', { default: 'sent' });
    });
    t.deepEqual(
      (await query('SELECT unnest(enum_range(NULL::state))::text AS value')).map(({ value }) => value),
      ['new', 'sent', 'done'],
    );
    t.deepEqual(
      (await query('SELECT state FROM orders')).map(({ state }) => state),
      ['sent'],
    );
  });

  target.test('VACUUM and other SQL that no transaction takes runs outside of it', async (t) => {
    const { session, value } = await opened(t, target);
    await session.run((op) => {
      op.createTable('users', { id: column.integer() });
      op.execute('/* tidy */ VACUUM (ANALYZE) users');
      op.bulkInsert('users', [{ id: 1 }]);
    });
    t.is(Number(await value('SELECT count(*) FROM users')), 1);
  });

  target.test('an index is dropped concurrently, and a partition detached so where the server can', async (t) => {
    const { session, value } = await opened(t, target);
    await session.run((op) => {
      op.createTable('users', { id: column.integer() });
      op.createIndex('ix_id', 'users', ['id']);
      op.dropIndex('ix_id', 'users', { postgres: { concurrently: true } });
      op.execute('CREATE TABLE events (id integer) PARTITION BY RANGE (id)', [], { touches: ['events'] });
      op.execute('CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (9)', [], { touches: ['events_1'] });
    });
    t.is(await value("SELECT to_regclass('ix_id')"), null);
    const detach = () => session.run((op) => op.apply(detachPartition('events_1', 'events', { concurrently: true })));
    if (target.version === '13') {
      const error = await t.throwsAsync<AludelError>(detach(), { code: 'UNSUPPORTED_OPERATION' });
      t.regex(error?.message ?? '', /14/u);
      return;
    }
    await detach();
    t.is(await value("SELECT relispartition FROM pg_class WHERE oid = 'events_1'::regclass"), false);
  });
});
