import { randomBytes } from 'node:crypto';
import type { SchemaModel } from '@aludel/core';
import { displayName, matchesNames, type NamePatterns } from '@aludel/core/dialect';
import { LiveSession } from '@aludel/testing';
import test, { type ExecutionContext } from 'ava';
import { modelProject } from '../autogenerate/project.test-support.js';
import { dialectPackage } from '../dialect-package.js';
import type { FreshDatabase } from '../fresh-database.js';
import { forEachTarget } from '../for-each-target.js';
import { richSchema } from '../inspection/mysql-schemas.js';
import { rawClient } from '../raw-client.js';

/** Names in which a server may see something else than letters. */
const names = [
  'plain',
  'plain_log',
  'plainxlog',
  'Upper_log',
  '50%',
  '50x',
  'a[b]c',
  'a?c',
  'abc',
  "it's",
  'b\\s',
  'p|e',
];

const somePatterns: readonly NamePatterns[] = [
  { include: ['plain*'] },
  { include: ['plain_log', 'abc'] },
  { include: ['upper_*', 'PLAIN'] },
  { include: ['*'], exclude: ['*_log'] },
  { exclude: ['50%', 'a?c', 'a[b]c', 'nothing'] },
  { include: ['50*', 'a[*', 'a?*', '*\\*', '*|*', "it's"] },
  { exclude: ['*_*'] },
  { include: ['over_*'], exclude: ['*plain'] },
  { include: ['fires'] },
  { include: [] },
  { schemas: [''] },
  { schemas: ['elsewhere'] },
  { schemas: ['elsewhere', ''], include: ['elsewhere.*', 'abc'] },
  { include: Array.from({ length: 3000 }, (_, at) => `table_${at}`).concat('abc') },
];

const labels = ({ tables, objects }: SchemaModel): readonly string[] => [
  ...tables.map(({ name }) => displayName(name)),
  ...objects.map(({ kind, name }) => `${kind} ${displayName(name)}`),
];

function called({ tables, objects }: SchemaModel, patterns: NamePatterns): SchemaModel {
  const isMeant = matchesNames(patterns);
  return { tables: tables.filter(({ name }) => isMeant(name)), objects: objects.filter(({ name }) => isMeant(name)) };
}

async function sent(database: FreshDatabase, statements: readonly string[]): Promise<void> {
  const client = await rawClient(database);
  try {
    // oxlint-disable-next-line no-await-in-loop -- one session
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.close();
  }
}

async function opened(t: ExecutionContext, database: FreshDatabase): Promise<LiveSession> {
  const session = await LiveSession.open(dialectPackage(database));
  t.teardown(() => session.close());
  return session;
}

forEachTarget(test, (target) => {
  const quoted = (name: string): string => (target.dialect === 'mysql' ? `\`${name}\`` : `"${name}"`);

  target.test('names are asked for on the server, which gives just what they mean', async (t) => {
    const database = await target.freshDatabase(t);
    const fires: Readonly<Record<typeof target.dialect, readonly string[]>> = {
      postgres: [
        `CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
        'CREATE TRIGGER fires BEFORE INSERT ON "plain_log" FOR EACH ROW EXECUTE FUNCTION nothing()',
        'CREATE SCHEMA elsewhere',
        'CREATE TABLE elsewhere.plain (id integer)',
      ],
      mysql: [
        'CREATE TRIGGER fires BEFORE INSERT ON `plain_log` FOR EACH ROW SET @a = 1',
        'CREATE FUNCTION nothing() RETURNS int DETERMINISTIC NO SQL RETURN 1',
        'CREATE EVENT over_time ON SCHEDULE EVERY 1 DAY DISABLE DO SET @a = 1',
      ],
      sqlite: [
        'CREATE TRIGGER fires BEFORE INSERT ON "plain_log" BEGIN SELECT 1; END',
        'CREATE VIRTUAL TABLE plain_search USING fts5(title)',
      ],
    };
    await sent(database, [
      ...names.map((name) => `CREATE TABLE ${quoted(name)} (id integer)`),
      ...names.map((name, at) => `CREATE INDEX ${quoted(`ix_${at}`)} ON ${quoted(name)} (id)`),
      'CREATE VIEW over_plain AS SELECT id FROM plain',
      'CREATE VIEW over_abc AS SELECT id FROM abc',
      ...fires[target.dialect],
    ]);
    const { inspector } = (await opened(t, database)).services;
    const all = await inspector.read({});
    t.true(labels(all).length > names.length);
    for (const patterns of somePatterns) {
      const expected = called(all, patterns);
      // oxlint-disable-next-line no-await-in-loop -- one session
      const found = await inspector.read({ names: patterns });
      const words = JSON.stringify(patterns).slice(0, 200);
      // A trigger hangs on a table, which need not be called so.
      t.deepEqual(labels(found), labels(expected), words);
      t.deepEqual(found, expected, words);
    }
  });

  target.test('models of some tables of a large database are compared with these alone', async (t) => {
    const database = await target.freshDatabase(t);
    await sent(database, [
      `CREATE TABLE others (id integer PRIMARY KEY, kind varchar(20) NOT NULL)`,
      `CREATE TABLE more_others (id integer PRIMARY KEY, other integer REFERENCES others (id))`,
      'CREATE VIEW over_others AS SELECT id FROM others',
    ]);
    const made = modelProject(t, dialectPackage(database), { autogenerate: { include: ['app_*', '*_app_*'] } });
    const models = `
      export const users = table('app_users', {
        id: t.integer().identity().primaryKey(),
        tier: t.enum(['free', 'paid'], 'user_tier').notNull().default('free'),
        other_id: t.integer().references('others', 'id'),
      });
      export const posts = table('app_posts', {
        id: t.bigint().identity().primaryKey(),
        user_id: t.integer().notNull().references('app_users', 'id', { onDelete: 'cascade' }),
        price: t.decimal(8, 2).check('price >= 0', 'ck_app_posts_price'),
      });
      export const shown = view('app_shown', sql\`SELECT id FROM app_posts\`);
      export const others = table('others', { id: t.integer().primaryKey(), kind: t.string(20).notNull() });`;
    made.model(models);
    const text = String(await made.generate());
    t.regex(text, /'app_users'[\s\S]*'others'/u);
    t.notRegex(text, /createTable\(\s*'others'/u);
    const quiet = async (when: string): Promise<void> => {
      const { operations, leftAlone } = await made.migrator.check();
      t.deepEqual({ operations, leftAlone }, { operations: [], leftAlone: [] }, when);
    };
    await quiet('after the first');
    made.model(
      models
        .replace(`t.decimal(8, 2)`, `t.decimal(9, 2)`)
        .replace("'others', 'id'", "'others', 'id', { onDelete: 'set null' }"),
    );
    const change = String(await made.generate());
    t.regex(change, /app_users/u);
    await quiet('after a change');
    await made.migrator.downgrade('base');
    const session = await opened(t, database);
    const left = called(await session.services.inspector.read({}), { exclude: ['aludel_*'] });
    t.deepEqual(labels(left).toSorted(), ['more_others', 'others', 'view over_others']);
  });

  target.test('only what is meant is pulled, and no more is looked at', async (t) => {
    const database = await target.freshDatabase(t);
    await sent(database, [
      'CREATE TABLE app_users (id integer PRIMARY KEY)',
      'CREATE TABLE others (id integer PRIMARY KEY)',
      'CREATE VIEW app_ids AS SELECT id FROM app_users',
      'CREATE VIEW other_ids AS SELECT id FROM others',
    ]);
    const made = modelProject(t, dialectPackage(database), { autogenerate: { exclude: ['other*'] } });
    const { model } = await made.migrator.inspect();
    t.deepEqual(labels(model), ['app_users', 'view app_ids']);
    const { tables, objects } = await made.migrator.pull({ out: 'pulled.ts' });
    t.deepEqual({ tables, objects }, { tables: 1, objects: 1 });
  });

  if (target.dialect === 'mysql') {
    target.test('each object comes alone as it does with all others', async (t) => {
      const database = await target.freshDatabase(t, { charset: 'utf8mb4', collation: 'utf8mb4_general_ci' });
      await sent(database, richSchema(target.flavour));
      const { inspector } = (await opened(t, database)).services;
      const all = await inspector.read({});
      for (const { name } of [...all.tables, ...all.objects]) {
        const patterns = { include: [name.name] };
        // oxlint-disable-next-line no-await-in-loop -- one session
        t.deepEqual(await inspector.read({ names: patterns }), called(all, patterns), name.name);
      }
    });

    const isMariadb = target.flavour === 'mariadb';
    target.test('what takes a right to read hurts nobody once it is left out', async (t) => {
      const database = await target.freshDatabase(t);
      const user = `limited_${randomBytes(4).toString('hex')}`;
      const url = new URL(database.url);
      const name = url.pathname.slice(1);
      await sent(database, [
        'CREATE TABLE app_users (id int)',
        ...(isMariadb
          ? ['CREATE SEQUENCE other_numbers']
          : ["CREATE VIEW other_words AS SELECT id, 'x' AS x FROM app_users GROUP BY id"]),
        `CREATE USER '${user}'@'%' IDENTIFIED BY 'Secret-1'`,
        `GRANT ${isMariadb ? 'INSERT' : 'SELECT'} ON \`${name}\`.* TO '${user}'@'%'`,
      ]);
      t.teardown(() => sent(database, [`DROP USER '${user}'@'%'`]));
      url.username = user;
      url.password = 'Secret-1';
      const settings = { autogenerate: { include: ['app_*'] } };
      const whole = modelProject(t, dialectPackage(database).withUrl(url.href));
      const part = modelProject(t, dialectPackage(database).withUrl(url.href), settings);
      for (const { model } of [whole, part]) model(`export const users = table('app_users', { id: t.integer() });`);
      await t.throwsAsync(whole.migrator.check(), { message: /denied/u });
      t.deepEqual((await part.migrator.check()).operations, []);
      t.deepEqual(labels((await part.migrator.inspect()).model), ['app_users']);
    });
  }

  if (target.dialect === 'postgres' && target.server !== null) {
    target.test('what somebody holds locked is not waited for once it is left out', async (t) => {
      const database = await target.freshDatabase(t);
      await sent(database, [
        'CREATE SCHEMA foreign_lands',
        'CREATE TABLE app_users (id integer)',
        'CREATE TABLE foreign_lands.others (id integer)',
        'CREATE VIEW foreign_lands.other_ids AS SELECT id FROM foreign_lands.others',
        'CREATE RULE quiet AS ON DELETE TO foreign_lands.others DO INSTEAD NOTHING',
      ]);
      const holder = await rawClient(database);
      t.teardown(() => holder.close());
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE foreign_lands.others, foreign_lands.other_ids IN ACCESS EXCLUSIVE MODE');
      const session = await opened(t, database);
      await session.connection.execute("SET lock_timeout = '300ms'");
      const { inspector } = session.services;
      await t.throwsAsync(inspector.read({}), { message: /lock timeout/u });
      for (const patterns of [{ schemas: [''] }, { exclude: ['foreign_lands.*'] }, { include: ['app_*'] }]) {
        // oxlint-disable-next-line no-await-in-loop -- one session
        const found = await inspector.read({ names: patterns });
        t.deepEqual(
          found.tables.map(({ name }) => displayName(name)),
          ['app_users'],
        );
      }
    });
  }
});
