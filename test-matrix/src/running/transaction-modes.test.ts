import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

const table = (name: string): string => `op.createTable('${name}', { id: t.integer().primaryKey() });`;

test('one transaction for all: a failure takes everything back', async (t) => {
  const project = new Project(t)
    .write({
      a1: { upgrade: table('a') },
      b2: { upgrade: table('b') },
      c3: { upgrade: [table('c'), "throw new Error('no');"] },
    })
    .prepare('CREATE TABLE own (id)');
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade('head', { transactions: 'all' }));
  t.is(error.location.revision, 'c3');
  t.deepEqual(project.bytes(), before);
  t.false(project.told().includes('stepDone'));
});

test('one transaction for all: the config can ask for it, and a run of it says that all is done at its end', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: table('a') }, b2: { upgrade: table('b') } });
  const report = await project.migrator({ config: { transactions: 'all' } }).upgrade();
  t.deepEqual(
    report.steps.map(({ revision }) => revision),
    ['a1', 'b2'],
  );
  t.deepEqual(
    project.told().filter((type) => type.startsWith('step')),
    ['stepStarted', 'stepStarted', 'stepDone', 'stepDone'],
  );
  t.deepEqual(project.applied(), ['a1', 'b2']);
});

test('one transaction for all: a setting of the session that is needed late starts the run again from its first migration', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: [table('a'), "op.bulkInsert('a', [{ id: 1 }]);"] },
    b2: { upgrade: "op.createUniqueConstraint('uq', 'a', ['id']);" },
  });
  const report = await project.migrator().upgrade('head', { transactions: 'all' });
  t.deepEqual(
    report.steps.map(({ revision }) => revision),
    ['a1', 'b2'],
  );
  t.is(project.told().filter((type) => type === 'stepRestarted').length, 1);
  t.deepEqual(project.applied(), ['a1', 'b2']);
  t.deepEqual(project.values('SELECT id FROM a'), [1]);
});

test('no transaction: what was done before the failure stays, and the revision is not applied', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: [table('a'), table('b'), "op.execute('nonsense');"] } });
  await failure(t, project.migrator().upgrade('head', { transactions: 'none' }));
  t.deepEqual(project.tables(), ['a', 'b']);
  t.deepEqual(project.applied(), []);
});

test('no transaction: an operation of several statements is still all or nothing', async (t) => {
  const project = new Project(t)
    .write({
      a1: { upgrade: [table('other'), "op.createUniqueConstraint('uq', 'own', ['amount']);"] },
    })
    .prepare(
      `CREATE TABLE own (id INTEGER PRIMARY KEY AUTOINCREMENT, amount INTEGER);
       CREATE INDEX own_amount ON own (amount);
       INSERT INTO own VALUES (7, 1), (8, 1)`,
    );
  const definition = project.rows("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'own' ORDER BY name");
  await failure(t, project.migrator().upgrade('head', { transactions: 'none' }));
  t.deepEqual(
    project.rows("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'own' ORDER BY name"),
    definition,
  );
  t.deepEqual(project.values('SELECT amount FROM own ORDER BY id'), [1, 1]);
  t.deepEqual(project.tables(), ['other', 'own']);
});

test('one migration can go without a transaction', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: table('a') },
    b2: { header: 'transaction: false,', upgrade: "op.execute('PRAGMA journal_mode = WAL'); op.execute('VACUUM');" },
    c3: {},
  });
  await project.migrator().upgrade();
  t.deepEqual(project.values('PRAGMA journal_mode'), ['wal']);
  t.deepEqual(project.applied(), ['a1', 'b2', 'c3']);
});

test('a migration that wants no transaction is refused where all are one', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: table('a') }, b2: { header: 'transaction: false,', upgrade: "op.execute('VACUUM');" } })
    .prepare('CREATE TABLE own (id)');
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade('head', { transactions: 'all' }));
  t.deepEqual(
    [error.code, error.location.revision, error.location.file],
    ['TRANSACTION_NOT_WANTED', 'b2', project.file('b2')],
  );
  t.deepEqual(project.bytes(), before);
});

test('a downgrade of several steps in one transaction is all or nothing', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: table('a'), downgrade: "throw new Error('no');" },
    b2: { upgrade: table('b') },
  });
  await project.migrator().upgrade();
  const before = project.bytes();
  await failure(t, project.migrator().downgrade('base', { transactions: 'all' }));
  t.deepEqual(project.bytes(), before);
  await failure(t, project.migrator().downgrade('base'));
  t.deepEqual(project.applied(), ['a1']);
});
