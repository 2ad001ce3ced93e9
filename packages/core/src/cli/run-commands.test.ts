import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Project } from './project.test.kit.js';

function three(t: ExecutionContext): Project {
  const project = new Project(t);
  project.migration('aa11', null);
  project.migration('bb22', 'aa11');
  project.migration('cc33', 'bb22');
  return project;
}

test('upgrade tells each migration on stderr and the outcome on stdout', async (t) => {
  const project = three(t);
  const { code, stdout, stderr } = await project.run('upgrade', 'head');
  t.is(code, 0);
  t.regex(stdout, /^Upgraded app\.db from base to cc33: 3 migrations in [\d.]+ m?s\.\n$/u);
  t.regex(stderr, /^\[1\/3\] aa11 {2}Make aa11 {2}\d+ ms\n\[2\/3\] bb22 .*\n\[3\/3\] cc33 .*\n$/u);
  t.is((await project.run('upgrade')).stdout, 'Nothing to do: app.db is at cc33.\n');
});

test('upgrade says nothing when quiet, and each statement when verbose', async (t) => {
  const project = three(t);
  const quiet = await project.run('-q', 'upgrade', 'aa11');
  t.deepEqual([quiet.code, quiet.stdout, quiet.stderr], [0, '', '']);
  const verbose = await project.run('upgrade', '-v', '+1');
  t.regex(verbose.stderr, /\n {6}[\d.]+ ms {2}CREATE TABLE "bb22" \(/u);
});

test('upgrade and downgrade report as JSON, with nothing else on stdout', async (t) => {
  const project = three(t);
  t.like(await project.json('upgrade'), {
    database: 'app.db',
    direction: 'upgrade',
    from: [],
    to: ['cc33'],
    steps: [{ revision: 'aa11', message: 'Make aa11' }, { revision: 'bb22' }, { revision: 'cc33' }],
  });
  t.like(await project.json('downgrade', '-1'), { direction: 'downgrade', from: ['cc33'], to: ['bb22'] });
  t.like(await project.json('downgrade', 'base'), { to: [], steps: [{ revision: 'bb22' }, { revision: 'aa11' }] });
});

test('global options stand before the command and behind it', async (t) => {
  const project = three(t);
  t.is((await project.run('--url', 'sqlite:one.db', 'upgrade')).code, 0);
  t.is((await project.run('upgrade', '--url', 'sqlite:two.db')).code, 0);
  t.true(existsSync(join(project.folder, 'one.db')) && existsSync(join(project.folder, 'two.db')));
  const found = await project.json('--config', 'aludel.config.ts', 'current', '--database', 'main', '--url=one.db');
  t.like(found, { applied: 3 });
});

test('upgrade --sql writes the script and nothing else, and the script does what upgrade does', async (t) => {
  const project = three(t);
  const { code, stdout, stderr } = await project.run('upgrade', 'head', '--sql');
  t.deepEqual([code, stderr], [0, '']);
  t.false(existsSync(join(project.folder, 'app.db')));
  runScript(project, stdout);
  t.is((await project.run('current')).stdout, 'cc33 (head) (current)\n');

  const back = await project.run('downgrade', 'cc33:aa11', '--sql');
  runScript(project, back.stdout);
  t.is((await project.run('current')).stdout, 'aa11 (current)\n');
  const { sql } = (await project.json('upgrade', 'aa11:bb22', '--sql')) as { readonly sql: string };
  t.regex(sql, /CREATE TABLE "bb22"/u);
  t.notRegex(sql, /CREATE TABLE (?:IF NOT EXISTS )?"a/u);
});

test('a script that cannot be written whole is not begun', async (t) => {
  const project = three(t);
  project.migration('dd44', 'cc33', { body: "await op.query('select 1');" });
  const { code, stdout, stderr } = await project.run('upgrade', '--sql');
  t.deepEqual([code, stdout], [1, '']);
  t.regex(stderr, /op\.query reads from the database.*\n {2}at +migrations\/dd44\.ts:8\n/u);
});

test('ranges are for scripts, and a downgrade script needs one', async (t) => {
  const project = three(t);
  t.is((await project.run('upgrade', 'aa11:bb22')).code, 2);
  t.is((await project.run('downgrade', 'aa11', '--sql')).code, 2);
  t.is((await project.run('stamp', 'head', '--purge', '--sql')).code, 2);
});

test('stamp notes where the database stands, and --purge clears what no file explains', async (t) => {
  const project = three(t);
  t.is(
    (await project.run('stamp', 'bb22')).stdout,
    'Stamped app.db at bb22: 2 revisions added, 0 revisions removed.\n',
  );
  t.like(await project.json('current'), { applied: 2, revisions: [{ revision: 'bb22' }] });
  await project.run('upgrade');
  rmSync(join(project.folder, 'migrations/cc33.ts'));
  const lost = await project.run('current');
  t.is(lost.code, 1);
  t.regex(lost.stderr, /'cc33' is applied, but no file declares it/u);
  t.like(await project.json('stamp', '--purge', 'head'), { to: ['bb22'] });
  t.is((await project.run('current', '--check-heads')).code, 0);
  t.regex((await project.run('stamp', 'base:aa11', '--sql')).stdout, /INSERT INTO "aludel_version"/u);
});

test('ensure-version creates the version table, under both its names', async (t) => {
  const project = three(t);
  t.is((await project.run('ensure-version')).stdout, 'Created aludel_version in app.db.\n');
  t.like(await project.json('ensure_version'), { table: 'aludel_version', created: false });
  t.regex((await project.run('ensure-version', '--sql')).stdout, /CREATE TABLE IF NOT EXISTS "aludel_version"/u);
});

test('a run in one transaction leaves nothing behind when its last migration fails', async (t) => {
  const project = three(t);
  project.migration('dd44', 'cc33', { body: "throw new Error('no');" });
  t.is((await project.run('upgrade', '--transaction', 'all')).code, 1);
  t.like(await project.json('current'), { applied: 0 });
  t.is((await project.run('upgrade', '--transaction', 'per-migration')).code, 1);
  t.like(await project.json('current'), { applied: 3 });
});

test('reads .env beside the config, and never over what is set', async (t) => {
  const project = new Project(t, {
    'aludel.config.ts': `import { defineConfig } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
export default defineConfig({ migrations: './migrations', databases: { main: sqlite({ filename: process.env.APP_DATABASE ?? 'none.db' }) } });
`,
    '.env': 'APP_DATABASE=from-env-file.db\n',
  });
  project.migration('aa11', null);
  t.like(await project.json('ensure-version'), { database: 'from-env-file.db' });
  t.regex((await project.run('heads', '-v')).stderr, /^Read \.env$/mu);
  const child = project.start(['ensure-version', '--json'], { APP_DATABASE: 'from-outside.db' });
  let text = '';
  for await (const chunk of child.stdout ?? []) text += String(chunk);
  t.like(JSON.parse(text), { database: 'from-outside.db' });
});

test('finds the config from a folder below it', async (t) => {
  const project = three(t);
  const child = project.start(['heads'], {}, join(project.folder, 'migrations'));
  let text = '';
  for await (const chunk of child.stdout ?? []) text += String(chunk);
  t.is(text, 'cc33 (head)\n');
});

/** Feeds a script to the driver, as a person would to the database's own program. */
function runScript(project: Project, script: string): void {
  const driver = createRequire(realpathSync(join(project.folder, 'node_modules/@aludel/sqlite/package.json'))).resolve(
    'better-sqlite3',
  );
  const code = `new (require(${JSON.stringify(driver)}))('app.db').exec(require('node:fs').readFileSync(0, 'utf8'));`;
  execFileSync(process.execPath, ['-e', code], { cwd: project.folder, input: script });
}

test('a migration that could not be rolled back whole is told with what of it is in effect', async (t) => {
  const project = new Project(t);
  const body =
    "op.createTable('left', { id: t.integer() }); op.bulkInsert('left', [{ id: 1 }]); op.execute('nonsense');";
  project.migration('aa11', null, { body });
  const { code, stderr } = await project.run('upgrade', '--transaction', 'none');
  t.is(code, 1);
  t.regex(stderr, /Not all could be rolled back: 2 statements of the migration are in effect\./u);
  t.regex(stderr, /in effect {2}createTable left: CREATE TABLE "left"/u);
  t.regex(stderr, /\n {13}bulkInsert left \(1 row\): INSERT INTO "left"/u);
  t.regex(stderr, /try .*Undo by hand what is in effect/u);
  project.migration('aa11', null, { body: body.replaceAll("'left'", "'other'") });
  const { error } = (await project.json('upgrade', '--transaction', 'none')) as { readonly error: object };
  t.like(error, {
    code: 'STATEMENT_FAILED',
    inEffect: [{ operation: 'createTable other' }, { operation: 'bulkInsert other (1 row)' }],
  });
});
