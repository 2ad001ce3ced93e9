import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onAllDatabases, type Config } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
import test from 'ava';
import { Project } from './migrations-folder.test-support.js';

test('what came of each database is data, and events say which one they are about', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: "op.createTable('a', { id: t.integer().primaryKey() });" },
    b2: { upgrade: "op.createTable('taken', { id: t.integer().primaryKey() });" },
  });
  project.prepare('CREATE TABLE taken (id)');
  const config: Config = {
    migrations: './migrations',
    databases: {
      one: sqlite({ filename: project.database }),
      two: sqlite({ filename: join(project.folder, 'two.db') }),
    },
  };
  const told: string[] = [];
  const listener = ({ type }: { readonly type: string }, name: string): void => {
    if (type.startsWith('step')) told.push(`${name} ${type}`);
  };
  const [one, two] = await onAllDatabases(config, { folder: project.folder, listener }, (migrator) =>
    migrator.upgrade(),
  );
  t.like(one, { name: 'one', database: project.database, error: { code: 'DUPLICATE_TABLE' } });
  t.like(two, { name: 'two', report: { to: ['b2'] } });
  t.deepEqual(project.applied(), ['a1']);
  const step = ['stepStarted', 'stepDone'];
  t.deepEqual(told, [
    ...step.map((type) => `one ${type}`),
    'one stepStarted',
    'one stepFailed',
    ...[...step, ...step].map((type) => `two ${type}`),
  ]);
});

test('after an interruption no other database is begun', async (t) => {
  const project = new Project(t).write({ a1: {} });
  const abort = new AbortController();
  const config: Config = {
    migrations: './migrations',
    databases: {
      one: sqlite({ filename: project.database }),
      two: sqlite({ filename: join(project.folder, 'two.db') }),
    },
  };
  const results = await onAllDatabases(
    config,
    { folder: project.folder, signal: abort.signal, listener: () => abort.abort() },
    (migrator) => migrator.upgrade(),
  );
  t.like(results[1], { name: 'two', error: { code: 'INTERRUPTED', message: 'Interrupted before anything was done.' } });
});

test('a config that is wrong is told at once, and a database that is none is told as one of all', async (t) => {
  const project = new Project(t).write({ a1: {} });
  await t.throwsAsync(
    onAllDatabases({ migrations: 'm', databases: {} }, {}, (migrator) => migrator.current()),
    { code: 'CONFIG_INVALID' },
  );
  writeFileSync(project.database, 'no database '.repeat(100));
  const [only] = await onAllDatabases(
    { migrations: './migrations', databases: { one: sqlite({ filename: project.database }) } },
    { folder: project.folder },
    (migrator) => migrator.current(),
  );
  t.true(only !== undefined && 'error' in only && only.error instanceof Error);
});
