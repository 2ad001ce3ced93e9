import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

/** A call as plain JavaScript would let it pass, and what is said of it. */
const calls: readonly (readonly [call: string, says: RegExp])[] = [
  [
    "op.createTable('more', { id: t.integer as never });",
    /as id of .* got the function integer, which was not called/u,
  ],
  ["op.createIndex('ix', 'users', 'id' as never);", /^op\.createIndex\('ix', 'users', …\) needs a list .* got 'id'/u],
  ["op.alterTable('users', (own) => own.dropColumn(undefined as never));", /^table\.dropColumn\(…\) needs the name/u],
  ['op.execute(undefined as never);', /^op\.execute\(…\) needs a statement/u],
  ['await op.query(undefined as never);', /^op\.query\(…\) needs a statement/u],
  ['op.quote(undefined as never);', /^op\.quote\(…\) needs the name/u],
  ['op.on(op.dialect.name, undefined as never);', /^op\.on\('sqlite', …\) needs a function/u],
  ["op.on('postgres', undefined as never);", /^op\.on\('postgres', …\) needs a function/u],
];

for (const [call, says] of calls) {
  test(`${call} is refused with its file and line, and nothing is done`, async (t) => {
    const project = new Project(t).write({
      a1: { upgrade: "op.createTable('users', { id: t.integer().primaryKey() });" },
      b2: { upgrade: ["op.createTable('half', { id: t.integer() });", call] },
    });
    const migrator = project.migrator();
    await migrator.upgrade('a1');
    const before = project.bytes();
    const error = await failure(t, migrator.upgrade());
    t.is(error.code, 'INVALID_DEFINITION');
    t.regex(error.message, says);
    t.truthy(error.hint);
    t.deepEqual(error.location, { revision: 'b2', file: project.file('b2'), line: project.lineOf('b2', call) });
    t.deepEqual(project.bytes(), before);
    t.deepEqual(project.applied(), ['a1']);
  });
}

/** The same for what a dialect's package makes. */
const builders: readonly (readonly [call: string, code: string, says: RegExp])[] = [
  [
    "op.apply(createTrigger('stamp', undefined as never, 'CREATE TRIGGER …'));",
    'INVALID_DEFINITION',
    /^createTrigger\('stamp', …\) needs the name of a table/u,
  ],
  [
    "op.apply(dropTrigger('stamp', { ifExist: true } as never));",
    'UNKNOWN_OPTION',
    /^ifExist is no setting of a dropTrigger/u,
  ],
];

for (const [call, code, says] of builders) {
  test(`${call} is refused with its file and line`, async (t) => {
    const project = new Project(t).write({
      a1: {
        before: "import { createTrigger, dropTrigger } from '@aludel/sqlite';",
        upgrade: ["op.createTable('half', { id: t.integer() });", call],
      },
    });
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.code, code);
    t.regex(error.message, says);
    t.truthy(error.hint);
    t.deepEqual(error.location, { revision: 'a1', file: project.file('a1'), line: project.lineOf('a1', call) });
    t.deepEqual(project.applied(), []);
  });
}
