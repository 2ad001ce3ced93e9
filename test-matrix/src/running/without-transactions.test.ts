import test from 'ava';
import { changedSqlite, likeNetworkWithoutTransactions } from './changed-sqlite.test-support.js';
import { failure, Project, type Draft } from './migrations-folder.test-support.js';
import type { ExecutionContext } from 'ava';

const table = (name: string): string => `op.createTable('${name}', { id: t.integer().primaryKey() });`;

function projectOf(t: ExecutionContext, drafts: Readonly<Record<string, Draft>>) {
  const project = new Project(t).write(drafts);
  const config = {
    databases: { main: changedSqlite({ filename: project.database }, likeNetworkWithoutTransactions) },
  };
  return { project, config, migrator: project.migrator({ config }) };
}

test('a migration that fails half way says what of it is in effect, and what to do', async (t) => {
  const { project, migrator } = projectOf(t, {
    a1: { upgrade: table('a') },
    b2: {
      upgrade: [
        table('b'),
        "op.bulkInsert('b', [{ id: 1 }]);",
        table('c'),
        "op.bulkInsert('c', [{ id: 1 }]);",
        "op.execute('nonsense');",
      ],
    },
  });
  const error = await failure(t, migrator.upgrade());
  t.is(error.code, 'STATEMENT_FAILED');
  t.is(error.location.revision, 'b2');
  t.deepEqual(
    error.inEffect.map(({ operation }) => operation),
    ['createTable b', 'bulkInsert b (1 row)', 'createTable c'],
  );
  t.regex(error.inEffect[0]?.sql ?? '', /^CREATE TABLE "b"/u);
  t.regex(error.message, /Not all could be rolled back: 3 statements of the migration are in effect\.$/u);
  t.regex(error.hint ?? '', /Undo by hand what is in effect.*aludel stamp/u);
  t.deepEqual(project.tables(), ['a', 'aludel_version', 'b', 'c']);
  t.deepEqual(project.values('SELECT id FROM b'), [1]);
  t.deepEqual(project.values('SELECT id FROM c'), []);
  t.deepEqual(project.applied(), ['a1']);
  const failed = project.events.at(-1);
  t.like(failed, { type: 'stepFailed', revision: 'b2', index: 1, total: 2 });
  t.deepEqual(failed?.type === 'stepFailed' ? failed.inEffect : undefined, error.inEffect);
});

test('a migration that fails before anything took effect has left nothing, and says nothing else', async (t) => {
  const { project, migrator } = projectOf(t, {
    a1: { upgrade: [table('a')] },
    b2: { upgrade: ["op.bulkInsert('a', [{ id: 1 }]);", "op.execute('nonsense');"] },
  });
  const error = await failure(t, migrator.upgrade());
  t.deepEqual(error.inEffect, []);
  t.notRegex(error.message, /rolled back/u);
  t.deepEqual(project.values('SELECT id FROM a'), []);
});

test('what the migration itself throws is told with what is in effect', async (t) => {
  const { migrator } = projectOf(t, { a1: { upgrade: [table('a'), 'await op.flush();', "throw new Error('no');"] } });
  const error = await failure(t, migrator.upgrade());
  t.is(error.code, 'MIGRATION_FAILED');
  t.is(error.message, 'no. Not all could be rolled back: 1 statement of the migration is in effect.');
  t.notRegex(error.hint ?? '', /^Nothing of the migration is in effect/u);
});

test('an interruption does not claim a rollback that could not be', async (t) => {
  const abort = new AbortController();
  const project = new Project(t).write({ a1: { upgrade: [table('a'), 'await op.flush();', table('b')] } });
  const config = {
    databases: { main: changedSqlite({ filename: project.database }, likeNetworkWithoutTransactions) },
  };
  const error = await failure(
    t,
    project
      .migrator({
        config,
        options: {
          folder: project.folder,
          signal: abort.signal,
          listener: (event) => {
            if (event.type === 'statementDone') abort.abort();
          },
        },
      })
      .upgrade(),
  );
  t.is(error.code, 'INTERRUPTED');
  t.is(error.message, 'Interrupted. Not all could be rolled back: 1 statement of the migration is in effect.');
});

test('one transaction for all: what took effect keeps its version row when a later migration fails', async (t) => {
  const { project, migrator } = projectOf(t, {
    a1: { upgrade: table('a') },
    b2: { upgrade: "op.bulkInsert('a', [{ id: 1 }]);" },
    c3: { upgrade: "throw new Error('no');" },
  });
  const error = await failure(t, migrator.upgrade('head', { transactions: 'all' }));
  t.deepEqual(error.inEffect, []);
  t.deepEqual(project.applied(), ['a1']);
  t.deepEqual(project.values('SELECT id FROM a'), []);
  t.deepEqual(
    project.told().filter((type) => type.startsWith('step')),
    ['stepStarted', 'stepDone', 'stepStarted', 'stepStarted', 'stepFailed'],
  );
});

test('one transaction for all: earlier migrations are done when a statement has to end the transaction', async (t) => {
  const { project, migrator } = projectOf(t, {
    a1: { upgrade: table('a') },
    b2: { upgrade: "op.bulkInsert('a', [{ id: 1 }]);" },
    c3: { upgrade: [table('c'), "throw new Error('no');"] },
    d4: {},
  });
  await migrator.upgrade('b2');
  project.events.length = 0;
  project.write({ c3: { down: 'b2', upgrade: [table('c'), 'await op.flush();', "throw new Error('no');"] } });
  const error = await failure(t, migrator.upgrade('c3', { transactions: 'all' }));
  t.is(error.inEffect.length, 1);
  t.deepEqual(project.applied(), ['a1', 'b2']);
});

test('without any transaction the error names every statement that was run', async (t) => {
  const { project, migrator } = projectOf(t, {
    a1: { upgrade: [table('a'), "op.bulkInsert('a', [{ id: 1 }]);", "op.execute('nonsense');"] },
  });
  const error = await failure(t, migrator.upgrade('head', { transactions: 'none' }));
  t.deepEqual(
    error.inEffect.map(({ operation }) => operation),
    ['createTable a', 'bulkInsert a (1 row)'],
  );
  t.deepEqual(project.values('SELECT id FROM a'), [1]);
});

test('what Knex and op.query changed is named, too', async (t) => {
  const { migrator } = projectOf(t, {
    a1: {
      upgrade: [
        table('a'),
        "await op.query('INSERT INTO a VALUES (1)');",
        "await op.knex('a').insert({ id: 2 });",
        table('b'),
        "op.execute('nonsense');",
      ],
    },
  });
  const error = await failure(t, migrator.upgrade());
  t.deepEqual(
    error.inEffect.map(({ operation }) => operation.slice(0, 25)),
    ['createTable a', 'execute (op.query) INSERT', 'execute (op.knex) insert ', 'createTable b'],
  );
});

test('a stamp creates the version table first, and writes its rows in a transaction', async (t) => {
  const project = new Project(t).write({ a1: {}, b2: {} });
  const calls: string[] = [];
  const config = {
    databases: { main: changedSqlite({ filename: project.database }, likeNetworkWithoutTransactions, calls) },
  };
  await project.migrator({ config }).stamp('head');
  t.deepEqual(
    calls.map((call) => call.split(' ')[0]),
    ['has', 'has', 'CREATE', 'BEGIN', 'INSERT', 'INSERT', 'COMMIT'],
  );
  t.deepEqual(project.applied(), ['a1', 'b2']);
});

test('a script has BEGIN and COMMIT around what is transactional alone', async (t) => {
  const { migrator } = projectOf(t, {
    a1: { upgrade: [table('a'), "op.bulkInsert('a', [{ id: 1 }]);"] },
    b2: { upgrade: [table('b'), table('c')] },
  });
  let script = '';
  await migrator.upgradeScript('head', (text) => {
    script += text;
  });
  t.deepEqual(
    script
      .split('\n')
      .filter((line) => /^(?:BEGIN|COMMIT|CREATE|INSERT|--)/u.test(line))
      .map((line) => line.replace(/(?: \(.*| VALUES.*)$|IF NOT EXISTS /gu, '')),
    [
      '-- Revision a1: make a1',
      'CREATE TABLE "aludel_version"',
      '-- createTable a',
      'CREATE TABLE "a"',
      'BEGIN;',
      '-- bulkInsert a',
      'INSERT INTO "a"',
      'INSERT INTO "aludel_version"',
      'COMMIT;',
      '-- Revision b2: make b2',
      '-- createTable b',
      'CREATE TABLE "b"',
      '-- createTable c',
      'CREATE TABLE "c"',
      'INSERT INTO "aludel_version"',
    ],
  );
});
