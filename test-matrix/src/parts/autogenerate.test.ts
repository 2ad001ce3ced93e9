import { randomBytes } from 'node:crypto';
import test from 'ava';
import { modelProject, type ModelProject } from '../autogenerate/project.test-support.js';
import { dialectPackage } from '../dialect-package.js';
import { forEachTarget, type TargetUnderTest } from '../for-each-target.js';
import { rawClient } from '../raw-client.js';
import type { ExecutionContext } from 'ava';

const users = `
  export const users = table('users', {
    id: t.integer().identity().primaryKey(),
    email: t.string(190).notNull().unique(),
    tier: t.enum(['free', 'paid'], 'user_tier').notNull().default('free'),
    is_admin: t.boolean().notNull().default(false),
    settings: t.json(),
    created_at: t.timestamp().notNull().default(sql\`CURRENT_TIMESTAMP\`),
  }, { indexes: [index(['tier', 'created_at'])] });`;

const posts = `
  export const posts = table('posts', {
    id: t.bigint().identity().primaryKey(),
    user_id: t.integer().notNull().references('users', 'id', { onDelete: 'cascade' }),
    title: t.string(200).notNull(),
    body: t.text(),
    rating: t.decimal(4, 2).check('rating >= 0', 'ck_posts_rating'),
    public_id: t.uuid(),
    published_on: t.date(),
    picture: t.binary(),
  }, { constraints: [unique(['user_id', 'title'])] });
  export const titles = view('titles', sql\`SELECT id, title FROM posts\`);`;

forEachTarget(test, (target) => {
  const project = async (
    t: ExecutionContext,
  ): Promise<ModelProject & { readonly query: (sql: string) => Promise<void> }> => {
    const database = await target.freshDatabase(t);
    return { ...modelProject(t, dialectPackage(database)), query: (sql) => sent(database, sql) };
  };
  const quiet = async (t: ExecutionContext, { migrator }: ModelProject, when: string): Promise<void> => {
    const { operations, losses, leftAlone } = await migrator.check();
    t.deepEqual({ operations, losses, leftAlone }, { operations: [], losses: [], leftAlone: [] }, when);
  };

  target.test('models become a migration, and after it there is nothing left to do', async (t) => {
    const made = await project(t);
    made.model(users + posts);
    const text = await made.generate({ message: 'First' });
    t.regex(String(text), /op\.createTable\(\s*'users'/u);
    await quiet(t, made, 'after the first');
    t.is(await made.generate(), undefined);
  });

  target.test('each change of a model is found, undone by the downgrade, and quiet afterwards', async (t) => {
    const made = await project(t);
    made.model(users + posts);
    await made.generate();
    const changes: readonly (readonly [from: string, to: string])[] = [
      ['title: t.string(200).notNull()', `title: t.string(300).notNull().default('untitled')`],
      ['body: t.text()', `body: t.text(), views: t.integer().notNull().default(0)`],
      [`settings: t.json(),`, `settings: t.json(), nick: t.string(40).index(),`],
      [`unique(['user_id', 'title'])`, `unique(['title'])`],
      [`{ onDelete: 'cascade' }`, `{ onDelete: 'restrict' }`],
      [`'rating >= 0', 'ck_posts_rating'`, `'rating >= 1', 'ck_posts_rating'`],
      ['created_at: t.timestamp()', 'created_at: t.timestamp({ precision: 3 })'],
      ['is_admin: t.boolean().notNull().default(false)', 'is_admin: t.boolean()'],
      ['SELECT id, title FROM posts', 'SELECT id, title FROM posts WHERE rating > 2'],
    ];
    let models = users + posts;
    for (const [from, to] of changes) {
      t.true(models.includes(from), from);
      models = models
        .replace(from, to)
        .replace(
          't.timestamp({ precision: 3 }).notNull().default(sql`CURRENT_TIMESTAMP`)',
          't.timestamp({ precision: 3 }).notNull().default(sql`CURRENT_TIMESTAMP(3)`)',
        );
      if (target.dialect === 'sqlite') models = models.replace('CURRENT_TIMESTAMP(3)', 'CURRENT_TIMESTAMP');
      made.model(models);
      const text = await made.generate({ allowDrop: true, noRenames: true });
      t.not(text, undefined, `nothing was found for ${to}`);
      await quiet(t, made, `after ${to}\n${text}`);
      await made.migrator.downgrade('-1');
      await made.migrator.upgrade('head');
      await quiet(t, made, `after ${to}, down and up again`);
    }
    await made.migrator.downgrade('base');
    await made.migrator.upgrade('head');
    await quiet(t, made, 'after all down and up again');
  });

  target.test('a rename keeps the rows, and asks where nobody has said that it is one', async (t) => {
    const made = await project(t);
    made.model(users);
    await made.generate();
    await made.query(`INSERT INTO users (email) VALUES ('ada@example.org')`);
    made.model(users.replace('email:', 'mail:'));
    t.like(await t.throwsAsync(made.generate()), { code: 'OPEN_QUESTIONS' });
    t.like(await t.throwsAsync(made.generate({ renames: ['users.emial:users.mail'] })), { code: 'INVALID_RENAME' });
    const text = await made.generate({ renames: ['users.email:users.mail'] });
    t.regex(String(text), /op\.alterColumn\('users', 'email', \{ name: 'mail' \}\)/u);
    await quiet(t, made, 'after the rename');
    await made.query(`INSERT INTO users (mail) SELECT 'b' FROM users WHERE mail = 'ada@example.org'`);
  });

  if (target.server !== null) {
    target.test('what this user may not see is not taken for missing', async (t) => {
      const database = await target.freshDatabase(t);
      const user = `limited_${randomBytes(4).toString('hex')}`;
      const url = new URL(database.url);
      const name = url.pathname.slice(1);
      const [before, after] =
        target.dialect === 'mysql'
          ? [
              [
                'CREATE TABLE users (id int)',
                'CREATE TABLE seen (id int)',
                `CREATE USER '${user}'@'%' IDENTIFIED BY 'Secret-1'`,
                `GRANT SELECT ON \`${name}\`.seen TO '${user}'@'%'`,
              ],
              [`DROP USER '${user}'@'%'`],
            ]
          : [
              [
                'CREATE TABLE users (id int)',
                `CREATE ROLE ${user} LOGIN PASSWORD 'Secret-1'`,
                'REVOKE ALL ON SCHEMA public FROM public',
              ],
              [`DROP ROLE ${user}`],
            ];
      for (const sql of before) await sent(database, sql);
      t.teardown(async () => {
        for (const sql of after) await sent(database, sql);
      });
      url.username = user;
      url.password = 'Secret-1';
      const made = modelProject(t, dialectPackage(database).withUrl(url.href));
      made.model(`export const users = table('users', { id: t.integer() });`);
      const error = await t.throwsAsync(made.migrator.check(), { message: /no right to read its default schema/u });
      t.like(error, { code: 'SCHEMA_NOT_READABLE', schemas: [''] });
    });
  }

  target.test('what no revision made is left alone, and drops want to be allowed', async (t) => {
    const made = await project(t);
    made.model(users + posts);
    await made.generate();
    await made.query('CREATE TABLE of_somebody_else (id integer)');
    made.model(users);
    t.like(await t.throwsAsync(made.generate()), { code: 'DATA_LOSS' });
    await made.generate({ allowDrop: true });
    const { operations, leftAlone } = await made.migrator.check();
    t.deepEqual({ operations, leftAlone }, { operations: [], leftAlone: ['of_somebody_else'] });
  });
});

async function sent(database: Awaited<ReturnType<TargetUnderTest['freshDatabase']>>, sql: string): Promise<void> {
  const client = await rawClient(database);
  try {
    await client.query(sql);
  } finally {
    await client.close();
  }
}
