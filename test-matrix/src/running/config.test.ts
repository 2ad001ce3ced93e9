import { createMigrator, type Config } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

const main = sqlite({ filename: ':memory:' });

const invalid: readonly (readonly [what: string, config: unknown, says: RegExp])[] = [
  ['no object', undefined, /no object/u],
  ['no migrations', { databases: { main } }, /lacks the field migrations/u],
  ['no databases', { migrations: 'm' }, /lacks the field databases/u],
  ['no database among them', { migrations: 'm', databases: {} }, /names no database/u],
  [
    'what is no database',
    { migrations: 'm', databases: { main: { filename: 'app.db' } } },
    /databases\.main is not a database/u,
  ],
  ['a field that means nothing', { migrations: 'm', databases: { main }, folder: 'x' }, /a field folder/u],
  [
    'a default that is not there',
    { migrations: 'm', databases: { main }, defaultDatabase: 'other' },
    /defaultDatabase is other/u,
  ],
  ['an unknown way of transactions', { migrations: 'm', databases: { main }, transactions: 'some' }, /transactions/u],
  ['a time limit that is no number', { migrations: 'm', databases: { main }, lockTimeout: '5' }, /lockTimeout/u],
  ['a time limit below nothing', { migrations: 'm', databases: { main }, lockTimeout: -1 }, /lockTimeout/u],
  ['an unknown extension', { migrations: 'm', databases: { main }, extension: '.cts' }, /extension/u],
  ['an operation that is none', { migrations: 'm', databases: { main }, operations: [{ kind: 'x' }] }, /operations/u],
  ['a service that is none', { migrations: 'm', databases: { main }, services: [{}] }, /services/u],
];

for (const [what, config, says] of invalid) {
  test(`a config with ${what} is told what is wrong`, (t) => {
    const error = t.throws(() => createMigrator(config as Config), { code: 'CONFIG_INVALID', message: says });
    t.truthy((error as unknown as { readonly hint: string }).hint);
  });
}

test('one of several databases has to be chosen where one is needed', async (t) => {
  const project = new Project(t).write({ a1: {} });
  const databases = { one: main, two: sqlite({ filename: project.database }) };
  const unchosen = project.migrator({ config: { databases } });
  t.is((await unchosen.heads()).length, 1);
  const error = await failure(t, unchosen.current());
  t.is(error.code, 'DATABASE_NOT_CHOSEN');
  t.regex(error.message, /one, two/u);
  await project.migrator({ config: { databases }, options: { database: 'two' } }).upgrade();
  t.deepEqual(project.applied(), ['a1']);
  t.is((await project.migrator({ config: { databases, defaultDatabase: 'two' } }).current()).applied, 1);
});

test('a database that the config does not have is told with those that it has', async (t) => {
  const project = new Project(t).write({ a1: {} });
  const error = await failure(t, project.migrator({ options: { database: 'other' } }).upgrade());
  t.is(error.code, 'UNKNOWN_DATABASE');
  t.regex(String(error.hint), /main/u);
});

test('another address takes the place of the config’s', async (t) => {
  const project = new Project(t).write({ a1: {} });
  const report = await project
    .migrator({ sqlite: { filename: ':memory:' }, options: { url: `sqlite:${project.database}` } })
    .upgrade();
  t.is(report.database, project.database);
  t.deepEqual(project.applied(), ['a1']);
  const error = await failure(t, project.migrator({ options: { url: 'postgres://localhost/app' } }).upgrade());
  t.is(error.code, 'INVALID_SQLITE_OPTIONS');
});

test('names are made by the convention of the config', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: "op.createTable('users', { id: t.integer().primaryKey(), mail: t.text().index() });" },
  });
  await project.migrator({ config: { namingConvention: { index: () => 'own_index' } } }).upgrade();
  t.deepEqual(project.values("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"), ['own_index']);
});
