import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

const users = "op.createTable('users', { id: t.integer().primaryKey(), name: t.text().notNull() });";
const adopted = `
  CREATE TABLE legacy (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT COLLATE NOCASE DEFAULT 'x' CHECK (code <> ''), amount DECIMAL(10,2));
  CREATE INDEX legacy_amount ON legacy (amount DESC) WHERE amount > 0;
  INSERT INTO legacy (code, amount) VALUES ('a', 1), ('b', 2)`;

test('what undoes a change of a table that no revision made comes from the row', async (t) => {
  const project = new Project(t)
    .write({
      a1: {},
      b2: { upgrade: ["op.dropColumn('legacy', 'code');", "op.dropIndex('legacy_amount', 'legacy');"] },
    })
    .prepare(adopted);
  const before = project.values("SELECT sql FROM sqlite_master WHERE tbl_name = 'legacy' ORDER BY name");
  const migrator = project.migrator();
  await migrator.stamp('a1');
  await migrator.upgrade();
  t.deepEqual(project.values("SELECT name FROM pragma_table_info('legacy')"), ['id', 'amount']);
  await migrator.downgrade('a1');
  const after = project.values("SELECT sql FROM sqlite_master WHERE tbl_name = 'legacy' ORDER BY name");
  t.is(after.length, before.length);
  t.regex(after.join(' '), /COLLATE "?NOCASE/u);
  t.regex(after.join(' '), /amount DESC.*WHERE amount > 0/u);
  t.regex(after.join(' '), /CHECK \(code <> ''\)/u);
  t.deepEqual(project.rows('SELECT id, amount FROM legacy'), [
    { id: 1, amount: 1 },
    { id: 2, amount: 2 },
  ]);
});

test('the row holds what ran, even if the file was edited since', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: users } });
  await project.migrator().upgrade();
  project.write({ a1: { upgrade: "op.createTable('people', { id: t.integer() });" } });
  await project.migrator().downgrade('base');
  t.deepEqual(project.tables(), ['aludel_version']);
});

test('a revision that was stamped is undone as its file says', async (t) => {
  const project = new Project(t)
    .write({
      a1: { upgrade: users },
      b2: { upgrade: "op.addColumn('users', 'age', t.integer());" },
      c3: { upgrade: "op.dropColumn('users', 'age');" },
    })
    .prepare('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
  const migrator = project.migrator();
  await migrator.stamp('c3');
  await migrator.downgrade('b2');
  t.deepEqual(project.values("SELECT name FROM pragma_table_info('users')"), ['id', 'name', 'age']);
  await migrator.downgrade('base');
  t.deepEqual(project.tables(), ['aludel_version']);
});

test('data that a table gets where it is made goes with it', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        users,
        "op.bulkInsert('users', [{ id: 1, name: 'Ada' }]);",
        'await op.flush();',
        "op.bulkInsert('users', [{ id: 2, name: 'Bob' }]);",
      ],
    },
  });
  await project.migrator().upgrade();
  await project.migrator().downgrade('base');
  t.deepEqual(project.tables(), ['aludel_version']);
});

test('op.execute is undone by what it says undoes it', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: users },
    b2: { upgrade: "op.execute('CREATE VIEW names AS SELECT name FROM users', [], { reverse: 'DROP VIEW names' });" },
  });
  await project.migrator().upgrade();
  await project.migrator().downgrade('a1');
  t.deepEqual(project.values("SELECT name FROM sqlite_master WHERE type = 'view'"), []);
});

const irreversible: Readonly<Record<string, readonly [upgrade: string, names: RegExp]>> = {
  'op.execute without a reverse': ["op.execute('UPDATE users SET name = 1');", /execute UPDATE users SET name = 1/u],
  'op.bulkInsert into a table that was there': ["op.bulkInsert('users', [{ id: 1, name: 'x' }]);", /bulkInsert users/u],
  'a change by op.knex': ["await op.knex('users').update({ name: 'x' });", /op\.knex/u],
  'a change by op.query': ["await op.query('UPDATE users SET name = 1 RETURNING id');", /op\.query/u],
};

for (const [what, [upgrade, names]] of Object.entries(irreversible)) {
  test(`${what} cannot be undone, which is said before anything runs`, async (t) => {
    const project = new Project(t).write({
      a1: { upgrade: users },
      b2: { upgrade: ["op.createTable('other', { id: t.integer() });", upgrade] },
      c3: { upgrade: "op.addColumn('users', 'age', t.integer());" },
    });
    const migrator = project.migrator();
    await migrator.upgrade();
    t.deepEqual(project.values("SELECT downgrade FROM aludel_version WHERE revision = 'b2'"), [null]);
    const before = project.bytes();
    project.events.length = 0;
    const error = await failure(t, migrator.downgrade('base'));
    t.is(error.code, 'IRREVERSIBLE_MIGRATION');
    t.regex(error.message, names);
    t.deepEqual([error.location.revision, error.location.file], ['b2', project.file('b2')]);
    t.false(project.told().includes('stepStarted'));
    t.deepEqual(project.bytes(), before);
    await migrator.downgrade('b2');
    t.deepEqual(project.applied(), ['a1', 'b2']);
  });
}

test('a migration that reads, and changes nothing by it, can be undone', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        users,
        "await op.query('WITH RECURSIVE n(i) AS (SELECT 1) SELECT i FROM n');",
        "await op.query('PRAGMA table_info(users)');",
        "await op.knex('users').select();",
        "op.addColumn('users', 'age', t.integer());",
      ],
    },
  });
  await project.migrator().upgrade();
  await project.migrator().downgrade('base');
  t.deepEqual(project.tables(), ['aludel_version']);
});

test('what cannot be undone on a table that no revision made is named, too', async (t) => {
  const project = new Project(t)
    .write({ a1: {}, b2: { upgrade: ["op.dropColumn('legacy', 'amount');", "op.execute('DELETE FROM legacy');"] } })
    .prepare(adopted.replace(/CREATE INDEX.*;/u, ''));
  const migrator = project.migrator();
  await migrator.stamp('a1');
  await migrator.upgrade();
  const error = await failure(t, migrator.downgrade('a1'));
  t.is(error.code, 'IRREVERSIBLE_MIGRATION');
  t.regex(error.message, /DELETE FROM legacy/u);
});

test('once the file says how, what could not be undone can', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: users },
    b2: { upgrade: "op.execute('CREATE TABLE made (id)');" },
  });
  await project.migrator().upgrade();
  await failure(t, project.migrator().downgrade('a1'));
  project.write({
    a1: { upgrade: users },
    b2: { upgrade: "op.execute('CREATE TABLE made (id)', [], { reverse: 'DROP TABLE made' });" },
  });
  await project.migrator().downgrade('a1');
  t.deepEqual(project.tables(), ['aludel_version', 'users']);
});

test('a row whose downgrade is damaged is named before anything runs', async (t) => {
  for (const damage of ['no json', '{"kind":"dropTable"}', '[{"kind":"own.unknown"}]']) {
    const project = new Project(t).write({ a1: { upgrade: users }, b2: {} });
    await project.migrator().upgrade();
    project.prepare(`UPDATE aludel_version SET downgrade = '${damage}' WHERE revision = 'a1'`);
    const before = project.bytes();
    const error = await failure(t, project.migrator().downgrade('base'));
    t.is(error.code, 'IRREVERSIBLE_MIGRATION');
    t.is(error.location.revision, 'a1');
    t.deepEqual(project.bytes(), before);
  }
});
