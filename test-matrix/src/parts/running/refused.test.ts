import { randomBytes } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget, type TargetUnderTest } from '../../for-each-target.js';
import type { DatabaseOptions } from '../../fresh-database.js';
import { rawClient } from '../../raw-client.js';
import { failure } from '../../running/migrations-folder.test-support.js';
import { TargetProject } from './target-project.test-support.js';

const first = { upgrade: "op.createTable('users', { id: t.integer().primaryKey(), name: t.string(5) });" };

/** The same database for a user with few rights, who is gone after the test. */
async function asStranger(
  t: ExecutionContext,
  target: TargetUnderTest,
  database: DatabaseOptions,
  rights: string,
): Promise<DatabaseOptions> {
  if (!('url' in database.options)) throw new Error('It has no address.');
  const name = `aludel_u_${randomBytes(4).toString('hex')}`;
  const url = new URL(database.options.url);
  const client = await rawClient(database);
  t.teardown(client.close);
  const own = url.pathname.slice(1);
  if (target.dialect === 'postgres') {
    await client.script(`CREATE ROLE ${name} LOGIN PASSWORD 'hunter2'; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    t.teardown(() => client.script(`DROP OWNED BY ${name}; DROP ROLE ${name}`));
    if (rights !== '') await client.script(`GRANT ${rights} ON ALL TABLES IN SCHEMA public TO ${name}`);
  } else {
    await client.script(`CREATE USER '${name}'@'%' IDENTIFIED BY 'hunter2'`);
    t.teardown(() => client.script(`DROP USER '${name}'@'%'`));
    await client.script(`GRANT ${rights === '' ? 'SELECT' : rights} ON ${own}.* TO '${name}'@'%'`);
  }
  url.username = name;
  url.password = 'hunter2';
  return { ...database, options: { url: url.href } } as DatabaseOptions;
}

forEachTarget(test, (target) => {
  target.test('a slip in a setting or a value of plain JavaScript is refused before anything runs', async (t) => {
    const wrong: readonly (readonly [call: string, said: RegExp])[] = [
      ["op.alterColumn('users', 'name', { nulable: false });", /nulable is no setting of a change of a column/u],
      ["op.dropTable('users', { ifExist: true });", /ifExist is no setting/u],
      ["op.createIndex('ix', 'users', [{ column: 'name', ordr: 'desc' }]);", /ordr is no setting/u],
      ["op.createIndex('ix', 'users', [{ column: 'name', order: 'down' }]);", /order is "down"/u],
      ["op.createForeignKey('fk', 'users', 'users', ['id'], ['id'], { onDelete: 'cascde' });", /onDelete is "cascde"/u],
      ["op.createTable('more', { id: t.string('20') });", /The length of the column id is "20"/u],
      ["op.createTable('', { id: t.integer() });", /The name of the table is an empty text/u],
    ];
    const project = await TargetProject.make(t, target);
    for (const [call, said] of wrong) {
      project.write({ a1: first, b2: { upgrade: ["op.createTable('half', { id: t.integer() });", call] } });
      // oxlint-disable-next-line no-await-in-loop
      const error = await failure(t, project.migrator().upgrade());
      t.regex(error.message, said);
      t.truthy(error.hint, call);
      t.is(error.location.revision, 'b2');
      t.is(typeof error.location.line, 'number', call);
      // oxlint-disable-next-line no-await-in-loop
      t.false(await project.has('half'), call);
    }
    t.deepEqual(await project.applied(), ['a1']);
  });

  if (target.server === null) return;

  target.test('who may not create a table is told which statement and which right', async (t) => {
    const project = (await TargetProject.make(t, target)).write({ a1: first });
    const stranger = await asStranger(t, target, project.database, '');
    const error = await failure(t, project.migrator({ databases: { main: dialectPackage(stranger) } }).upgrade());
    t.is(error.code, 'MISSING_PRIVILEGE');
    t.regex(error.location.sql ?? '', /^CREATE TABLE/u);
    t.regex(
      error.hint ?? '',
      target.dialect === 'postgres' ? /GRANT USAGE, CREATE ON SCHEMA public TO/u : /Grant CREATE/u,
    );
    t.false(await project.has('users'));
  });

  target.test('who may not alter a table is told so, and nothing is changed', async (t) => {
    const project = (await TargetProject.make(t, target)).write({ a1: first });
    await project.migrator().upgrade();
    const stranger = await asStranger(t, target, project.database, 'SELECT, INSERT, UPDATE, DELETE');
    project.write({ a1: first, b2: { upgrade: "op.addColumn('users', 'age', t.integer());" } });
    const error = await failure(t, project.migrator({ databases: { main: dialectPackage(stranger) } }).upgrade());
    t.is(error.code, 'MISSING_PRIVILEGE');
    t.is(error.location.operation, 'addColumn users.age');
    t.regex(error.location.sql ?? '', /^ALTER TABLE/u);
    t.regex(error.hint ?? '', target.dialect === 'postgres' ? /owner/u : /Grant ALTER on .*users/u);
    t.deepEqual(await project.applied(), ['a1']);
  });

  target.test('a session that may only read is named as such', async (t) => {
    if (target.dialect !== 'postgres') {
      const project = (await TargetProject.make(t, target)).write({
        a1: { upgrade: ["op.execute('SET SESSION TRANSACTION READ ONLY');", first.upgrade] },
      });
      const error = await failure(t, project.migrator().upgrade());
      t.is(error.code, 'DATABASE_READONLY');
      t.false(await project.has('users'));
      return;
    }
    const project = (await TargetProject.make(t, target)).write({ a1: first });
    const client = await rawClient(project.database);
    t.teardown(client.close);
    const name = new URL(project.database.url).pathname.slice(1);
    await client.script(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.code, 'DATABASE_READONLY');
    t.regex(error.hint ?? '', /default_transaction_read_only/u);
    t.false(await project.has('users'));
  });

  target.test('a session that is ended in the middle says what became of the migration', async (t) => {
    const suicide =
      target.dialect === 'postgres'
        ? "await op.query('SELECT pg_terminate_backend(pg_backend_pid())');"
        : "const [{ id }] = await op.query('SELECT CONNECTION_ID() AS id'); await other.kill(id); await op.query('SELECT 1');";
    const project = await TargetProject.make(t, target);
    const before =
      target.dialect === 'postgres'
        ? ''
        : `import { mysql } from '@aludel/mysql';\nconst other = { async kill(id) { const c = await mysql({ url: ${JSON.stringify(project.database.url)} }).connect(); await c.execute('KILL ' + id); await c.close(); } };`;
    project.write({
      a1: first,
      b2: { before, upgrade: ["op.createTable('half', { id: t.integer() });", 'await op.flush();', suicide] },
    });
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.code, 'CONNECTION_LOST');
    t.truthy(error.hint);
    t.is(await project.has('half'), target.dialect !== 'postgres');
    t.is(error.inEffect.length, target.dialect === 'postgres' ? 0 : 1);
    t.deepEqual(await project.applied(), ['a1']);
  });

  target.test('SIGINT ends a statement that takes long on the server, too', async (t) => {
    const sleep = target.dialect === 'postgres' ? 'SELECT pg_sleep(60)' : 'DO SLEEP(60)';
    const project = (await TargetProject.make(t, target)).write({
      a1: first,
      b2: { upgrade: ["op.bulkInsert('users', [{ id: 1 }]);", `op.execute('${sleep}');`] },
    });
    const client = await rawClient(project.database);
    t.teardown(client.close);
    const own = new URL(project.database.url).pathname.slice(1);
    const count = async (): Promise<number> => {
      // information_schema.processlist fails where any session runs a text that its old charset cannot hold.
      const rows = await client.query(
        target.dialect === 'postgres'
          ? 'SELECT datname AS db, query AS "Info" FROM pg_stat_activity WHERE pid <> pg_backend_pid()'
          : 'SHOW FULL PROCESSLIST',
      );
      return rows.filter(({ db, Info: info }) => db === own && info === sleep).length;
    };
    const run = project.command('upgrade');
    // oxlint-disable-next-line no-await-in-loop
    while ((await count()) === 0) await new Promise((next) => void setTimeout(next, 20));
    const started = Date.now();
    run.kill('SIGINT');
    const { exitCode, output } = await run.end();
    t.is(exitCode, 130, output);
    t.true(Date.now() - started < 4500, 'not only given up by the command');
    t.is(await count(), 0);
    t.deepEqual(await project.values('SELECT id FROM users'), []);
    t.deepEqual(await project.applied(), ['a1']);
  });
});
