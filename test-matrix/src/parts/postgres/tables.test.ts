import type { AludelError } from '@aludel/core';
import { check, t as column, unique } from '@aludel/core';
import {
  attachPartition,
  createComposite,
  createDomain,
  createEnum,
  createMaterializedView,
  createPartition,
  createPolicy,
  enableRowLevelSecurity,
  postgres,
  refreshMaterializedView,
  validateConstraint,
} from '@aludel/postgres';
import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { opened, versionOf } from './opened.test-support.js';

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres') return;

  target.test('an enum comes with the table that needs it, and goes with the last column of it', async (t) => {
    const { session, value } = await opened(t, target);
    const isThere = async (): Promise<boolean> => (await value("SELECT to_regtype('mood')")) !== null;
    await session.run((op) => {
      op.createTable('one', { id: column.integer(), mood: column.enum(['ok', 'sad'], 'mood') });
      op.createTable('two', { id: column.integer(), mood: column.enum(['ok', 'sad'], 'mood') });
    });
    await session.run((op) => op.dropColumn('one', 'mood'));
    t.true(await isThere());
    await session.run((op) => op.dropTable('two'));
    t.false(await isThere());
    t.true(await session.undo());
    t.true(await isThere());
  });

  target.test('an enum is kept where that is asked for, or where a function uses it', async (t) => {
    const { session, value } = await opened(t, target);
    await session.run((op) => {
      op.createTable('one', { id: column.integer(), mood: column.enum(['ok', 'sad'], 'mood') });
      op.dropColumn('one', 'mood', { postgres: { keepEnum: true } });
    });
    t.not(await value("SELECT to_regtype('mood')"), null);
    await session.run((op) => {
      op.addColumn('one', 'mood', column.enum(['ok', 'sad'], 'mood'));
      op.execute('CREATE FUNCTION cheer(mood) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$');
    });
    await session.run((op) => op.dropColumn('one', 'mood'));
    t.not(await value("SELECT to_regtype('mood')"), null);
  });

  target.test('a table and an enum of one name with other values is an error', async (t) => {
    const { session, value } = await opened(t, target);
    await session.run((op) => op.apply(createEnum({ name: 'mood', values: ['ok', 'sad'] })));
    await t.throwsAsync(
      session.run((op) => op.createTable('one', { mood: column.enum(['ok', 'bad'], 'mood') })),
      { message: /mood/u },
    );
    t.is(await value("SELECT to_regclass('one')"), null);
  });

  target.test('several alterations of one table are one ALTER TABLE', async (t) => {
    const { session } = await opened(t, target);
    await session.run((op) => {
      op.createTable('users', { id: column.integer(), name: column.string(9), old: column.integer() });
    });
    const before = session.statements.length;
    await session.run((op) => {
      op.addColumn('users', 'age', column.integer().notNull().default(1));
      op.alterColumn('users', 'name', { type: column.string(20), nullable: false, default: 'x' });
      op.dropColumn('users', 'old');
      op.createPrimaryKey('pk', 'users', ['id']);
      op.createCheckConstraint('grown', 'users', 'age > 0');
    });
    const altering = session.statements.slice(before).filter((sql) => sql.startsWith('ALTER TABLE'));
    t.is(altering.length, 1, altering.join('\n'));
    t.true(await session.undo());
  });

  target.test(
    'a constraint that is not valid yet takes new rows to account, and old ones when it is validated',
    async (t) => {
      const { session, query, value } = await opened(t, target);
      await session.run((op) => {
        op.createTable('users', { id: column.integer() });
        op.bulkInsert('users', [{ id: -1 }]);
      });
      await session.run((op) =>
        op.createCheckConstraint('positive', 'users', 'id > 0', { postgres: { notValid: true } }),
      );
      await t.throwsAsync(query('INSERT INTO users VALUES (-2)'), { any: true });
      await t.throwsAsync(
        session.run((op) => op.apply(validateConstraint('users', 'positive'))),
        { message: /positive/u },
      );
      await query('DELETE FROM users WHERE id < 0');
      await session.upgrade();
      t.is(await value("SELECT convalidated FROM pg_constraint WHERE conname = 'positive'"), true);
    },
  );

  target.test('a unique constraint takes over an index that was built concurrently', async (t) => {
    const { session, value } = await opened(t, target);
    await session.run((op) => {
      op.createTable('users', { id: column.integer(), name: column.string(9) });
      op.createIndex('ix_name', 'users', ['name'], { unique: true, postgres: { concurrently: true } });
      op.createUniqueConstraint('uq_name', 'users', ['name'], { postgres: { usingIndex: 'ix_name' } });
    });
    t.is(await value("SELECT contype::text FROM pg_constraint WHERE conname = 'uq_name'"), 'u');
    t.is(await value("SELECT to_regclass('ix_name')"), null);
    t.is(await value("SELECT to_regclass('uq_name')::text"), 'uq_name');
  });

  target.test('a partitioned table gets partitions, new and attached', async (t) => {
    const { session, query } = await opened(t, target);
    await session.run((op) => {
      op.createTable(
        'events',
        { id: column.integer().notNull(), at: column.date().notNull() },
        { postgres: { partitionBy: { strategy: 'range', elements: [{ column: 'at' }] } } },
      );
      op.apply(createPartition('events_2024', 'events', "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"));
      op.createTable('events_2025', { id: column.integer().notNull(), at: column.date().notNull() });
      op.apply(attachPartition('events_2025', 'events', "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"));
      op.bulkInsert('events', [
        { id: 1, at: '2024-02-29' },
        { id: 2, at: '2025-02-28' },
      ]);
    });
    const rows = await query('SELECT tableoid::regclass::text AS part, id FROM events ORDER BY id');
    t.deepEqual(
      rows.map((row) => ({ ...row })),
      [
        { part: 'events_2024', id: 1 },
        { part: 'events_2025', id: 2 },
      ],
    );
    t.true(await session.undo());
    t.deepEqual((await session.model()).tables, []);
  });

  target.test('a policy shows to others only their own rows', async (t) => {
    const { session, query } = await opened(t, target);
    await session.run((op) => {
      op.createTable('notes', { owner: column.text(), text: column.text() });
      op.apply(enableRowLevelSecurity('notes', { forced: true }));
      op.apply(createPolicy('own', 'notes', { command: 'select', using: "owner = current_setting('app.user')" }));
    });
    const [row] = await query(
      "SELECT polname AS name, relrowsecurity AS enabled, relforcerowsecurity AS forced FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE relname = 'notes'",
    );
    t.deepEqual({ ...row }, { name: 'own', enabled: true, forced: true });
    t.true(await session.undo());
    t.deepEqual(await session.model(), { tables: [], objects: [] });
  });

  target.test('a materialized view holds what was there when it was refreshed', async (t) => {
    const { session, value } = await opened(t, target);
    const count = async (): Promise<number> => Number(await value('SELECT count(*) FROM names'));
    await session.run((op) => {
      op.createTable('users', { id: column.integer(), name: column.text() });
      op.apply(createMaterializedView({ name: 'names', definition: 'SELECT DISTINCT name FROM users' }));
      op.bulkInsert('users', [{ id: 1, name: 'anna' }]);
    });
    t.is(await count(), 0);
    await session.run((op) => op.apply(refreshMaterializedView('names')));
    t.is(await count(), 1);
  });

  target.test('domains and composite types are made, used by columns, and say what their values lack', async (t) => {
    const { session, value } = await opened(t, target);
    await session.run((op) => {
      op.apply(createDomain({ name: 'plz', type: column.text(), checks: [{ expression: "VALUE ~ '^[0-9]{5}$'" }] }));
      op.apply(createComposite({ name: 'place', attributes: { street: column.text(), code: postgres.named('plz') } }));
      op.createTable('houses', { id: column.integer(), at: postgres.named('place') });
    });
    t.true(await session.undo());
    await session.upgrade();
    await session.run((op) => op.execute("INSERT INTO houses VALUES (1, ROW('Weg 1', '20095'))"));
    t.is(await value('SELECT (at).code FROM houses'), '20095');
    const error = await t.throwsAsync<AludelError>(
      session.run((op) => op.execute("INSERT INTO houses VALUES (2, ROW('Weg 2', 'x'))")),
    );
    t.regex(error?.message ?? '', /plz/u);
  });

  target.test('comments stand on everything, and are changed and taken away', async (t) => {
    const { session, value } = await opened(t, target);
    await session.run((op) => {
      op.createTable(
        'users',
        { id: column.integer().comment("the user's number \\ €"), name: column.text() },
        {
          comment: 'who there is',
          constraints: [
            check('id > 0', { name: 'positive', postgres: { comment: 'of a check' } }),
            unique(['name'], { name: 'uq' }),
          ],
        },
      );
      op.createIndex('ix', 'users', ['id'], { postgres: { comment: 'of an index' } });
    });
    t.is(await value("SELECT obj_description('users'::regclass)"), 'who there is');
    t.is(await value("SELECT col_description('users'::regclass, 1)"), "the user's number \\ €");
    t.is(await value("SELECT obj_description('ix'::regclass)"), 'of an index');
    t.is(
      await value("SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE conname = 'positive'"),
      'of a check',
    );
    await session.run((op) => {
      op.dropTableComment('users');
      op.alterColumn('users', 'id', { comment: null });
    });
    t.is(await value("SELECT obj_description('users'::regclass)"), null);
    t.is(await value("SELECT col_description('users'::regclass, 1)"), null);
    t.true(await session.undo());
    t.is(await value("SELECT col_description('users'::regclass, 1)"), "the user's number \\ €");
  });

  target.test(
    'a column computed when it is read is of PostgreSQL 18, and named before anything runs on older ones',
    async (t) => {
      const { session, query, value } = await opened(t, target);
      const run = () =>
        session.run((op) => {
          op.createTable('first', { id: column.integer() });
          op.createTable('users', {
            id: column.integer(),
            twice: column.integer().generatedAs('id * 2', { stored: false }),
          });
          op.bulkInsert('users', [{ id: 4 }]);
        });
      if (versionOf(session) < 18) {
        const error = await t.throwsAsync<AludelError>(run(), { code: 'UNSUPPORTED_OPERATION' });
        t.regex(error?.message ?? '', /users\.twice.* of PostgreSQL 18 and newer/u);
        t.is(error?.location.operation, 'createTable users');
        t.is(await value("SELECT to_regclass('first')"), null);
        return;
      }
      await run();
      t.deepEqual({ ...(await query('SELECT id, twice FROM users'))[0] }, { id: 4, twice: 8 });
    },
  );
});
