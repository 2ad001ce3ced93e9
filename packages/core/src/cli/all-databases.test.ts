import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Project } from './project.test.kit.js';

const config = `import { defineConfig } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
export default defineConfig({
  migrations: './migrations',
  databases: {
    first: sqlite({ filename: 'first.db' }),
    broken: sqlite({ filename: 'broken.db' }),
    last: sqlite({ filename: 'last.db' }),
  },
});
`;

/** Two sound databases, and between them a file that is none. */
function three(t: ExecutionContext): Project {
  const project = new Project(t, {
    'aludel.config.ts': config,
    'broken.db': 'this is no database, but long enough to be one'.repeat(20),
  });
  project.migration('aa11', null);
  project.migration('bb22', 'aa11');
  return project;
}

test('a database that fails neither hides nor stops the others', async (t) => {
  const project = three(t);
  const { code, stdout, stderr } = await project.run('upgrade', 'head', '--all-databases');
  t.is(code, 1);
  t.regex(
    stdout,
    /^Upgraded first\.db from base to bb22: 2 migrations in .*\nUpgraded last\.db from base to bb22: .*\n$/u,
  );
  t.regex(stderr, /first \(first\.db\):\n\[1\/2\] aa11/u);
  t.regex(stderr, /broken \(broken\.db\):\naludel: /u);
  t.regex(stderr, /1 of 3 databases failed: broken\.\n$/u);
});

test('the report of all databases is one document of JSON, in the order of the config', async (t) => {
  const project = three(t);
  const { databases } = (await project.json('upgrade', '--all-databases')) as { readonly databases: readonly object[] };
  t.is(databases.length, 3);
  t.like(databases[0], { name: 'first', database: 'first.db', report: { direction: 'upgrade', to: ['bb22'] } });
  t.like(databases[1], { name: 'broken', database: 'broken.db', error: { location: {} } });
  t.regex((databases[1] as { readonly error: { readonly code: string } }).error.code, /^[A-Z_]+$/u);
  t.like(databases[2], { name: 'last', report: { steps: [{ revision: 'aa11' }, { revision: 'bb22' }] } });
});

test('each database has its own version rows, and every command that looks at one can look at all', async (t) => {
  const project = three(t);
  project.write({ 'aludel.config.ts': config.replace(/^ +broken: .*\n/mu, '') });
  const ensured = await project.run('ensure-version', '--all-databases');
  t.regex(ensured.stdout, /^Created .* in first\.db\.\nCreated .* in last\.db\.\n$/u);
  t.is((await project.run('upgrade', 'aa11', '--database', 'first')).code, 0);
  const before = await project.run('current', '--all-databases');
  t.deepEqual([before.code, before.stdout], [0, 'aa11 (current)\n']);
  t.regex(before.stderr, /^first \(first\.db\):\n.*\nlast \(last\.db\):\nlast\.db: no revision is applied\.\n$/u);
  t.is((await project.run('current', '--all-databases', '--check-heads')).code, 1);
  t.is((await project.run('upgrade', '--all-databases')).code, 0);
  t.is((await project.run('current', '--all-databases', '--check-heads')).code, 0);
  t.is((await project.run('downgrade', '-1', '--all-databases')).code, 0);
  t.like(await project.json('current', '--all-databases'), {
    databases: [
      { name: 'first', report: { revisions: [{ revision: 'aa11' }] } },
      { name: 'last', report: { revisions: [{ revision: 'aa11' }] } },
    ],
  });
  const stamped = await project.run('stamp', 'head', '--all-databases');
  t.regex(stamped.stdout, /^Stamped first\.db at bb22: .*\nStamped last\.db at bb22: .*\n$/u);
});

test('a lock that is held on the only database that fails is told by the exit code', async (t) => {
  const project = three(t);
  project.write({ 'aludel.config.ts': config.replace(/^ +broken: .*\n/mu, '') });
  project.migration('cc33', 'bb22', { body: 'await new Promise((done) => { setTimeout(done, 60000); });' });
  const running = project.start(['upgrade', '--database', 'last']);
  t.teardown(() => running.kill('SIGKILL'));
  await new Promise<void>((resolve) => {
    running.stderr?.on('data', (text: Buffer) => String(text).includes('bb22') && resolve());
  });
  const { code, stdout } = await project.run('upgrade', 'bb22', '--all-databases', '--lock-timeout', '0');
  t.is(code, 5);
  t.regex(stdout, /^Upgraded first\.db/u);
});

test('all databases and one of them are not asked for at once', async (t) => {
  const project = three(t);
  for (const other of [['--database', 'first'], ['--url', 'first.db'], ['--sql']]) {
    const { code, stderr } = await project.run('upgrade', 'aa11:bb22', '--all-databases', ...other);
    t.is(code, 2);
    t.true(stderr.includes(`--all-databases and ${other[0] ?? ''} do not go together`), stderr);
  }
  t.false(existsSync(join(project.folder, 'first.db')));
});
