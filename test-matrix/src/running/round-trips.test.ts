import test, { type ExecutionContext } from 'ava';
import { changedSqlite, likeNetworkWithoutTransactions, type Changes } from './changed-sqlite.test-support.js';
import { Project, type Draft } from './migrations-folder.test-support.js';

const table = (name: string): string => `op.createTable('${name}', { id: t.integer().primaryKey() });`;

/** What a run sends, in a few words each; without what every run begins with. */
async function sentBy(t: ExecutionContext, changes: Changes, drafts: Readonly<Record<string, Draft>>) {
  const project = new Project(t).write(drafts);
  const calls: string[] = [];
  const config = { databases: { main: changedSqlite({ filename: project.database }, changes, calls) } };
  await project.migrator({ config }).upgrade();
  return calls
    .map((call) => call.replace(/^(CREATE TABLE|INSERT INTO|CREATE VIEW|ALTER TABLE)[^"]*"(\w+)"[\s\S]*/u, '$1 $2'))
    .slice(1);
}

const row = ['INSERT INTO aludel_version', 'COMMIT'];

test('without transactional DDL a migration of one table costs its DDL and its version row', async (t) => {
  t.deepEqual(
    await sentBy(t, likeNetworkWithoutTransactions, { a1: { upgrade: table('a') }, b2: { upgrade: table('b') } }),
    ['names', 'CREATE TABLE aludel_version', 'CREATE TABLE a', row[0], 'CREATE TABLE b', row[0]],
  );
});

test('with transactional DDL it costs BEGIN, its DDL, its version row, COMMIT', async (t) => {
  t.deepEqual(await sentBy(t, { names: true }, { a1: { upgrade: table('a') }, b2: { upgrade: table('b') } }), [
    'BEGIN',
    'names',
    'CREATE TABLE a',
    'CREATE TABLE aludel_version',
    ...row,
    'BEGIN',
    'CREATE TABLE b',
    ...row,
  ]);
});

test('a dialect without names inspects at every flush, within the transaction', async (t) => {
  t.deepEqual(await sentBy(t, {}, { a1: { upgrade: table('a') } }), [
    'BEGIN',
    'read a',
    'CREATE TABLE a',
    'CREATE TABLE aludel_version',
    ...row,
  ]);
});

test('a thousand migrations of one table each send no inspection', async (t) => {
  const drafts = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`r${String(index).padStart(4, '0')}`, { upgrade: table(`t${index}`) }]),
  );
  const sent = await sentBy(t, { names: true }, drafts);
  t.is(sent.length, 2 + 1000 * 4);
  t.is(sent.filter((call) => call === 'names').length, 1);
  t.is(sent.filter((call) => call.startsWith('read')).length, 0);
});

const reads = (sent: readonly string[]): readonly string[] =>
  sent.filter((call) => call === 'names' || call.startsWith('read'));

test('what was read is kept until an operation touches it, or what it rests on, or what rests on it', async (t) => {
  const sent = await sentBy(
    t,
    { names: true },
    {
      a1: { upgrade: [table('a'), table('b')] },
      b2: { upgrade: "op.bulkInsert('a', [{ id: 1 }]);" },
      c3: { upgrade: ["op.bulkInsert('a', [{ id: 2 }]);", "op.execute('UPDATE a SET id = 3 WHERE id = 2');"] },
      d4: { upgrade: "op.bulkInsert('a', [{ id: 4 }]);" },
      e5: { upgrade: "op.addColumn('b', 'x', t.integer());" },
      f6: { upgrade: "op.bulkInsert('a', [{ id: 5 }]);" },
      g7: { upgrade: "op.createTable('c', { id: t.integer().primaryKey(), a: t.integer().references('a') });" },
      h8: { upgrade: "op.bulkInsert('a', [{ id: 6 }]);" },
      i9: { upgrade: "op.addColumn('c', 'x', t.integer());" },
      j10: { upgrade: "op.bulkInsert('a', [{ id: 7 }]);" },
    },
  );
  // g7 makes another table point at `a`; and i9 changes that table.
  t.deepEqual(reads(sent), ['names', 'read a', 'read b', 'read a', 'read c', 'read a']);
});

for (const [what, code] of [
  ['a statement that is no change of rows', "op.execute('CREATE TABLE x (id)');"],
  ['a query of Knex that changes definitions', "await op.knex.schema.createTable('x', (x) => { x.integer('id'); });"],
  ['a change by op.query', "await op.query('CREATE TABLE x (id)');"],
  ['a function of which nothing is known', "await op.query('SELECT sqlite_version()');"],
] as const) {
  test(`after ${what} everything is read anew`, async (t) => {
    const sent = await sentBy(
      t,
      { names: true },
      {
        a1: { upgrade: table('a') },
        b2: { upgrade: code },
        c3: { upgrade: "op.bulkInsert('a', [{ id: 1 }]);" },
      },
    );
    t.deepEqual(reads(sent), ['names', 'names', 'read a']);
  });
}

test('a table that a statement made is found by the operations after it', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: table('a') },
    b2: {
      upgrade: [
        "op.execute('CREATE TABLE x (id INTEGER)');",
        'await op.flush();',
        "op.addColumn('x', 'more', t.integer());",
      ],
    },
    c3: { upgrade: ["await op.knex.schema.createTable('y', (y) => { y.integer('id'); });", "op.dropTable('y');"] },
  });
  const config = { databases: { main: changedSqlite({ filename: project.database }, { names: true }) } };
  await project.migrator({ config }).upgrade();
  t.deepEqual(project.tables(), ['a', 'aludel_version', 'x']);
});

test('what a failed migration seemed to have made is not taken for there in the next run', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: [table('a'), "op.execute('nonsense');"] } });
  const config = { databases: { main: changedSqlite({ filename: project.database }, { names: true }) } };
  const migrator = project.migrator({ config });
  await t.throwsAsync(migrator.upgrade());
  project.write({ a1: { upgrade: [table('a'), "op.addColumn('a', 'x', t.integer());"] } });
  await project.migrator({ config }).upgrade();
  t.deepEqual(project.values("SELECT name FROM pragma_table_info('a')"), ['id', 'x']);
});

test('a setting of the session that is needed late starts again with what the database really holds', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: [table('a'), "op.bulkInsert('a', [{ id: 1 }]);", "op.createUniqueConstraint('uq', 'a', ['id']);"] },
  });
  const config = { databases: { main: changedSqlite({ filename: project.database }, { names: true }) } };
  await project.migrator({ config }).upgrade();
  t.deepEqual(project.values('SELECT id FROM a'), [1]);
  t.regex(String(project.values("SELECT sql FROM sqlite_master WHERE name = 'a'")[0]), /uq/u);
});
