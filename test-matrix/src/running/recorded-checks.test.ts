import test, { type ExecutionContext } from 'ava';
import { changedSqlite, type Changes } from './changed-sqlite.test-support.js';
import { failure, Project } from './migrations-folder.test-support.js';

const first = "op.createTable('a', { id: t.integer().primaryKey() });";

/** The error of a migration that does something harmless first, and this then. */
async function refused(t: ExecutionContext, changes: Changes, code: string) {
  const project = new Project(t).write({ a1: { upgrade: [first, code] } });
  const config = { databases: { main: changedSqlite({ filename: project.database }, changes) } };
  const error = await failure(t, project.migrator({ config }).upgrade());
  t.deepEqual(project.tables(), [], 'nothing of the migration has run');
  t.deepEqual([error.location.file, error.location.line], [project.file('a1'), project.lineOf('a1', code)]);
  return error;
}

const long = 'name_of_21_characters';

for (const [what, name, code] of [
  ['table', long, `op.createTable('${long}', { id: t.integer() });`],
  ['table', long, `op.renameTable('a', '${long}');`],
  ['column', long, `op.addColumn('a', '${long}', t.integer());`],
  ['column', long, `op.renameColumn('a', 'id', '${long}');`],
  ['type', long, `op.addColumn('a', 'b', t.enum(['x'], '${long}'));`],
  ['index', long, `op.createIndex('${long}', 'a', ['id']);`],
  ['index', long, `op.renameIndex('ix', 'a', '${long}');`],
  ['constraint', long, `op.createUniqueConstraint('${long}', 'a', ['id']);`],
  ['constraint', long, `op.renameConstraint('uq', 'a', '${long}');`],
  ['constraint', long, `op.createTable('b', { id: t.integer().primaryKey('${long}') });`],
  ['view', long, `op.createView('${long}', 'SELECT 1');`],
] as const) {
  test(`a ${what} with too long a name is refused before anything runs: ${code}`, async (t) => {
    const error = await refused(t, { traits: { maxIdentifierLength: 20 } }, code);
    t.is(error.code, 'IDENTIFIER_TOO_LONG');
    t.is(
      error.message,
      `The name of the ${what} ${name} is 21 bytes long, and sqlite takes names of 20 bytes at most.`,
    );
  });
}

test('a name is measured in the unit of the database', async (t) => {
  const code = "op.addColumn('a', 'größe', t.integer());";
  const error = await refused(t, { traits: { maxIdentifierLength: 6, identifierUnit: 'bytes' } }, code);
  t.regex(error.message, /größe is 7 bytes long/u);
  const project = new Project(t).write({ a1: { upgrade: [first, code] } });
  const changes: Changes = { traits: { maxIdentifierLength: 6, identifierUnit: 'characters' } };
  // Of the names that the convention makes, the one of the primary key is 4 long.
  await project
    .migrator({ config: { databases: { main: changedSqlite({ filename: project.database }, changes) } } })
    .upgrade();
  t.deepEqual(project.values("SELECT name FROM pragma_table_info('a')"), ['id', 'größe']);
});

test('names of the naming convention are cut to what the database takes', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: "op.createTable('a_table', { a_long_column: t.integer().index() });" },
  });
  const main = changedSqlite({ filename: project.database }, { traits: { maxIdentifierLength: 20 } });
  await project.migrator({ config: { databases: { main } } }).upgrade();
  t.regex(
    String(project.values("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'a_table'")[0]),
    /^ix_a_table_\w{9}$/u,
  );
});

const options = {
  table: ['strict', 'withoutRowid'],
  column: ['onConflict'],
  index: ['concurrently'],
  'index element': ['opclass'],
  constraint: ['deferred'],
  view: ['security'],
  alteration: ['algorithm'],
} as const;

for (const [code, message] of [
  [
    "op.createIndex('i', 'a', ['id'], { sqlite: { concurently: true } });",
    'concurently is no option of an index on sqlite.',
  ],
  [
    "op.createIndex('i', 'a', [{ column: 'id', options: { sqlite: { x: 1 } } }]);",
    'x is no option of an index element on sqlite.',
  ],
  [
    "op.createTable('b', { id: t.integer() }, { sqlite: { strickt: true } });",
    'strickt is no option of a table on sqlite.',
  ],
  ["op.addColumn('a', 'b', t.integer().options({ sqlite: { x: 1 } }));", 'x is no option of a column on sqlite.'],
  ["op.dropColumn('a', 'id', { sqlite: { algoritm: 'x' } });", 'algoritm is no option of an alteration on sqlite.'],
  ["op.createView('v', 'SELECT 1', { sqlite: { x: 1 } });", 'x is no option of a view on sqlite.'],
  ["op.createIndex('i', 'a', ['id'], { uniqe: true });", 'uniqe is no setting of an index.'],
] as const) {
  test(`an option that does not exist is refused before anything runs: ${code}`, async (t) => {
    const error = await refused(t, { options }, code);
    t.deepEqual([error.code, error.message], ['UNKNOWN_OPTION', message]);
  });
}

test('an option with a slip in its name is guessed at', async (t) => {
  const error = await refused(t, { options }, "op.createIndex('i', 'a', ['id'], { sqlite: { concurently: true } });");
  t.is(error.hint, 'Did you mean concurrently?');
});

test('options of other dialects are ignored, whatever they are', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: [first, "op.createIndex('i', 'a', ['id'], { other: { whatever: true } });"] },
  });
  const main = changedSqlite({ filename: project.database }, { options });
  await t.notThrowsAsync(project.migrator({ config: { databases: { main } } }).upgrade());
});
