import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { ended, Project } from './project.test.kit.js';

test('init writes a config and a migration that runs, forth and back', async (t) => {
  const project = new Project(t, {});
  const { code, stdout, stderr } = await project.run('init');
  t.is(code, 0);
  t.regex(stdout, /^Wrote aludel\.config\.ts\nWrote migrations\/[\da-f]{12}_create_notes\.ts\n$/u);
  t.regex(stderr, /npx aludel upgrade head/u);
  const upgraded = await project.run('upgrade', 'head');
  t.is(upgraded.code, 0, upgraded.stderr);
  t.true(existsSync(join(project.folder, 'local.db')));
  t.is((await project.run('downgrade', 'base')).code, 0);
  t.is((await project.run('revision', '-m', 'Next')).code, 0);
});

test('init takes another folder for the migrations, and tells what it wrote as JSON', async (t) => {
  const project = new Project(t, {});
  t.like(await project.json('init', 'db/changes'), { dialect: 'sqlite', package: '@aludel/sqlite', skipped: [] });
  t.regex(readFileSync(join(project.folder, 'aludel.config.ts'), 'utf8'), /migrations: '\.\/db\/changes'/u);
  t.is(readdirSync(join(project.folder, 'db/changes')).length, 1);
  t.is((await project.run('upgrade')).code, 0);
});

test('init overwrites no config', async (t) => {
  const project = new Project(t, { 'aludel.config.mjs': 'mine' });
  const { code, stderr } = await project.run('init');
  t.is(code, 2);
  t.regex(stderr, /There is a config already: .*aludel\.config\.mjs/u);
  t.deepEqual(readdirSync(project.folder), ['aludel.config.mjs', 'node_modules']);
});

test('init leaves migrations that are there alone', async (t) => {
  const project = new Project(t, {});
  project.migration('mine1', null);
  const { code, stdout } = await project.run('init');
  t.is(code, 0);
  t.is(stdout, 'Wrote aludel.config.ts\nLeft  migrations as it is\n');
  t.is((await project.run('heads')).stdout, 'mine1 (head)\n');
});

test('init says what to install, and wants to be told which dialect where there are several', async (t) => {
  const project = new Project(t, {});
  const missing = await project.run('init', '--dialect', 'oracle');
  t.is(missing.code, 2);
  t.regex(missing.stderr, /No dialect package for oracle .*\n.*npm install @aludel\/oracle/u);
  t.deepEqual(readdirSync(project.folder), ['node_modules']);

  project.write({
    'package.json': '{ "dependencies": { "other-dialect": "1" } }',
    'node_modules/other-dialect/package.json':
      '{ "aludel": { "dialect": "other", "import": "other", "configSample": "other()" } }',
  });
  const several = await project.run('init');
  t.is(several.code, 2);
  t.regex(several.stderr, /sqlite, other/u);
  t.is((await project.run('init', '--dialect', 'other')).code, 0);
  t.regex(readFileSync(join(project.folder, 'aludel.config.ts'), 'utf8'), /import \{ other \} from 'other-dialect'/u);
});

test('revision writes a migration after the head, and prints its path alone', async (t) => {
  const project = new Project(t);
  const first = await project.run('revision', '-m', 'Create users', '--rev-id', 'aa11');
  t.is(first.stdout, 'migrations/aa11_create_users.ts\n');
  t.regex(first.stderr, /Wrote revision aa11, which follows the base/u);
  const second = await project.json('revision', '-m', 'Add name');
  t.like(second, { downRevisions: ['aa11'], message: 'Add name' });
  t.is((await project.run('upgrade')).code, 0);
});

test('revision takes a parent, labels and dependencies, several where that makes sense', async (t) => {
  const project = new Project(t);
  await project.run('revision', '--rev-id', 'aa11');
  await project.run('revision', '--rev-id', 'bb22');
  const twig = await project.run('revision', '--head', 'aa11', '--rev-id', 'cc33');
  t.is(twig.code, 2);
  t.regex(twig.stderr, /splice/u);
  const found = await project.json(
    'revision',
    '--head=aa11',
    '--splice',
    '--branch-label=one',
    '--branch-label=two',
    '--depends-on=bb22',
    '--rev-id=cc33',
  );
  t.like(found, { downRevisions: ['aa11'], branchLabels: ['one', 'two'], dependsOn: ['bb22'] });
  t.is((await project.run('revision', '-m', 'x')).code, 2);
  t.like(await project.json('merge', 'bb22', 'cc33', '-m', 'Join'), {
    downRevisions: ['bb22', 'cc33'],
    message: 'Join',
  });
  t.is((await project.run('heads')).stdout.split('\n').length, 2);
});

test('edit opens the file of a revision in the editor that is set', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null);
  const opened = await ended(project.start(['edit', 'head'], { EDITOR: 'echo opened' }));
  t.is(opened.code, 0);
  t.regex(opened.stdout, /^opened .*migrations\/aa11\.ts\n$/u);
  t.is((await ended(project.start(['edit', 'aa'], { VISUAL: 'false', EDITOR: 'true' }))).code, 1);
  const none = await project.run('edit', 'head');
  t.is(none.code, 2);
  t.regex(none.stderr, /open it yourself: migrations\/aa11\.ts/u);
});

test('a config whose dialect package is not installed is told what to install', async (t) => {
  const config = `import { defineConfig } from '@aludel/core';
import { vessel } from '@aludel/vessel';
export default defineConfig({ migrations: './migrations', databases: { main: vessel({}) } });
`;
  const project = new Project(t, { 'aludel.config.ts': config });
  const { code, stderr } = await project.run('current');
  t.is(code, 2);
  t.regex(stderr, /aludel\.config\.ts:2 can't be loaded: it imports "@aludel\/vessel", which can't be found\./u);
  t.regex(stderr, /Install it \("npm install @aludel\/vessel"\)/u);
});

test('an address of another kind of database is told what to do', async (t) => {
  const project = new Project(t);
  const { code, stderr } = await project.run('upgrade', '--url', 'vessel://localhost/app');
  t.is(code, 2);
  t.regex(stderr, /vessel:… is not an address of SQLite/u);
  t.regex(stderr, /install its dialect package \(npm install @aludel\/…\) and add it to `databases`/u);
});
