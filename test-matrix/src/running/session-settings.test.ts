import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

const tables = `
  CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT NOT NULL, amount TEXT);
  CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent ON DELETE CASCADE);
  INSERT INTO parent VALUES (1, 'a', '10'), (2, 'b', '20');
  INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)`;

/** What SQLite has no ALTER for: the table is made anew. */
const rebuild = "op.createUniqueConstraint('uq_code', 'parent', ['code']);";

test('a rebuild as the first operation needs no second start, and loses no rows of the tables that point here', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: rebuild } }).prepare(tables);
  await project.migrator().upgrade();
  t.false(project.told().includes('stepRestarted'));
  t.is(project.told().filter((type) => type === 'stepStarted').length, 1);
  t.deepEqual(project.values('SELECT count(*) FROM child'), [3]);
  t.deepEqual(project.values('PRAGMA foreign_key_check'), []);
});

test('a rebuild after a read starts the migration again, since what it read must hold', async (t) => {
  const project = new Project(t)
    .write({
      a1: {
        upgrade: [
          "const [row] = await op.query<{ count: number }>('SELECT count(*) AS count FROM parent');",
          rebuild,
          "op.execute('UPDATE parent SET amount = ?', [String(row!.count)]);",
        ],
      },
    })
    .prepare(tables);
  const report = await project.migrator().upgrade();
  t.is(report.steps.length, 1);
  const restarted = project.events.find((event) => event.type === 'stepRestarted');
  t.deepEqual(restarted, {
    type: 'stepRestarted',
    direction: 'upgrade',
    revision: 'a1',
    message: 'make a1',
    reason: 'PRAGMA foreign_keys = OFF',
  });
  t.deepEqual(project.values('SELECT amount FROM parent'), ['2', '2']);
  t.deepEqual(project.values('SELECT count(*) FROM child'), [3]);
});

const writes: Readonly<Record<string, string>> = {
  'op.execute': "op.execute(\"INSERT INTO parent VALUES (3, 'c', '1')\"); await op.flush();",
  'op.bulkInsert': "op.bulkInsert('parent', [{ id: 3, code: 'c', amount: '1' }]); await op.flush();",
  'op.knex': "await op.knex('parent').insert({ id: 3, code: 'c', amount: '1' });",
  'an operation':
    "op.addColumn('parent', 'extra', t.text()); op.execute(\"INSERT INTO parent (id, code) VALUES (3, 'c')\"); await op.query('SELECT 1');",
};

for (const [what, write] of Object.entries(writes)) {
  test(`a rebuild after a write by ${what} starts the migration again, and the write is there once`, async (t) => {
    const project = new Project(t).write({ a1: { upgrade: [write, rebuild] } }).prepare(tables);
    await project.migrator().upgrade();
    t.is(project.told().filter((type) => type === 'stepRestarted').length, 1);
    t.deepEqual(project.values('SELECT code FROM parent ORDER BY id'), ['a', 'b', 'c']);
    t.deepEqual(project.values('SELECT count(*) FROM child'), [3]);
  });
}

test('a migration that catches what starts it again is started again all the same', async (t) => {
  const project = new Project(t)
    .write({
      a1: {
        upgrade: [
          "op.execute(\"INSERT INTO parent VALUES (3, 'c', '1')\");",
          'await op.flush();',
          rebuild,
          "try { await op.flush(); } catch { throw new Error('something of its own'); }",
        ],
      },
    })
    .prepare(tables);
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT code FROM parent ORDER BY id'), ['a', 'b', 'c']);
});

test('foreign keys are enforced again for the next migration', async (t) => {
  const project = new Project(t)
    .write({
      a1: { upgrade: rebuild },
      b2: {
        upgrade: [
          "const [row] = await op.query('PRAGMA foreign_keys');",
          "if (row?.['foreign_keys'] !== 1) throw new Error('they are off');",
          "op.execute('DELETE FROM parent WHERE id = 1');",
        ],
      },
    })
    .prepare(tables);
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT id FROM child'), [3]);
});

test('foreign keys are enforced again after a migration that failed while they were off', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: [rebuild, "throw new Error('no');"] } }).prepare(tables);
  const before = project.bytes();
  await failure(t, project.migrator().upgrade());
  t.deepEqual(project.bytes(), before);
});

test('a row that points at nothing, made by a rebuild, fails the migration', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: "op.createForeignKey('fk_amount', 'child', 'parent', ['id'], ['id']);" } })
    .prepare(tables);
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.code, 'STATEMENT_FAILED');
  t.regex(error.message, /point at a row that is not there.*child row 3 to parent/u);
  t.is(error.location.line, project.lineOf('a1', 'fk_amount'));
  t.deepEqual(project.bytes(), before);
});

test('a row that points at nothing, written while foreign keys are off, fails the migration', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: [rebuild, "op.execute('INSERT INTO child VALUES (4, 99)');"] } })
    .prepare(tables);
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.regex(error.message, /child/u);
  t.is(error.location.revision, 'a1');
  t.deepEqual(project.bytes(), before);
});

test('a deletion that would have cascaded, while foreign keys are off, fails the migration', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: ["await op.knex('parent').where({ id: 1 }).del();", rebuild] } })
    .prepare(tables);
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.regex(error.message, /child row 1 to parent.*child row 2 to parent/u);
  t.deepEqual(project.bytes(), before);
});

test('rows that pointed at nothing before, and others that do not now, do not stand in the way of changes of data', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: [rebuild, "op.execute('INSERT INTO child VALUES (4, 2)');"] } })
    .prepare(tables)
    .prepare('PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (9, 99)');
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT count(*) FROM child'), [5]);
  t.deepEqual(project.values("SELECT name FROM sqlite_master WHERE name LIKE '%aludel%' AND type = 'table'"), [
    'aludel_version',
  ]);
});

test('rows that pointed at nothing before do not stand in the way', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: rebuild } })
    .prepare(tables)
    .prepare('PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (9, 99)');
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT count(*) FROM child'), [4]);
});

test('without a transaction a rebuild is all or nothing, and foreign keys come back', async (t) => {
  const project = new Project(t)
    .write({
      a1: { upgrade: ["op.execute(\"INSERT INTO parent VALUES (3, 'c', '1')\");", 'await op.flush();', rebuild] },
      b2: {
        upgrade: [
          "const [row] = await op.query('PRAGMA foreign_keys');",
          "if (row?.['foreign_keys'] !== 1) throw new Error('they are off');",
        ],
      },
    })
    .prepare(tables);
  await project.migrator().upgrade('head', { transactions: 'none' });
  t.deepEqual(project.values('SELECT count(*) FROM child'), [3]);
  t.deepEqual(project.applied(), ['a1', 'b2']);
});
