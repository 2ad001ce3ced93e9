import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { config, ended, Project } from './project.test.kit.js';

test('an error of a migration names the file, line, revision and what to do, without a stack', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null, { body: "throw new TypeError('not today');" });
  const { code, stdout, stderr } = await project.run('upgrade');
  t.is(code, 1);
  t.is(stdout, '');
  t.is(
    stderr,
    `aludel: not today
  at         migrations/aa11.ts:8
  revision   aa11
  try        Nothing of the migration is in effect: mend it and run the command again.
`,
  );
  t.regex(
    (await project.run('upgrade', '--debug')).stderr,
    /\nMIGRATION_FAILED .*\n {4}at [^]*\ncaused by: TypeError: not today\n/u,
  );
});

test('a statement that the database refuses is shown with its operation', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null, { body: "op.execute('insert into nowhere values (1)');" });
  const { stderr } = await project.run('upgrade');
  t.regex(stderr, /^aludel: no such table: nowhere\n/u);
  t.regex(stderr, /\n {2}operation {2}execute insert into nowhere/u);
  t.regex(stderr, /\n {2}sql {8}insert into nowhere values \(1\)\n/u);
});

test('with --json an error is a document on stdout, too', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null, { body: "throw new Error('no');" });
  const { code, stdout, stderr } = await project.run('upgrade', '--json');
  t.is(code, 1);
  t.like(JSON.parse(stdout), {
    error: { code: 'MIGRATION_FAILED', message: 'no', location: { revision: 'aa11', line: 8 } },
  });
  t.regex(stderr, /^aludel: no\n/u);
  t.like(await project.json('--nonsense'), { error: { code: 'USAGE' } });
});

test('what was typed wrong ends with 2, and says what to do', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null);
  const cases: readonly [args: readonly string[], says: RegExp][] = [
    [[], /Usage: aludel/u],
    [['nonsense'], /Unknown command 'nonsense'\./u],
    [['hads'], /Did you mean heads\?/u],
    [['upgrade', '--nonsense'], /Unknown option '--nonsense'\./u],
    [['upgrade', 'head', 'more'], /Too many arguments/u],
    [['downgrade'], /Missing required argument 'revision'\./u],
    [['upgrade', 'zz'], /'zz'/u],
    [['upgrade', '--transaction', 'some'], /per-migration/u],
    [['upgrade', '--lock-timeout', 'soon'], /number of seconds/u],
    [['heads', '--config', 'none.ts'], /none\.ts/u],
    [['current', '--database', 'other'], /no database named other.*\n.*It has: main/u],
    [['revision', '--rev-id', 'a-b'], /a-b/u],
  ];
  for (const [args, says] of cases) {
    const { code, stderr } = await project.run(...args);
    t.is(code, 2, args.join(' '));
    t.regex(stderr, says);
    t.notRegex(stderr, /\n {4}at /u);
  }
  t.is(readdirSync(join(project.folder, 'migrations')).length, 1);
});

test('a migrations folder that is not there ends with 2, and the next step can be taken', async (t) => {
  const project = new Project(t);
  rmSync(join(project.folder, 'migrations'), { recursive: true });
  const { code, stderr } = await project.run('upgrade');
  t.is(code, 2);
  t.regex(stderr, /migrations does not exist/u);
  t.regex(stderr, /try +Make it \(mkdir .*migrations\)/u);
  t.regex((await project.run('init')).stderr, /There is a config already/u);
});

test('help and the version end with 0', async (t) => {
  const project = new Project(t);
  const help = await project.run('--help');
  t.is(help.code, 0);
  t.regex(help.stdout, /Examples:/u);
  t.regex((await project.run('upgrade', '-h')).stdout, /--sql[^]*Global options:[^]*--json/u);
  t.regex((await project.run('--version')).stdout, /^\d+\.\d+\.\d+/u);
});

test('what is wrong with the config ends with 2 and names the file', async (t) => {
  const project = new Project(t);
  project.write({ 'aludel.config.ts': `${config}throw new Error('not configured');\n` });
  const thrown = await project.run('heads');
  t.is(thrown.code, 2);
  t.regex(thrown.stderr, /not configured\n {2}at {9}aludel\.config\.ts:4\n/u);

  project.write({ 'aludel.config.ts': config.replace('migrations:', 'migratons:') });
  const misspelt = await project.run('heads');
  t.is(misspelt.code, 2);
  t.regex(misspelt.stderr, /migratons/u);

  project.write({ 'aludel.config.ts': config.replace("filename: 'app.db'", 'filname: 1') });
  t.is((await project.run('heads')).code, 2);
});

test('a dialect package that is missing is named with how to install it', async (t) => {
  const project = new Project(t);
  const dialect = join(project.folder, 'node_modules/@aludel/sqlite');
  renameSync(dialect, `${dialect}-away`);
  const { code, stderr } = await project.run('heads');
  t.is(code, 2);
  t.regex(stderr, /aludel\.config\.ts:2.*npm install @aludel\/sqlite/su);
});

test('no secret is printed, wherever it comes from', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null, {
    body: "throw new Error('refused postgres://app:hunter22@db/shop, ' + process.env.APP_URL.slice(15, 23));",
  });
  const env = { APP_URL: 'postgres://app:swordfsh@db/shop' };
  for (const args of [['upgrade'], ['upgrade', '--debug'], ['upgrade', '--json'], ['upgrade', '-v']]) {
    const { stdout, stderr } = await ended(project.start(args, env));
    t.regex(stderr, /refused postgres:\/\/app:\*\*\*@db\/shop, \*\*\*/u);
    t.notRegex(stdout + stderr, /hunter22|swordfsh/u);
  }
  const url = await project.run('upgrade', '--url', 'postgres://app:swordfsh@db/shop');
  t.not(url.code, 0);
  t.notRegex(url.stdout + url.stderr, /swordfsh/u);
});

test('whoever stops reading does no harm', async (t) => {
  const project = new Project(t);
  for (let index = 0; index < 60; index++) {
    project.migration(`r${index}`, index === 0 ? null : `r${index - 1}`, { body: '' });
  }
  const child = project.start(['upgrade', '-v']);
  child.stdout?.destroy();
  child.stderr?.destroy();
  t.is((await ended(child)).code, 0);
  t.like(await project.json('current'), { applied: 60 });
  const history = project.start(['history', '-v']);
  history.stdout?.destroy();
  t.is((await ended(history)).code, 0);
});

test('whatever is wrong with the revision that was named ends with 2, and nothing was begun', async (t) => {
  const project = new Project(t);
  project.migration('root1', null);
  project.migration('left1', 'root1');
  project.migration('right1', 'root1');
  for (const [code, ...args] of [
    ['MULTIPLE_HEADS', 'upgrade'],
    ['MULTIPLE_HEADS', 'revision', '-m', 'x'],
    ['AMBIGUOUS_WALK', 'upgrade', '+2'],
    ['RELATIVE_TOO_FAR', 'downgrade', '-1'],
    ['NOT_IN_BRANCH', 'upgrade', 'left1@right1'],
    ['RANGE_NOT_ANCESTOR', 'downgrade', 'left1'],
    ['NOT_A_HEAD', 'revision', '-m', 'x', '--head', 'root1'],
    ['NOTHING_TO_MERGE', 'merge', 'left1', '-m', 'x'],
  ] as const) {
    const ended = await project.run(...args, '--json');
    t.like(JSON.parse(ended.stdout), { error: { code } });
    t.is(ended.code, 2, code);
  }
  t.is(readdirSync(join(project.folder, 'migrations')).length, 3);
});
