import test from 'ava';
import { failure, Project, type Draft } from './migrations-folder.test-support.js';

const users = "op.createTable('users', { id: t.integer().primaryKey(), name: t.text().notNull() });";

/** What can go wrong, the line that it is found at, and the error's code. */
const failures: readonly (Draft & {
  readonly what: string;
  readonly at: string;
  readonly code: string;
  readonly says: RegExp;
})[] = [
  {
    what: 'throws half way',
    upgrade: ["op.createTable('half', { id: t.integer() });", 'await op.flush();', "throw new Error('out of luck');"],
    at: 'out of luck',
    code: 'MIGRATION_FAILED',
    says: /^out of luck$/u,
  },
  {
    what: 'throws something that is no error',
    upgrade: ["op.createTable('half', { id: t.integer() });", 'await op.flush();', 'throw { reason: 7 };'],
    at: '',
    code: 'MIGRATION_FAILED',
    says: /\{ reason: 7 \}/u,
  },
  {
    what: 'rejects late',
    upgrade: [
      "op.createTable('half', { id: t.integer() });",
      'await op.flush();',
      'await new Promise((_, reject) => { setTimeout(() => reject(new Error("too late")), 30); });',
    ],
    at: 'too late',
    code: 'MIGRATION_FAILED',
    says: /^too late$/u,
  },
  {
    what: 'is refused by the database in its last statement',
    upgrade: [
      "op.createTable('half', { id: t.integer() });",
      "op.execute('INSERT INTO half VALUES (1)');",
      "op.execute('SELEKT 1');",
    ],
    at: 'SELEKT',
    code: 'STATEMENT_FAILED',
    says: /syntax error/u,
  },
  {
    what: 'breaks a constraint',
    upgrade: ["op.bulkInsert('users', [{ id: 1, name: 'a' }]);", "op.bulkInsert('users', [{ id: 1, name: 'b' }]);"],
    at: "name: 'b'",
    code: 'STATEMENT_FAILED',
    says: /UNIQUE constraint failed/u,
  },
  {
    what: 'breaks a foreign key that is looked at when it is committed',
    upgrade: [
      "op.execute('CREATE TABLE child (id INTEGER PRIMARY KEY, user INTEGER REFERENCES users DEFERRABLE INITIALLY DEFERRED)');",
      "op.execute('INSERT INTO child VALUES (1, 99)');",
    ],
    at: '',
    code: 'STATEMENT_FAILED',
    says: /FOREIGN KEY constraint failed/u,
  },
  {
    what: 'ends its transaction itself',
    upgrade: ["op.createTable('half', { id: t.integer() });", "op.execute('ROLLBACK');"],
    at: 'ROLLBACK',
    code: 'TRANSACTION_LOST',
    says: /ended the transaction/u,
  },
  {
    what: 'writes what its definition forbids',
    upgrade: [
      "op.createTable('half', { id: t.integer() });",
      'await op.flush();',
      "op.addColumn('half', 'x', 'text' as never);",
    ],
    at: "op.addColumn('half', 'x'",
    code: 'INVALID_DEFINITION',
    says: /needs a column/u,
  },
];

for (const { what, at, code, says, ...draft } of failures) {
  test(`a migration that ${what} leaves the database as it was, byte for byte`, async (t) => {
    const project = new Project(t).write({ a1: { upgrade: users }, b2: draft, c3: {} });
    const migrator = project.migrator();
    await migrator.upgrade('a1');
    project.prepare('CREATE TABLE own (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO own VALUES (7)');
    const before = project.bytes();
    const error = await failure(t, migrator.upgrade());
    t.is(error.code, code);
    t.regex(error.message, says);
    t.is(error.location.revision, 'b2');
    t.is(error.location.file, project.file('b2'));
    t.is(error.location.line, at === '' ? undefined : project.lineOf('b2', at));
    t.deepEqual(project.bytes(), before);
    t.deepEqual(project.applied(), ['a1']);
  });
}

/** Found before any SQL is sent: the operation, and what the error is about. */
const unknown: readonly (readonly [call: string, says: RegExp])[] = [
  ["op.addColumn('nobody', 'x', t.text());", /nobody/u],
  ["op.dropTable('nobody');", /nobody/u],
  ["op.renameTable('nobody', 'somebody');", /nobody/u],
  ["op.dropColumn('users', 'nothing');", /nothing/u],
  ["op.alterColumn('users', 'nothing', { nullable: false });", /nothing/u],
  ["op.renameColumn('users', 'nothing', 'something');", /nothing/u],
  ["op.createIndex('ix', 'users', ['nothing']);", /nothing/u],
  ["op.dropIndex('ix_nothing', 'users');", /ix_nothing/u],
  ["op.dropConstraint('ck_nothing', 'users');", /ck_nothing/u],
  ["op.createForeignKey(null, 'users', 'nobody', ['nothing']);", /nothing/u],
  ["op.createTable('users', { id: t.integer() });", /users/u],
  ["op.addColumn('users', 'name', t.text());", /name/u],
];

for (const [call, says] of unknown) {
  test(`${call} is refused before any SQL is sent`, async (t) => {
    const project = new Project(t).write({
      a1: { upgrade: users },
      b2: {
        upgrade: [
          "op.createTable('first', { id: t.integer() });",
          call,
          "op.createTable('last', { id: t.integer() });",
        ],
      },
    });
    const migrator = project.migrator();
    await migrator.upgrade('a1');
    const before = project.bytes();
    project.events.length = 0;
    const error = await failure(t, migrator.upgrade());
    t.regex(error.message, says);
    t.truthy(error.location.operation);
    t.is(error.location.file, project.file('b2'));
    t.is(error.location.line, project.lineOf('b2', call));
    t.false(project.told().includes('statementStarted'));
    t.deepEqual(project.bytes(), before);
  });
}

test('a first migration that fails leaves no version table', async (t) => {
  const project = new Project(t)
    .write({ a1: { upgrade: [users, "throw new Error('no');"] } })
    .prepare('CREATE TABLE own (id)');
  const before = project.bytes();
  await failure(t, project.migrator().upgrade());
  t.deepEqual(project.bytes(), before);
});

test('what was applied before the failing migration stays', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: users }, b2: { upgrade: "throw new Error('no');" } });
  await failure(t, project.migrator().upgrade());
  t.deepEqual(project.tables(), ['aludel_version', 'users']);
  t.deepEqual(project.applied(), ['a1']);
  project.write({ a1: { upgrade: users }, b2: {} });
  t.deepEqual(
    (await project.migrator().upgrade()).steps.map(({ revision }) => revision),
    ['b2'],
  );
});

test('a failing downgrade leaves the revision applied', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: users, downgrade: ["op.dropTable('users');", "op.execute('nonsense');"] },
  });
  await project.migrator().upgrade();
  const before = project.bytes();
  const error = await failure(t, project.migrator().downgrade('base'));
  t.is(error.location.line, project.lineOf('a1', 'nonsense'));
  t.deepEqual(project.bytes(), before);
});

test('a failing rebuild leaves no helper table, and the sequence where it was', async (t) => {
  const project = new Project(t)
    .write({ a1: {}, b2: { upgrade: "op.createUniqueConstraint('uq_amount', 'own', ['amount']);" } })
    .prepare(
      `CREATE TABLE own (id INTEGER PRIMARY KEY AUTOINCREMENT, amount INTEGER);
       INSERT INTO own VALUES (40, 1), (41, 1), (42, 1); DELETE FROM own WHERE id = 42`,
    );
  const migrator = project.migrator();
  await migrator.upgrade('a1');
  const before = project.bytes();
  const error = await failure(t, migrator.upgrade());
  t.regex(error.message, /UNIQUE constraint failed/u);
  t.is(error.location.line, project.lineOf('b2', 'uq_amount'));
  t.deepEqual(project.bytes(), before);
});

test('an error in a file that the migration imports shows that file', async (t) => {
  const project = new Project(t).write({
    a1: { before: "import { fail } from '../shared.ts';", upgrade: 'fail();' },
  });
  const { writeFileSync } = await import('node:fs');
  writeFileSync(
    `${project.folder}/shared.ts`,
    '\nexport function fail(): void {\n  throw new TypeError("shared fault");\n}\n',
  );
  const error = await failure(t, project.migrator().upgrade());
  t.deepEqual([error.location.file, error.location.line], [`${project.folder}/shared.ts`, 3]);
  t.true(error.cause instanceof TypeError);
});

test('a file that does not load is told with its place, and nothing has begun', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: users }, b2: { upgrade: 'const x = ;' } });
  await project.migrator().upgrade('a1');
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.deepEqual(
    [error.code, error.location.revision, error.location.file],
    ['MODULE_LOAD_FAILED', 'b2', project.file('b2')],
  );
  t.is(error.location.line, project.lineOf('b2', 'const x'));
  t.deepEqual(project.bytes(), before);
});

test('an unknown kind of operation is named, with the line that records it', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: [users, "op.apply({ kind: 'own.nothing' } as never);"] } });
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.code, 'UNKNOWN_OPERATION');
  t.regex(error.message, /own\.nothing/u);
  t.is(error.location.line, project.lineOf('a1', 'own.nothing'));
});
