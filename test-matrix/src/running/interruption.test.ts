import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InterruptedError } from '@aludel/core';
import test from 'ava';
import { failure, Project, until } from './migrations-folder.test-support.js';
import { start } from './processes.test-support.js';

test('a signal between two statements rolls the open migration back; earlier ones stay', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: "op.createTable('a', { id: t.integer() });" },
    b2: { upgrade: ["op.createTable('b', { id: t.integer() });", "op.createTable('c', { id: t.integer() });"] },
  });
  const abort = new AbortController();
  const migrator = project.migrator({
    options: {
      signal: abort.signal,
      listener: (event) => {
        if (event.type === 'statementDone' && event.operation === 'createTable b') abort.abort();
      },
    },
  });
  const error = await failure(t, migrator.upgrade());
  t.true(error instanceof InterruptedError);
  t.deepEqual(project.tables(), ['a', 'aludel_version']);
  t.deepEqual(project.applied(), ['a1']);
  t.deepEqual(
    (await project.migrator().upgrade()).steps.map(({ revision }) => revision),
    ['b2'],
  );
});

test('a signal between two migrations leaves the first one applied, and the next one is not begun', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: "op.createTable('a', { id: t.integer() });" },
    b2: { upgrade: "op.createTable('b', { id: t.integer() });" },
  });
  const abort = new AbortController();
  const migrator = project.migrator({
    options: {
      signal: abort.signal,
      listener: (event) => {
        if (event.type === 'stepDone') abort.abort();
        if (event.type === 'stepStarted') t.is(event.revision, 'a1');
      },
    },
  });
  t.is((await failure(t, migrator.upgrade())).code, 'INTERRUPTED');
  t.deepEqual(project.tables(), ['a', 'aludel_version']);
  t.deepEqual(project.applied(), ['a1']);
});

test('a signal that comes while a file is loaded is heard by its migration, though that waits for ever', async (t) => {
  const signalled = 'signalled by its file';
  const project = new Project(t).write({
    a1: {
      before: `process.emit(${JSON.stringify(signalled)});`,
      upgrade: ["op.createTable('a', { id: t.integer() });", 'await new Promise(() => undefined);'],
    },
  });
  const abort = new AbortController();
  process.once(signalled, () => {
    abort.abort();
  });
  const error = await failure(t, project.migrator({ options: { signal: abort.signal } }).upgrade());
  t.is(error.code, 'INTERRUPTED');
  t.deepEqual(project.tables(), []);
});

const endless: Readonly<Record<string, readonly string[]>> = {
  'waits for something that never comes': ['await new Promise(() => undefined);'],
  'reads for ever': ["for (;;) await op.query('SELECT 1');"],
  'writes by op.knex for ever': ["for (;;) await op.knex('made').insert({ id: null });"],
  'gives rows for ever': [
    "op.bulkInsert('made', (async function* () { for (;;) yield { id: null }; })()); await op.flush();",
  ],
  'flushes for ever': ["for (;;) { op.execute('DELETE FROM made'); await op.flush(); }"],
  'waits for rows that never come': [
    "op.bulkInsert('made', (async function* () { yield { id: 1 }; await new Promise(() => undefined); })());",
  ],
};

for (const [what, upgrade] of Object.entries(endless)) {
  test(`a migration that ${what} is stopped by the signal, and rolled back`, async (t) => {
    const project = new Project(t)
      .write({
        a1: { upgrade: ["op.createTable('made', { id: t.integer().primaryKey() });", 'await op.flush();', ...upgrade] },
      })
      .prepare('CREATE TABLE own (id)');
    const before = project.bytes();
    const abort = new AbortController();
    const run = project.migrator({ options: { signal: abort.signal } }).upgrade();
    await until(() => project.told().includes('statementDone'));
    setTimeout(() => abort.abort(), 20);
    t.is((await failure(t, run)).code, 'INTERRUPTED');
    t.deepEqual(project.bytes(), before);
    // The lock is free.
    project.write({ a1: {} });
    await project.migrator({ config: { lockTimeout: 0 } }).upgrade();
  });
}

test('a signal that was raised before does nothing at all', async (t) => {
  const project = new Project(t).write({ a1: {} }).prepare('CREATE TABLE own (id)');
  const before = project.bytes();
  const error = await failure(t, project.migrator({ options: { signal: AbortSignal.abort() } }).upgrade());
  t.is(error.code, 'INTERRUPTED');
  t.deepEqual(project.bytes(), before);
});

test('a signal ends the waiting for the lock', async (t) => {
  const project = new Project(t);
  project.write({ a1: { upgrade: 'await new Promise((go) => { setTimeout(go, 300); });' } });
  const first = project.migrator().upgrade();
  await until(() => project.told().includes('stepStarted'));
  const abort = new AbortController();
  const second = project.migrator({ options: { signal: abort.signal } }).upgrade();
  await until(() => project.told().includes('lockWaiting'));
  abort.abort();
  t.is((await failure(t, second)).code, 'INTERRUPTED');
  await first;
});

test('a process that is told to stop rolls back and frees the lock', async (t) => {
  const project = new Project(t)
    .write({
      a1: {
        upgrade: [
          "op.createTable('made', { id: t.integer() });",
          'await op.flush();',
          'await new Promise((go) => { setTimeout(go, 60_000); });',
        ],
      },
    })
    .prepare('CREATE TABLE own (id)');
  const before = project.bytes();
  const other = start(t, project.folder);
  await other.hears('statementDone');
  other.kill('SIGTERM');
  await other.hears('error');
  t.is(other.told.at(-1)?.['code'], 'INTERRUPTED');
  other.kill('SIGKILL');
  await other.end();
  t.deepEqual(project.bytes(), before);
  writeFileSync(join(project.folder, 'migrations', 'a1.ts'), '');
  project.write({ a1: {} });
  await project.migrator({ config: { lockTimeout: 0 } }).upgrade();
});
