import type { AludelError } from '@aludel/core';
import { t as column, type Op } from '@aludel/core';
import { mysql } from '@aludel/mysql';
import { LiveSession } from '@aludel/testing';
import test, { type ExecutionContext } from 'ava';
import { forEachTarget, type TargetUnderTest } from '../../for-each-target.js';
import { rawClient, type RawClient } from '../../raw-client.js';

async function opened(
  t: ExecutionContext,
  target: TargetUnderTest,
): Promise<{ session: LiveSession; client: RawClient }> {
  const database = await target.freshDatabase(t);
  if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
  const session = await LiveSession.open(mysql(database.options));
  t.teardown(() => session.close());
  const client = await rawClient(database);
  t.teardown(client.close);
  await client.script("SET SESSION sql_mode = REPLACE(@@sql_mode, 'ANSI_QUOTES', '')");
  return { session, client };
}

/** How the server writes one column. */
async function lineOf({ query }: RawClient, name: string): Promise<string> {
  const [row] = await query('SHOW CREATE TABLE users');
  const line = String(row?.['Create Table'])
    .split('\n')
    .find((one) => one.trim().startsWith(`\`${name}\``));
  return line?.trim().replace(/,$/u, '') ?? '';
}

/** A column with everything that MODIFY forgets, by what it is about. */
const columns = {
  'an expression as its default': "c varchar(20) NOT NULL DEFAULT (concat('a', 'b')) COMMENT 'x'",
  'a text with quotes as its default': "c varchar(20) NOT NULL DEFAULT 'it''s \\\\ \"so\"' COMMENT 'it''s \\\\'",
  'an empty default': "c varchar(20) NOT NULL DEFAULT '' COMMENT 'x'",
  'no default and NOT NULL': "c varchar(20) NOT NULL COMMENT 'x'",
  'a charset and collation': "c varchar(20) CHARACTER SET latin1 COLLATE latin1_german1_ci NOT NULL DEFAULT 'ä'",
  'a binary collation': "c varchar(20) COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'x'",
  AUTO_INCREMENT: "c int unsigned NOT NULL AUTO_INCREMENT UNIQUE COMMENT 'x'",
  'ON UPDATE': "c timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3) COMMENT 'x'",
  'ON UPDATE of a datetime without default': "c datetime DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP COMMENT 'x'",
  'being invisible': "c int DEFAULT 5 INVISIBLE COMMENT 'x'",
  'being a set': "c set('a','b''c') NOT NULL DEFAULT 'a' COMMENT 'x'",
  'being an enum': "c enum('new','it''s') CHARACTER SET latin1 NOT NULL DEFAULT 'it''s' COMMENT 'x'",
  'an exact number as its default': "c decimal(10,3) unsigned NOT NULL DEFAULT 1.500 COMMENT 'x'",
  'bits as its default': "c bit(4) NOT NULL DEFAULT b'101' COMMENT 'x'",
  'being generated': "c int GENERATED ALWAYS AS (id * 2) STORED COMMENT 'x'",
  'being computed when read': "c int GENERATED ALWAYS AS (id * 2) VIRTUAL COMMENT 'x'",
  'being JSON': "c json DEFAULT NULL COMMENT 'x'",
} as const;

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;

  for (const [what, definition] of Object.entries(columns)) {
    target.test(`a column keeps ${what} when its comment, its name or its place changes`, async (t) => {
      const { session, client } = await opened(t, target);
      await client.script(`CREATE TABLE users (id int PRIMARY KEY, ${definition}, z int)`);
      const before = await lineOf(client, 'c');
      const bare = (line: string): string => line.replace(/ COMMENT '(?:[^']|'')*'/u, '');
      await session.run((op) => op.alterColumn('users', 'c', { comment: 'another' }));
      const commented = await lineOf(client, 'c');
      t.regex(commented, /COMMENT 'another'/u);
      t.is(bare(commented), bare(before));
      await session.run((op) => op.renameColumn('users', 'c', 'd'));
      t.is(await lineOf(client, 'd'), commented.replaceAll('`c`', '`d`'));
      await session.run((op) => op.renameColumn('users', 'd', 'c'));
      await session.run((op) => op.alterColumn('users', 'c', { options: { mysql: { position: { after: 'z' } } } }));
      t.is(await lineOf(client, 'c'), commented);
      t.deepEqual(
        (await client.query('SHOW COLUMNS FROM users')).map((row) => row['Field']),
        ['id', 'z', 'c'],
      );
      await session.downgrade('base');
      t.is(await lineOf(client, 'c'), before);
    });
  }

  target.test('a type, NOT NULL and a default change alone', async (t) => {
    const { session, client } = await opened(t, target);
    await client.script(
      "CREATE TABLE users (c varchar(20) CHARACTER SET latin1 COLLATE latin1_german1_ci NOT NULL DEFAULT 'x' COMMENT 'about')",
    );
    const before = await lineOf(client, 'c');
    await session.run((op) => op.alterColumn('users', 'c', { type: column.string(30) }));
    const longer = before.replace('varchar(20)', 'varchar(30)');
    t.is(await lineOf(client, 'c'), longer);
    await session.run((op) => op.alterColumn('users', 'c', { default: "y'" }));
    t.is(await lineOf(client, 'c'), longer.replace("'x'", "'y'''"));
    await session.run((op) => op.alterColumn('users', 'c', { default: null }));
    t.is(await lineOf(client, 'c'), longer.replace(" DEFAULT 'x'", ''));
    await session.run((op) => op.alterColumn('users', 'c', { nullable: true }));
    t.is(await lineOf(client, 'c'), longer.replace(" NOT NULL DEFAULT 'x'", ' DEFAULT NULL'));
    await session.downgrade('base');
    t.is(await lineOf(client, 'c'), before);
  });

  target.test(
    'a NOT NULL column without a default is refused where there are rows, and taken where there are none',
    async (t) => {
      const { session, client } = await opened(t, target);
      await client.script('CREATE TABLE users (id int)');
      const add = (name: string) =>
        session.run((op) => {
          op.addColumn('users', 'free', column.integer());
          op.addColumn('users', name, column.integer().notNull());
        });
      await add('empty');
      await client.script('INSERT INTO users VALUES (1, 2, 3)');
      const error = await t.throwsAsync<AludelError>(
        session.run((op) => op.addColumn('users', 'age', column.integer().notNull())),
        { code: 'STATEMENT_FAILED' },
      );
      t.regex(error?.message ?? '', /The column age is NOT NULL and has no default, and the table users has rows/u);
      t.truthy(error?.hint);
      t.deepEqual(error?.inEffect, []);
      t.is(await lineOf(client, 'age'), '');
    },
  );

  target.test('changes of one cost are one ALTER TABLE; an instant one is not made to copy by others', async (t) => {
    const { session, client } = await opened(t, target);
    await client.script('CREATE TABLE users (id int PRIMARY KEY, a int, b int) ENGINE=InnoDB');
    const before = session.statements.length;
    await session.run((op) => {
      op.addColumn('users', 'c', column.integer());
      op.addColumn('users', 'd', column.string(20));
      op.createIndex('ix_a', 'users', ['a']);
      op.createIndex('ix_b', 'users', ['b']);
      op.alterColumn('users', 'a', { type: column.bigint() });
      op.alterColumn('users', 'b', { type: column.bigint() });
    });
    const altering = session.statements.slice(before).filter((sql) => sql.startsWith('ALTER TABLE'));
    t.is(altering.length, 3, altering.join('\n'));
    t.regex(altering[0] ?? '', /ADD COLUMN `c`[\s\S]*ADD COLUMN `d`/u);
    t.regex(altering[1] ?? '', /`ix_a`[\s\S]*`ix_b`/u);
    t.regex(altering[2] ?? '', /`a` bigint[\s\S]*`b` bigint/u);
    t.true(await session.undo());
  });

  target.test('an index that a foreign key needs can be dropped: the key gets one of its own', async (t) => {
    const { session, client } = await opened(t, target);
    await session.run((op) => {
      op.createTable('teams', { id: column.integer().primaryKey() });
      op.createTable('users', { id: column.integer().primaryKey(), team: column.integer(), name: column.string(9) });
      op.createUniqueConstraint('uq_team_name', 'users', ['team', 'name']);
      op.createForeignKey('fk_team', 'users', 'teams', ['team'], ['id']);
    });
    await session.run((op) => op.dropConstraint('uq_team_name', 'users'));
    const keys = await client.query(
      "SELECT DISTINCT index_name AS name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'users' ORDER BY 1",
    );
    t.deepEqual(keys.map((row) => String(row['name'])).toSorted(), ['PRIMARY', 'fk_team']);
    await t.throwsAsync(client.query("INSERT INTO users VALUES (1, 5, 'x')"), { any: true });
    t.true(await session.undo());
    t.is((await client.query("SHOW KEYS FROM users WHERE key_name = 'uq_team_name'")).length, 2);
  });

  target.test('a column becomes computed when it is read, stored, and plain, with all that rests on it', async (t) => {
    const { session, client } = await opened(t, target);
    await session.run((op) => {
      op.createTable('users', {
        id: column.integer().primaryKey(),
        name: column.string(20),
        c: column.string(20).generatedAs('upper(name)', { stored: false }),
        d: column.string(30).generatedAs("concat(c, '!')", { stored: false }),
        z: column.integer(),
      });
      op.createIndex('ix_c', 'users', ['c', 'z']);
      op.createUniqueConstraint('uq_d', 'users', ['d']);
      op.createCheckConstraint('ck_c', 'users', "c <> 'X'");
      op.bulkInsert('users', [{ id: 1, name: 'ann' }]);
    });
    const rows = async (): Promise<unknown> => {
      const [row] = await client.query('SELECT * FROM users');
      return Object.entries(row ?? {});
    };
    const expected = Object.entries({ id: 1, name: 'ann', c: 'ANN', d: 'ANN!', z: null });
    const to = (generated: { readonly expression: string; readonly stored: boolean } | null) => (op: Op) =>
      op.alterColumn('users', 'c', { generated });
    for (const generated of [
      { expression: 'upper(name)', stored: true },
      { expression: 'upper(name)', stored: false },
      null,
      { expression: 'upper(name)', stored: false },
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- each builds on the one before
      await session.run(to(generated));
      // oxlint-disable-next-line no-await-in-loop -- as above
      t.deepEqual(await rows(), expected, JSON.stringify(generated));
      // oxlint-disable-next-line no-await-in-loop -- as above
      await t.throwsAsync(client.query(`UPDATE users SET ${generated === null ? 'c' : 'name'} = 'X'`), { any: true });
      // oxlint-disable-next-line no-await-in-loop -- as above
      t.is((await client.query("SHOW KEYS FROM users WHERE key_name = 'ix_c'")).length, 2);
    }
    t.true(await session.undo());
    t.deepEqual(await rows(), expected);
  });

  target.test('a column of a foreign key is renamed, though others are computed from it', async (t) => {
    const { session, client } = await opened(t, target);
    await session.run((op) => {
      op.createTable('users', {
        id: column.integer().primaryKey(),
        boss: column.integer().references('users', 'id'),
        twice: column.integer().generatedAs('boss * 2', { stored: false }),
        next: column.integer().generatedAs('id + 1', { stored: false }),
        mood: column.enum(['glad', 'sad']),
      });
      op.createIndex('ix_twice', 'users', ['twice', 'boss']);
      op.createCheckConstraint('ck_twice', 'users', 'twice > 2');
      op.createCheckConstraint('ck_mood', 'users', "mood <> 'sad'");
      op.bulkInsert('users', [
        { id: 7, boss: null },
        { id: 8, boss: 7 },
      ]);
    });
    await session.run((op) => {
      op.renameColumn('users', 'boss', 'chief');
      op.renameColumn('users', 'id', 'number');
    });
    const rows = await client.query('SELECT * FROM users ORDER BY number');
    t.deepEqual(Object.entries(rows[1] ?? {}).slice(0, 4), [
      ['number', 8],
      ['chief', 7],
      ['twice', 14],
      ['next', 9],
    ]);
    t.is((await client.query("SHOW KEYS FROM users WHERE key_name = 'ix_twice'")).length, 2);
    await t.throwsAsync(client.query('UPDATE users SET chief = 1 WHERE number = 8'), { any: true });
    t.true(await session.undo());
    t.deepEqual(Object.keys((await client.query('SELECT * FROM users'))[0] ?? {}).slice(0, 2), ['id', 'boss']);
  });

  if (target.flavour !== 'mariadb') {
    target.test('a column with a spatial index gets another reference system, and has its index again', async (t) => {
      const { session, client } = await opened(t, target);
      await client.script("CREATE TABLE users (id int, c point NOT NULL SRID 4326, SPATIAL KEY k (c) COMMENT 'x')");
      const text = async (): Promise<unknown> => (await client.query('SHOW CREATE TABLE users'))[0]?.['Create Table'];
      const before = await text();
      await session.run((op) => op.alterColumn('users', 'c', { type: mysql.point({ srid: 3857 }) }));
      t.is(await text(), String(before).replace('4326', '3857'));
      await session.downgrade('base');
      t.is(await text(), before);
    });
  }

  const toNotNull: Readonly<Record<string, (op: Op) => void>> = {
    'NOT NULL': (op) => op.alterColumn('users', 'at', { nullable: false }),
    'a primary key': (op) => op.createPrimaryKey('pk_users', 'users', ['id', 'at']),
  };
  for (const [what, change] of Object.entries(toNotNull)) {
    target.test(`a moment that is NULL is not made into the present one by ${what}`, async (t) => {
      const { session, client } = await opened(t, target);
      await session.run((op) => {
        op.createTable('users', { id: column.integer(), at: column.timestamp({ withTimeZone: true }) });
        op.bulkInsert('users', [{ id: 1, at: null }]);
      });
      await t.throwsAsync(session.run(change), { code: 'STATEMENT_FAILED' });
      t.is((await client.query('SELECT id FROM users WHERE at IS NULL')).length, 1);
      await client.query("UPDATE users SET at = '2024-01-01'");
      await session.run([]);
      t.regex(await lineOf(client, 'at'), /NOT NULL/u);
    });
  }

  target.test('an index of the name of a foreign key can be widened, narrowed, dropped and replaced', async (t) => {
    const { session, client } = await opened(t, target);
    const keys = async (): Promise<readonly string[]> => {
      const rows = await client.query(
        `SELECT CONCAT(index_name, ' ', GROUP_CONCAT(column_name ORDER BY seq_in_index)) AS one
         FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'users'
         GROUP BY index_name ORDER BY 1`,
      );
      return rows.map(({ one }) => String(one)).filter((one) => !one.startsWith('PRIMARY'));
    };
    await session.run((op) => {
      op.createTable('teams', { id: column.integer().primaryKey() });
      op.createTable('users', { id: column.integer().primaryKey(), team: column.integer(), age: column.integer() });
      op.createForeignKey('fk_team', 'users', 'teams', ['team'], ['id']);
    });
    const steps = [
      [['fk_team team,age'], (op) => op.createIndex('fk_team', 'users', ['team', 'age'])],
      [['fk_team team'], (op) => op.dropIndex('fk_team', 'users')],
      [['fk_team team'], (op) => op.dropIndex('fk_team', 'users')],
      [
        ['uq_team team,age'],
        (op) => {
          op.dropIndex('fk_team', 'users');
          op.createUniqueConstraint('uq_team', 'users', ['team', 'age']);
        },
      ],
      [['fk_team team', 'uq_team team,age'], (op) => op.createIndex('fk_team', 'users', ['team'])],
      [['age age', 'fk_team team', 'uq_team team,age'], (op) => op.createIndex('age', 'users', ['age'])],
    ] as const satisfies readonly (readonly [readonly string[], (op: Op) => void])[];
    for (const [expected, change] of steps) {
      // oxlint-disable-next-line no-await-in-loop -- each builds on the one before
      await session.run(change);
      // oxlint-disable-next-line no-await-in-loop -- as above
      t.deepEqual(await keys(), expected);
    }
    t.true(await session.undo());
    t.deepEqual(await keys(), ['fk_team team', 'uq_team team,age']);
  });

  target.test(
    'a moment is kept as it was given, with whatever offset and in whatever zone the session is',
    async (t) => {
      const { session, client } = await opened(t, target);
      await session.run((op) => {
        op.createTable('users', { id: column.integer(), at: column.timestamp({ withTimeZone: true }) });
        op.bulkInsert('users', [
          { id: 1, at: '2024-02-29 10:20:30+00:00' },
          { id: 2, at: '2024-02-29T10:20:30Z' },
          { id: 3, at: '2024-02-29 12:20:30.5+02:00' },
          { id: 4, at: null },
        ]);
      });
      const rows = await client.query('SELECT id, UNIX_TIMESTAMP(at) AS at FROM users ORDER BY id');
      t.deepEqual(
        rows.map(({ at }) => (at === null ? null : Number(at))),
        [1709202030, 1709202030, 1709202030.5, null],
      );
    },
  );

  target.test('names of tables that differ in case alone are what the server takes them for', async (t) => {
    const { session, client } = await opened(t, target);
    await session.run((op) => {
      op.createTable('Users', { Id: column.integer().primaryKey(), name: column.string(20) });
      op.addColumn('Users', 'age', column.integer());
      op.createIndex('ix_name', 'Users', ['Name'.toLowerCase()]);
    });
    const [mode] = await client.query('SELECT @@lower_case_table_names AS mode');
    const [shown] = await client.query('SHOW TABLES LIKE "_sers"'.replaceAll('"', "'"));
    t.is(Object.values(shown ?? {})[0], Number(mode?.['mode']) === 1 ? 'users' : 'Users');
    await session.run((op) => op.alterColumn('Users', 'name', { type: column.string(30), nullable: false }));
    await session.run((op) => op.renameTable('Users', 'People'));
    await session.downgrade('base');
    t.deepEqual((await session.model()).tables, []);
  });
});
