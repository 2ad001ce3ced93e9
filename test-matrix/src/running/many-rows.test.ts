import test, { type ExecutionContext } from 'ava';
import { changedSqlite, type Changes } from './changed-sqlite.test-support.js';
import { failure, Project, type Draft } from './migrations-folder.test-support.js';

const table = "op.createTable('a', { id: t.integer().primaryKey(), note: t.text().default('none') });";
const list = (from: number, count: number): string =>
  `Array.from({ length: ${count} }, (_, index) => ({ id: ${from} + index, note: String(index) }))`;

async function run(t: ExecutionContext, upgrade: Draft['upgrade'] & {}, changes: Changes = { insertRows: true }) {
  const project = new Project(t).write({ a1: { upgrade: [table] }, b2: { upgrade } });
  const calls: string[] = [];
  const main = changedSqlite({ filename: project.database }, changes, calls);
  const migrator = project.migrator({ config: { databases: { main } } });
  return { project, migrator, calls };
}

const streamsOf = (calls: readonly string[]): readonly string[] =>
  calls.filter((call) => call.startsWith('insertRows'));
const insertsOf = (calls: readonly string[]): number =>
  calls.filter((call) => call.startsWith('INSERT INTO "a"')).length;

test('many rows go the way that the connection has for them, a few do not', async (t) => {
  const { project, migrator, calls } = await run(t, [
    `op.bulkInsert('a', ${list(1, 499)});`,
    `op.bulkInsert('a', ${list(1000, 500)});`,
  ]);
  await migrator.upgrade();
  t.deepEqual(streamsOf(calls), ['insertRows a (id, note) 500']);
  t.is(insertsOf(calls), 1);
  t.deepEqual(project.values('SELECT count(*) FROM a'), [999]);
  const done = project.events.filter((event) => event.type === 'statementDone');
  t.like(done.at(-1), { operation: 'bulkInsert a (500 rows)', rows: 500 });
});

test('rows of an iterable are sent in large portions, and may be read from the database meanwhile', async (t) => {
  const { project, migrator, calls } = await run(t, [
    'op.bulkInsert("a", (async function* () {',
    '  for (let id = 1; id <= 25000; id += 1) {',
    '    if (id % 10000 === 1) { const [{ n }] = await op.query("SELECT count(*) AS n FROM a"); yield { id: -id, note: `${n} before` }; }',
    '    yield { id, note: "x" };',
    '  }',
    '})());',
  ]);
  await migrator.upgrade();
  t.deepEqual(
    streamsOf(calls),
    [10_000, 10_000, 5003].map((count) => `insertRows a (id, note) ${count}`),
  );
  t.deepEqual(project.values('SELECT count(*) FROM a'), [25_003]);
  t.deepEqual(project.values('SELECT note FROM a WHERE id < 0 ORDER BY id DESC'), [
    '0 before',
    '10000 before',
    '20000 before',
  ]);
});

test('rows with other columns are sent apart, and a default stays a default', async (t) => {
  const { project, migrator, calls } = await run(t, [
    `op.bulkInsert('a', [...${list(1, 500)}, ...Array.from({ length: 3 }, (_, index) => ({ id: 600 + index })), { note: 'x', id: 700 }]);`,
  ]);
  await migrator.upgrade();
  t.deepEqual(streamsOf(calls), ['insertRows a (id, note) 500', 'insertRows a (id) 3', 'insertRows a (note, id) 1']);
  t.deepEqual(project.values('SELECT note FROM a WHERE id >= 600 ORDER BY id'), ['none', 'none', 'none', 'x']);
});

test('rows without any value are left to statements', async (t) => {
  const { project, migrator, calls } = await run(t, `op.bulkInsert('a', [...${list(1, 500)}, {}]);`);
  await migrator.upgrade();
  t.deepEqual(streamsOf(calls), []);
  t.deepEqual(project.values('SELECT count(*) FROM a'), [501]);
});

test('a column that is not there is told before anything runs', async (t) => {
  const { project, migrator, calls } = await run(t, [
    "op.createTable('b', { id: t.integer() });",
    `op.bulkInsert('a', ${list(1, 500)}.map(({ id, note }) => ({ id, nte: note })));`,
  ]);
  const error = await failure(t, migrator.upgrade());
  t.is(error.code, 'UNKNOWN_TABLE_PART');
  t.deepEqual(streamsOf(calls), []);
  t.deepEqual(project.tables(), ['a', 'aludel_version']);
});

test('rows that the database refuses are told with the operation and the line, and nothing stays of them', async (t) => {
  const { project, migrator } = await run(t, `op.bulkInsert('a', [...${list(1, 600)}, { id: 5, note: 'again' }]);`);
  const error = await failure(t, migrator.upgrade());
  t.is(error.code, 'STATEMENT_FAILED');
  t.deepEqual([error.location.file, error.location.line], [project.file('b2'), project.lineOf('b2', 'again')]);
  t.regex(error.location.operation ?? '', /^bulkInsert a/u);
  t.deepEqual(project.values('SELECT count(*) FROM a'), [0]);
});

test('the checksum of a migration does not depend on the way of its rows', async (t) => {
  const sums: unknown[] = [];
  for (const changes of [{ insertRows: true }, {}]) {
    const { project, migrator } = await run(t, `op.bulkInsert('a', ${list(1, 600)});`, changes);
    await migrator.upgrade();
    sums.push(...project.values("SELECT checksum FROM aludel_version WHERE revision = 'b2'"));
  }
  t.is(sums.length, 2);
  t.is(sums[0], sums[1]);
});

test('without a way of its own, rows of an iterable come in portions that the database takes', async (t) => {
  const rows =
    'op.bulkInsert("a", (function* () { for (let id = 1; id <= 100; id += 1) yield { id, note: "x" }; })());';
  const { migrator, calls } = await run(t, rows, { traits: { maxBindings: 50 } });
  await migrator.upgrade();
  t.is(insertsOf(calls), 4);
});

test('a script has INSERTs, however many rows there are', async (t) => {
  const { migrator } = await run(t, `op.bulkInsert('a', ${list(1, 600)});`);
  let script = '';
  await migrator.upgradeScript('head', (text) => {
    script += text;
  });
  t.is(script.match(/INSERT INTO "a"/gu)?.length, 2);
});
