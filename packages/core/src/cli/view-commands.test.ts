import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Project } from './project.test.kit.js';

/** Two lines from one base, with labels, a dependency and a merge. */
function shop(t: ExecutionContext): Project {
  const project = new Project(t);
  project.migration('base1', null);
  project.migration('orders1', 'base1', { header: "branchLabels: ['orders']," });
  project.migration('users1', 'base1', { header: "branchLabels: ['users']," });
  project.migration('users2', 'users1', { header: "dependsOn: ['orders1']," });
  project.migration('merged1', ['orders1', 'users2']);
  return project;
}

test('draws the history newest first, with labels, points, dependencies and messages', async (t) => {
  const { code, stdout, stderr } = await shop(t).run('history');
  t.is(code, 0);
  t.is(stderr, '');
  t.is(
    stdout,
    `●  merged1 (orders, users) (head) (mergepoint), Make merged1
├─╮
│ ●  users2 (users) (depends on orders1), Make users2
│ ●  users1 (users), Make users1
● │  orders1 (orders), Make orders1
├─╯
●  base1 (branchpoint), Make base1
`,
  );
});

test('says of a project without migrations that it has none', async (t) => {
  const project = new Project(t);
  for (const args of [['history'], ['heads'], ['show', 'head']]) {
    t.regex((await project.run(...args)).stderr, /There are no migrations yet: `aludel revision -m "…"` writes one\./u);
  }
});

test('draws only a range', async (t) => {
  const project = shop(t);
  t.is((await project.run('history', '-r', 'users1:users2')).stdout.split('\n').length, 4);
  t.is((await project.run('history', '--rev-range', 'users1')).code, 2);
});

test('takes relative ends of a range, though they look like options', async (t) => {
  const project = new Project(t);
  project.migration('a1', null);
  project.migration('b1', 'a1');
  project.migration('c1', 'b1');
  for (const args of [['-r-1:'], ['-r', '-1:'], ['--rev-range=-1:']]) {
    t.is((await project.run('history', ...args)).stdout, '●  c1 (head), Make c1\n●  b1, Make b1\n┆\n');
  }
});

test('draws in plain characters where the locale knows no others', async (t) => {
  const project = shop(t);
  t.regex((await project.run('history', '--ascii')).stdout, /^\* {2}merged1/u);
  const child = project.start(['history'], { LC_ALL: 'C' });
  const text = await readAll(child.stdout);
  t.regex(text, /^\* {2}merged1[^\n]*\n\+-\.\n/u);
});

test('marks what is applied when it is asked for', async (t) => {
  const project = shop(t);
  await project.run('upgrade', 'users1');
  const { stdout } = await project.run('history', '-i');
  t.deepEqual(
    stdout.match(/[●○] .*?(?=,)/gu)?.map((line) => line.replaceAll(/[^●○\w() ]/gu, '').replaceAll(/ +/gu, ' ')),
    [
      '○ merged1 (orders',
      '○ users2 (users) (depends on orders1)',
      '● users1 (users) (current)',
      '○ orders1 (orders)',
      '● base1 (branchpoint)',
    ],
  );
});

test('shows revisions in full with -v, in the words of Alembic', async (t) => {
  const project = shop(t);
  const { stdout } = await project.run('history', '-v', '-r', 'users1:users2');
  t.is(
    stdout.replaceAll(project.folder, '').replaceAll('/private', ''),
    `Rev: users2
Parent: users1
Also depends on: orders1
Branch names: users
Path: /migrations/users2.ts

    Make users2

Rev: users1
Parent: base1
Branch names: users
Path: /migrations/users1.ts

    Make users1

`,
  );
  t.regex((await project.run('show', 'base')).stderr, /no revision/u);
  t.regex(
    (await project.run('show', 'base1')).stdout,
    /^Rev: base1 \(branchpoint\)\nParent: <base>\nBranches into: orders1, users1\n/u,
  );
});

test('shows the heads, and those that nothing depends on', async (t) => {
  const project = new Project(t);
  project.migration('a1', null);
  project.migration('b1', null, { header: "branchLabels: ['bee'], dependsOn: ['a1']," });
  t.is((await project.run('heads')).stdout, 'a1 (effective head)\nb1 (bee) (head)\n');
  t.is((await project.run('heads', '--resolve-dependencies')).stdout, 'b1 (bee) (head)\n');
  const found = await project.json('heads');
  t.like(found, {
    heads: [
      { revision: 'a1', isEffectiveHead: true },
      { revision: 'b1', labels: ['bee'] },
    ],
  });
});

test('shows the branch points and what follows them', async (t) => {
  const project = shop(t);
  const { stdout } = await project.run('branches');
  t.is(stdout, 'base1 (branchpoint)\n      -> orders1 (orders)\n      -> users1 (users)\n');
  t.like(await project.json('branches'), {
    branches: [{ revision: 'base1', branches: [{ revision: 'orders1' }, { revision: 'users1' }] }],
  });
});

test('shows where the database stands, and fails if that is not at the heads when asked to', async (t) => {
  const project = shop(t);
  const missing = await project.run('current');
  t.is(missing.code, 1);
  t.regex(missing.stderr, /There is no database .*app\.db/u);

  await project.run('ensure-version');
  const nothing = await project.run('current');
  t.deepEqual([nothing.code, nothing.stdout], [0, '']);
  t.regex(nothing.stderr, /no revision is applied/u);

  await project.run('upgrade', 'users2');
  t.is((await project.run('current')).stdout, 'orders1 (current)\nusers2 (current)\n');
  const behind = await project.run('current', '--check-heads');
  t.is(behind.code, 1);
  t.regex(behind.stderr, /app\.db is not at the heads/u);
  t.like(await project.json('current'), { database: 'app.db', applied: 4, isAtHead: false });

  await project.run('upgrade');
  t.is((await project.run('current', '--check-heads')).code, 0);
  t.like(await project.json('current', '-v'), { revisions: [{ revision: 'merged1' }], isAtHead: true });
});

test('changes nothing while it looks', async (t) => {
  const project = shop(t);
  await project.run('upgrade', 'base1');
  const before = readFileSync(join(project.folder, 'app.db'));
  for (const args of [['current'], ['history', '-i'], ['history', '-r', 'current:'], ['show', 'current']]) {
    t.is((await project.run(...args)).code, 0, args.join(' '));
  }
  t.deepEqual(readFileSync(join(project.folder, 'app.db')), before);
});

test('is coloured where that is wanted, and nowhere else', async (t) => {
  const project = shop(t);
  // oxlint-disable-next-line no-control-regex
  const escape = /\u001B\[/u;
  const coloured = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> =>
    escape.test(await readAll(project.start(args, env).stdout));
  t.false(await coloured(['heads'], {}));
  t.true(await coloured(['heads'], { FORCE_COLOR: '1' }));
  t.false(await coloured(['heads', '--no-color'], { FORCE_COLOR: '1' }));
  t.false(await coloured(['heads'], { FORCE_COLOR: '0' }));
});

async function readAll(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}
