import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import Database from 'better-sqlite3';
import { failure, Project, until } from './migrations-folder.test-support.js';

const table = "op.createTable('made', { id: t.integer().primaryKey(), body: t.text() });";

test('a database whose folder is missing', async (t) => {
  const project = new Project(t).write({ a1: {} });
  const filename = join(project.folder, 'no', 'such', 'folder.db');
  for (const command of [
    () => project.migrator({ sqlite: { filename } }).upgrade(),
    () => project.migrator({ sqlite: { filename } }).current(),
  ]) {
    const error = await failure(t, command());
    t.is(error.code, 'CONNECTION_FAILED');
    t.true(error.message.includes(join(project.folder, 'no', 'such')));
  }
  t.false(existsSync(join(project.folder, 'no')));
});

test('a folder in place of a database', async (t) => {
  const project = new Project(t).write({ a1: {} });
  const error = await failure(t, project.migrator({ sqlite: { filename: project.folder } }).upgrade());
  t.is(error.code, 'CONNECTION_FAILED');
});

test('a file that is no database is left as it is', async (t) => {
  const project = new Project(t).write({ a1: {} });
  writeFileSync(project.database, 'This is a letter, and no database.\n'.repeat(100));
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.code, 'NOT_A_DATABASE');
  t.deepEqual(project.bytes(), before);
});

test('a database that is only read', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: table },
    b2: { upgrade: "op.addColumn('made', 'more', t.text());" },
  });
  await project.migrator().upgrade('a1');
  const before = project.bytes();
  const migrator = project.migrator({ sqlite: { readonly: true } });
  const error = await failure(t, migrator.upgrade());
  t.is(error.code, 'DATABASE_READONLY');
  t.is((await migrator.current()).applied, 1);
  t.deepEqual(project.bytes(), before);
});

test('a database that another program holds, and does not give back', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: table } }).prepare('CREATE TABLE own (id)');
  const before = project.bytes();
  const other = new Database(project.database);
  other.exec('BEGIN EXCLUSIVE');
  const started = Date.now();
  const error = await failure(t, project.migrator({ sqlite: { busyTimeout: 300 } }).upgrade());
  t.is(error.code, 'DATABASE_LOCKED');
  t.true(Date.now() - started >= 300);
  other.exec('ROLLBACK');
  other.close();
  t.deepEqual(project.bytes(), before);
  await project.migrator().upgrade();
});

test('a database that another program holds for a while', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: table } }).prepare('CREATE TABLE own (id)');
  const other = new Database(project.database);
  other.exec('BEGIN EXCLUSIVE');
  const run = project.migrator().upgrade();
  setTimeout(() => {
    other.exec('COMMIT');
    other.close();
  }, 200);
  t.is((await run).steps.length, 1);
});

test('a database that another program reads while a migration is committed', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: table } })
    .prepare('CREATE TABLE own (id); INSERT INTO own VALUES (1)');
  const other = new Database(project.database);
  other.exec('BEGIN');
  other.prepare('SELECT * FROM own').all();
  const error = await failure(t, project.migrator({ sqlite: { busyTimeout: 300 } }).upgrade());
  t.is(error.code, 'DATABASE_LOCKED');
  t.deepEqual(other.prepare('SELECT count(*) FROM sqlite_master').pluck().get(), 1);
  other.exec('COMMIT');
  other.close();
  t.deepEqual(project.tables(), ['own']);
  await project.migrator().upgrade();
  t.deepEqual(project.applied(), ['a1']);
});

test('a database that is full', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: table },
    b2: {
      upgrade: [
        "const [row] = await op.query<{ page_count: number }>('PRAGMA page_count');",
        'await op.query(`PRAGMA max_page_count = ${row!.page_count + 10}`);',
        "op.bulkInsert('made', Array.from({ length: 500 }, (_, id) => ({ id, body: 'x'.repeat(500) })));",
      ],
    },
  });
  await project.migrator().upgrade('a1');
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.code, 'DATABASE_FULL');
  t.is(error.location.line, project.lineOf('b2', 'bulkInsert'));
  t.deepEqual(project.bytes(), before);
  t.deepEqual(project.applied(), ['a1']);
});

test('a disk that is full in the middle of a rebuild', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        table,
        "op.bulkInsert('made', Array.from({ length: 500 }, (_, id) => ({ id, body: `${id}`.repeat(100) })));",
      ],
    },
    b2: {
      upgrade: [
        "const [row] = await op.query<{ page_count: number }>('PRAGMA page_count');",
        'await op.query(`PRAGMA max_page_count = ${row!.page_count + 10}`);',
        "op.createUniqueConstraint('uq', 'made', ['body']);",
      ],
    },
  });
  await project.migrator().upgrade('a1');
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.code, 'DATABASE_FULL');
  t.deepEqual(project.bytes(), before);
});

test('a journal that a killed process left behind is rolled back', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: table } });
  await project.migrator().upgrade();
  // A transaction that has reached the file, and is not committed: its journal is hot once the process is gone.
  const other = new Database(project.database);
  other.pragma('cache_size = 1');
  other.exec(
    'BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO made SELECT i, hex(randomblob(200)) FROM n',
  );
  const copy = join(project.folder, 'copy.db');
  writeFileSync(copy, readFileSync(project.database));
  writeFileSync(`${copy}-journal`, readFileSync(`${project.database}-journal`));
  other.exec('ROLLBACK');
  other.close();
  const standing = await project.migrator({ sqlite: { filename: copy } }).current();
  t.is(standing.applied, 1);
  const rows = new Database(copy);
  t.is(rows.prepare('SELECT count(*) FROM made').pluck().get(), 0);
  rows.close();
});

test('a database in WAL mode', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: table },
    b2: { upgrade: ["op.execute('INSERT INTO made VALUES (1, 2)');", "throw new Error('no');"] },
  });
  project.prepare('PRAGMA journal_mode = WAL; CREATE TABLE own (id)');
  await failure(t, project.migrator().upgrade());
  t.deepEqual(project.applied(), ['a1']);
  t.deepEqual(project.values('SELECT count(*) FROM made'), [0]);
});

test('a database in memory lives as long as one command', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: table }, b2: {} });
  const migrator = project.migrator({ sqlite: { filename: ':memory:' } });
  t.is((await migrator.upgrade()).steps.length, 2);
  t.is((await migrator.current()).applied, 0);
});

test('every connection is closed, whatever comes', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: table }, b2: { upgrade: "throw new Error('no');" } });
  const { sqlite } = await import('@aludel/sqlite');
  const real = sqlite({ filename: project.database });
  let open = 0;
  const counted = {
    ...real,
    connect: async () => {
      const connection = await real.connect();
      open++;
      const close = connection.close.bind(connection);
      connection.close = () => {
        open--;
        return close();
      };
      return connection;
    },
  };
  const migrator = project.migrator({ config: { databases: { main: counted } } });
  await failure(t, migrator.upgrade());
  await failure(t, migrator.upgrade('nothing'));
  await migrator.current();
  await migrator.stamp('base');
  await migrator.ensureVersion();
  await migrator.history({ indicateCurrent: true });
  writeFileSync(project.file('c3'), 'nonsense');
  await failure(t, migrator.upgrade());
  await failure(t, migrator.current());
  await until(() => open === 0);
  t.is(open, 0);
});
