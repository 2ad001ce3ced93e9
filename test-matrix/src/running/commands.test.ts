import test from 'ava';
import { Project } from './migrations-folder.test-support.js';

const users = "op.createTable('users', { id: t.integer().primaryKey(), name: t.text().notNull() });";
const posts = "op.createTable('posts', { id: t.integer().primaryKey() });";

test('an upgrade tells what it did, and notes each revision in a row', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: users },
    b2: { upgrade: posts, downgrade: "op.dropTable('posts');" },
  });
  const report = await project.migrator().upgrade();
  t.is(report.database, project.database);
  t.is(report.direction, 'upgrade');
  t.deepEqual([report.from, report.to], [[], ['b2']]);
  t.deepEqual(
    report.steps.map(({ revision, message }) => [revision, message]),
    [
      ['a1', 'make a1'],
      ['b2', 'make b2'],
    ],
  );
  t.true(report.steps.every(({ durationMs }) => Number.isInteger(durationMs) && durationMs >= 0));
  t.deepEqual(project.tables(), ['aludel_version', 'posts', 'users']);

  const rows = project.rows('SELECT * FROM aludel_version ORDER BY revision') as Record<string, unknown>[];
  t.deepEqual(
    rows.map(({ revision }) => revision),
    ['a1', 'b2'],
  );
  for (const row of rows) {
    t.regex(String(row['applied_at']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
    t.regex(String(row['checksum']), /^[0-9a-f]{64}$/u);
    t.regex(String(row['tool_version']), /^\d+\.\d+\.\d+/u);
    t.is(typeof row['duration_ms'], 'number');
  }
  t.is(rows[0]?.['downgrade'], '[{"kind":"dropTable","table":{"name":"users"}}]');
  t.is(rows[1]?.['downgrade'], null);
});

test('a second upgrade does nothing, and writes nothing', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: users } });
  await project.migrator().upgrade();
  const before = project.bytes();
  project.events.length = 0;
  const report = await project.migrator().upgrade();
  t.deepEqual([report.from, report.to, report.steps], [['a1'], ['a1'], []]);
  t.deepEqual(project.events, [{ type: 'planned', direction: 'upgrade', revisions: [] }]);
  t.deepEqual(project.bytes(), before);
});

test('a downgrade takes steps back one by one, and their rows', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: users },
    b2: { upgrade: posts },
    c3: { upgrade: "op.addColumn('posts', 'title', t.text());" },
  });
  const migrator = project.migrator();
  await migrator.upgrade();
  const report = await migrator.downgrade('-2');
  t.is(report.direction, 'downgrade');
  t.deepEqual([report.from, report.to], [['c3'], ['a1']]);
  t.deepEqual(
    report.steps.map(({ revision }) => revision),
    ['c3', 'b2'],
  );
  t.deepEqual(project.applied(), ['a1']);
  await migrator.downgrade('base');
  t.deepEqual(project.applied(), []);
  t.deepEqual(project.tables(), ['aludel_version']);
  await migrator.upgrade('+1');
  t.deepEqual(project.applied(), ['a1']);
});

test('current tells where the database stands, and writes nothing', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: users }, b2: { upgrade: posts } })
    .prepare('CREATE TABLE own (id)');
  const migrator = project.migrator();
  const before = project.bytes();
  t.deepEqual(await migrator.current(), { database: project.database, revisions: [], applied: 0, isAtHead: false });
  t.deepEqual(project.bytes(), before);
  await migrator.upgrade('a1');
  const standing = await migrator.current();
  t.deepEqual(
    standing.revisions.map(({ revision, isCurrent }) => [revision, isCurrent]),
    [['a1', true]],
  );
  t.deepEqual([standing.applied, standing.isAtHead], [1, false]);
  await migrator.upgrade();
  t.true((await migrator.current()).isAtHead);
});

test('history, heads, branches and show read the files alone', async (t) => {
  const project = new Project(t).write({
    a1: { message: 'First\n\nand more' },
    b2: { header: "branchLabels: ['shop']," },
    c3: { down: 'a1' },
  });
  const migrator = project.migrator({ sqlite: { filename: '/no/such/folder/at.db' } });
  t.deepEqual((await migrator.history()).map(({ revision }) => revision).toSorted(), ['a1', 'b2', 'c3']);
  t.is((await migrator.history()).at(-1)?.revision, 'a1');
  t.deepEqual(
    (await migrator.heads()).map(({ revision }) => revision),
    ['b2', 'c3'],
  );
  const [branch, ...others] = await migrator.branches();
  t.is(branch?.revision, 'a1');
  t.deepEqual(
    branch?.branches.map(({ revision }) => revision),
    ['b2', 'c3'],
  );
  t.deepEqual(others, []);
  const [shown] = await migrator.show('a1');
  t.is(shown?.message, 'First');
  t.is(shown?.text, 'First\n\nand more');
  t.is(shown?.file, project.file('a1'));
  t.deepEqual(shown?.children, ['b2', 'c3']);
  t.deepEqual(
    (await migrator.show('shop@head')).map(({ revision, labels }) => [revision, labels]),
    [['b2', ['shop']]],
  );
});

test('history marks what is applied', async (t) => {
  const project = new Project(t).write({ a1: {}, b2: {}, c3: {} });
  const migrator = project.migrator();
  await migrator.upgrade('b2');
  const marked = await migrator.history({ indicateCurrent: true });
  t.deepEqual(
    marked.map(({ revision, isApplied, isCurrent }) => [revision, isApplied, isCurrent]),
    [
      ['c3', false, false],
      ['b2', true, true],
      ['a1', true, false],
    ],
  );
  t.deepEqual(
    (await migrator.history({ range: ':current' })).map(({ revision }) => revision),
    ['b2', 'a1'],
  );
});

test('stamp writes rows without running anything', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: users }, b2: { upgrade: posts }, c3: {} });
  const migrator = project.migrator();
  const report = await migrator.stamp('b2');
  t.deepEqual(report, { database: project.database, from: [], to: ['b2'], inserted: ['a1', 'b2'], deleted: [] });
  t.deepEqual(project.tables(), ['aludel_version']);
  t.deepEqual(project.rows('SELECT DISTINCT duration_ms, checksum, downgrade FROM aludel_version'), [
    { duration_ms: 0, checksum: null, downgrade: null },
  ]);
  const back = await migrator.stamp('base');
  t.deepEqual([back.from, back.to, back.deleted], [['b2'], [], ['a1', 'b2']]);
  t.deepEqual(project.applied(), []);
});

test('stamp --purge clears rows that no file explains', async (t) => {
  const project = new Project(t).write({ a1: {}, b2: {} });
  const migrator = project.migrator();
  await migrator.stamp('head');
  project.prepare("UPDATE aludel_version SET revision = 'gone' WHERE revision = 'b2'");
  const report = await migrator.stamp('a1', { purge: true });
  t.deepEqual([report.to, report.inserted, report.deleted.toSorted()], [['a1'], ['a1'], ['a1', 'gone']]);
  t.deepEqual(project.applied(), ['a1']);
});

test('revision and merge write files that run', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: users } });
  const migrator = project.migrator();
  const made = await migrator.revision({ message: 'Add a thing', revisionId: 'b2' });
  t.deepEqual([made.revision, made.downRevisions, made.message], ['b2', ['a1'], 'Add a thing']);
  const other = await migrator.revision({ head: 'a1', splice: true, branchLabels: ['side'], message: 'Aside' });
  t.regex(other.revision, /^[0-9a-f]{12}$/u);
  const merged = await migrator.merge(['heads'], { revisionId: 'm9' });
  t.deepEqual(merged.downRevisions.toSorted(), ['b2', other.revision].toSorted());
  const report = await migrator.upgrade();
  t.is(report.steps.length, 4);
  t.deepEqual(report.to, ['m9']);
  await migrator.downgrade('base');
  t.deepEqual(project.applied(), []);
});

test('ensureVersion makes the version table, once', async (t) => {
  const project = new Project(t);
  const migrator = project.migrator({ config: { versionTable: 'my_versions' } });
  t.deepEqual(await migrator.ensureVersion(), { database: project.database, table: 'my_versions', created: true });
  t.deepEqual(project.tables(), ['my_versions']);
  t.false((await migrator.ensureVersion()).created);
});

test('two version tables in one database know nothing of each other', async (t) => {
  const project = new Project(t).write({ a1: {} });
  await project.migrator({ config: { versionTable: 'one' } }).upgrade();
  t.is((await project.migrator({ config: { versionTable: 'two' } }).current()).applied, 0);
  t.is((await project.migrator({ config: { versionTable: 'one' } }).current()).applied, 1);
});
