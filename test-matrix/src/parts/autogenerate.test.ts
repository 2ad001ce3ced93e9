import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator, type Config, type Migrator } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
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

  target.test(
    'a view goes along with the column and the table that are renamed under it, there and back',
    async (t) => {
      const made = await project(t);
      const song = `
      export const songs = table('songs', { id: t.integer().primaryKey(), title: t.string(90), length: t.integer() });
      export const titles = view('titles', sql\`SELECT id, title FROM songs\`);
      export const long = view('long_ones', sql\`SELECT id FROM titles\`);`;
      made.model(song);
      await made.generate();
      const first = readdirSync(join(made.folder, 'migrations'));
      made.model(
        song
          .replace("table('songs'", "table('tracks'")
          .replace('title: t.string(90)', "headline: t.string(90).renamedFrom('title')")
          .replace('id, title FROM songs', 'id, headline AS title FROM tracks WHERE length > 1'),
      );
      const text = await made.generate({ renames: ['songs:tracks'] });
      await quiet(t, made, `after the renames\n${text}`);
      await made.migrator.downgrade('-1');
      for (const name of readdirSync(join(made.folder, 'migrations'))) {
        if (!first.includes(name)) rmSync(join(made.folder, 'migrations', name));
      }
      made.model(song);
      await quiet(t, made, `after the way back\n${text}`);
    },
  );

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

  target.test(
    'a migration that was generated on SQLite does the same here, and there is nothing left to do',
    async (t) => {
      const database = await target.freshDatabase(t);
      const config = {
        databases: { main: dialectPackage(database), local: sqlite({ filename: 'local.db' }) },
        defaultDatabase: 'main',
      };
      const made = modelProject(t, dialectPackage(database), config);
      const local = onDatabase('local', made, config);
      const model = (change: (text: string) => string = (text) => text): void => made.model(change(portable(target)));
      const write = async (): Promise<{ readonly file: string; readonly text: string }> => {
        const { file: { file } = { file: '' } } = await local.autogenerate({ allowDrop: true, noRenames: true });
        await local.upgrade('heads');
        return { file, text: readFileSync(file, 'utf8') };
      };

      model();
      const { text } = await write();
      t.regex(text, /op\.quote\('Price'\)/u);
      // The builder is known where the config has the dialect.
      if (target.dialect === 'mysql') t.true(text.includes(`t.text().on('mysql', mysql.mediumtext())`), text);
      await made.migrator.upgrade('heads');
      await quiet(t, made, text);
      const rows = (values: string): Promise<void> =>
        sent(database, `INSERT INTO line_items (${quotedFor(target)}) VALUES (${values})`);
      await rows('1, 2, 3');
      await t.throwsAsync(rows('2, 0, 3'), { any: true }, 'the check is one of the column, not of a text');

      const changed = (all: string): string =>
        all
          .replace("> 0`, 'ck_price'", "> 1`, 'ck_price'")
          .replace('Seen: t.boolean(),', "Seen: t.boolean(), More: t.text().on('mysql', mysql.longtext()),")
          .replace(
            "Short: t.string(40).on('mysql', mysql.tinytext()),",
            "Short: t.text().on('mysql', mysql.mediumtext()),",
          )
          .replace('> 2`', '> 5`');
      model(changed);
      const { file, text: second } = await write();
      await made.migrator.upgrade('heads');
      await quiet(t, made, second);
      await made.migrator.downgrade('-1');
      await local.downgrade('-1');
      renameSync(file, `${file}.away`);
      // What undoes it is written as the compared database had it.
      model((all) => all.replace("t.string(40).on('mysql', mysql.tinytext())", 't.string(40)'));
      await quiet(t, made, `taken back\n${second}`);
      renameSync(`${file}.away`, file);
      await local.downgrade('base');
      await made.migrator.downgrade('base');
      await made.migrator.upgrade('heads');
      model(changed);
      await quiet(t, made, 'down and up again');
    },
  );

  target.test('a migration that was generated here does the same on SQLite', async (t) => {
    const database = await target.freshDatabase(t);
    const config = {
      databases: { main: dialectPackage(database), local: sqlite({ filename: 'local.db' }) },
      defaultDatabase: 'main',
    };
    const made = modelProject(t, dialectPackage(database), config);
    made.model(portable(target));
    const text = await made.generate();
    await quiet(t, made, String(text));
    const local = onDatabase('local', made, config);
    await local.upgrade('heads');
    t.deepEqual((await local.check()).operations, [], text);
    made.model(portable(target).replace(/\.check\([^)]*\)[^)]*\)/u, ''));
    const { file } = await made.migrator.autogenerate();
    const dropped = readFileSync(file?.file ?? '', 'utf8');
    t.regex(dropped, /op\.dropConstraint\('ck_price', 'line_items'[^;]*\);/u);
    t.regex(dropped, /op\.createCheckConstraint\('ck_price', 'line_items', `\$\{op\.quote\('Price'\)\} > 0`\);/u);
    for (const migrator of [local, made.migrator]) {
      await migrator.upgrade('heads');
      t.deepEqual((await migrator.check()).operations, [], dropped);
      await migrator.downgrade('-1');
    }
    rmSync(file?.file ?? '');
    made.model(portable(target));
    for (const migrator of [local, made.migrator]) t.deepEqual((await migrator.check()).operations, [], dropped);
  });

  target.test('what is changed here is changed on SQLite alike, and neither finds anything afterwards', async (t) => {
    const database = await target.freshDatabase(t);
    const config = {
      databases: { main: dialectPackage(database), local: sqlite({ filename: 'local.db' }) },
      defaultDatabase: 'main',
    };
    const made = modelProject(t, dialectPackage(database), config);
    const local = onDatabase('local', made, config);
    // A unique index is found as a unique constraint where these are one, and would be dropped as such.
    const a = `export const a = table('a', { id: t.integer().primaryKey(), x: t.string(20) }, { indexes: [index(['x'], { unique: true })] });`;
    const b = `export const b = table('b', { id: t.integer().primaryKey(), x: t.integer() });`;
    const models = [
      `${a.replace(/, \{ indexes.*\}/u, '')}\n${b}\nexport const c = table('c', { id: t.integer().notNull() });`,
      // A foreign key, which brings an index along where one is needed; a unique index; a key that comes later.
      `${a}
       export const b = table('b', { id: t.integer().primaryKey(), x: t.integer().references('a', 'id'), y: t.integer().references('b') });
       export const c = table('c', { id: t.integer().primaryKey() });`,
      `${a}\n${b}\nexport const c = table('c', { id: t.integer().primaryKey() });`,
    ];
    for (const model of models) {
      made.model(model);
      const text = await made.generate({ allowDrop: true });
      await local.upgrade('heads');
      for (const migrator of [made.migrator, local]) t.deepEqual((await migrator.check()).missing, [], text);
    }
    await made.migrator.downgrade('base');
    await local.downgrade('base');
  });

  target.test('a name that something else gives up can be taken, and names can be exchanged', async (t) => {
    const made = await project(t);
    const model = (one: string, other: string, [x, y]: readonly [string, string], former = ''): void =>
      made.model(`
        export const one = table('${one}', { id: t.integer().primaryKey(), x: t.string(20) }, { ${former && `renamedFrom: '${former}'`} });
        export const other = table('${other}', { id: t.integer().primaryKey(), ${x}: t.string(20), ${y}: t.string(20).notNull().index() }${
          former && `, { renamedFrom: '${one}' }`
        });`);
    model('first', 'second', ['x', 'y']);
    await made.generate();
    await made.query(`INSERT INTO first VALUES (1, 'of one')`);
    await made.query(`INSERT INTO second VALUES (1, 'x', 'y')`);

    model('second', 'third', ['x', 'y'], 'first');
    const chain = await made.generate();
    t.regex(String(chain), /renameTable\('second', 'third'\);\s+op\.renameTable\('first', 'second'\);/u);
    await quiet(t, made, String(chain));

    model('third', 'second', ['y', 'x']);
    const text = await made.generate({
      renames: ['second:third', 'third:second', 'second.x:second.y', 'second.y:second.x'],
    });
    await quiet(t, made, String(text));
    await made.query(`UPDATE second SET id = 2 WHERE x = 'y' AND y = 'x'`);
    await made.query(`INSERT INTO second VALUES (1, 'a', 'b')`);
    await made.query(`UPDATE third SET id = 2 WHERE x = 'of one'`);
    await made.query(`INSERT INTO third VALUES (1, 'a')`);
    await made.migrator.downgrade('base');
  });

  target.test('a column with a default becomes an enum, and a text again', async (t) => {
    const made = await project(t);
    const model = (type: string): void =>
      made.model(`export const a = table('a', { id: t.integer().primaryKey(), b: ${type}.notNull().default('x') });`);
    model(`t.enum(['x', 'y'], 'a_letter')`);
    await made.generate();
    await made.query(`INSERT INTO a (id) VALUES (1)`);
    for (const type of ['t.string(20)', `t.enum(['x', 'y', 'z'], 'a_letter')`]) {
      model(type);
      await quiet(t, made, String(await made.generate()));
    }
    await made.migrator.downgrade('-2');
    await made.migrator.upgrade('heads');
    await quiet(t, made, 'down and up again');
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

/** Names that need quotes wherever SQL text mentions them; and what is another type on one dialect. */
function portable({ dialect }: TargetUnderTest): string {
  // MySQL has no partial indexes.
  const partial = dialect === 'mysql' ? '' : ", { where: `${quote('Price')} > 100` }";
  return `
  import { quote } from '@aludel/core';
  import { mysql } from '@aludel/mysql';
  export const items = table('line_items', {
    Id: t.integer().primaryKey(),
    Price: t.integer().notNull().check(\`\${quote('Price')} > 0\`, 'ck_price'),
    Qty: t.integer().notNull().check(\`\${quote('Qty')} >= 0\`),
    Total: t.integer().generatedAs(\`\${quote('Price')} * \${quote('Qty')}\`, { stored: true }),
    Code: t.string(40).default(sql\`(lower('\${quote('A')}'))\`),
    Seen: t.boolean(),
    Notes: t.text().on('mysql', mysql.mediumtext()),
    Short: t.string(40).on('mysql', mysql.tinytext()),
  }, {
    constraints: [check(\`\${quote('Price')} + 1 > \${quote('Qty')} - 9\`, { name: false })],
    indexes: [index(['Price', 'Qty']${partial})],
  });
  export const dear = view('Dear items', \`SELECT \${quote('Id')}, \${quote('Code')} FROM line_items WHERE \${quote('Price')} > 2\`);`;
}

function quotedFor({ dialect }: TargetUnderTest): string {
  const quote = dialect === 'mysql' ? '`' : '"';
  return ['Id', 'Price', 'Qty'].map((name) => quote + name + quote).join(', ');
}

function onDatabase(database: string, { folder }: ModelProject, config: Pick<Config, 'databases'>): Migrator {
  return createMigrator({ migrations: './migrations', models: './schema.ts', ...config }, { folder, database });
}

async function sent(database: Awaited<ReturnType<TargetUnderTest['freshDatabase']>>, sql: string): Promise<void> {
  const client = await rawClient(database);
  try {
    await client.query(sql);
  } finally {
    await client.close();
  }
}
