import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

test('rows that no file explains are named, with their cure, and nothing is changed', async (t) => {
  const project = new Project(t).write({ a1: {}, b2: {} });
  const migrator = project.migrator();
  await migrator.upgrade('a1');
  project.prepare(
    "INSERT INTO aludel_version SELECT 'lost1', applied_at, 0, NULL, NULL, tool_version FROM aludel_version;" +
      "INSERT INTO aludel_version SELECT 'lost2', applied_at, 0, NULL, NULL, tool_version FROM aludel_version WHERE revision = 'a1'",
  );
  const before = project.bytes();
  const commands: Readonly<Record<string, () => Promise<unknown>>> = {
    upgrade: () => migrator.upgrade(),
    downgrade: () => migrator.downgrade('base'),
    stamp: () => migrator.stamp('b2'),
    current: () => migrator.current(),
    show: () => migrator.show('current'),
    history: () => migrator.history({ indicateCurrent: true }),
  };
  for (const [name, command] of Object.entries(commands)) {
    const error = await failure(t, command());
    t.is(error.code, 'UNKNOWN_APPLIED_REVISION', name);
    t.regex(error.message, /'lost1', 'lost2'/u, name);
    t.regex(String(error.hint), /stamp --purge/u, name);
    t.deepEqual(project.bytes(), before, name);
  }
  // What asks no database is not concerned.
  t.is((await migrator.heads()).length, 1);
  await migrator.stamp('a1', { purge: true });
  t.deepEqual(
    (await migrator.upgrade()).steps.map(({ revision }) => revision),
    ['b2'],
  );
});

test('a revision whose parent has no row counts as applied with all that it needs', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: "throw new Error('it was applied');" }, b2: {}, c3: {} });
  const migrator = project.migrator();
  await migrator.stamp('b2');
  project.prepare("DELETE FROM aludel_version WHERE revision = 'a1'");
  t.deepEqual(
    (await migrator.upgrade()).steps.map(({ revision }) => revision),
    ['c3'],
  );
});

test('a table of the user’s own that is called like the version table is told from it', async (t) => {
  const project = new Project(t).write({ a1: {} }).prepare('CREATE TABLE aludel_version (version_num TEXT)');
  const before = project.bytes();
  const migrator = project.migrator();
  for (const command of [() => migrator.upgrade(), () => migrator.current(), () => migrator.stamp('a1')]) {
    const error = await failure(t, command());
    t.is(error.code, 'VERSION_TABLE_UNREADABLE');
    t.regex(String(error.hint), /versionTable/u);
    t.deepEqual(project.bytes(), before);
  }
});

test('a row of its own that the version table refuses fails the migration, which is rolled back', async (t) => {
  const project = new Project(t).write({ a1: {}, b2: { upgrade: "op.createTable('b', { id: t.integer() });" } });
  const migrator = project.migrator();
  await migrator.upgrade('a1');
  project.prepare(
    "CREATE TRIGGER guard BEFORE INSERT ON aludel_version BEGIN SELECT RAISE(ABORT, 'no more rows'); END",
  );
  const before = project.bytes();
  const error = await failure(t, migrator.upgrade());
  t.regex(error.message, /no more rows/u);
  t.is(error.location.revision, 'b2');
  t.deepEqual(project.bytes(), before);
});

const identifiers: readonly (readonly [identifier: string, code: string, says: RegExp])[] = [
  ['nothing', 'REVISION_NOT_FOUND', /nothing/u],
  ['ab', 'AMBIGUOUS_IDENTIFIER', /abc1.*abc2/u],
  ['abc1:abc2', 'RANGE_NOT_ALLOWED', /abc1:abc2/u],
  ['+9', 'RELATIVE_TOO_FAR', /\+9/u],
  ['nobody@head', 'REVISION_NOT_FOUND', /nobody/u],
];

for (const [identifier, code, says] of identifiers) {
  test(`upgrade ${identifier} is ${code}, and changes nothing`, async (t) => {
    const project = new Project(t).write({ abc1: {}, abc2: {} }).prepare('CREATE TABLE own (id)');
    const before = project.bytes();
    const error = await failure(t, project.migrator().upgrade(identifier));
    t.is(error.code, code);
    t.regex(error.message, says);
    t.deepEqual(project.bytes(), before);
  });
}

test('an upgrade to head of a folder with several heads lists them', async (t) => {
  const project = new Project(t).write({ a1: {}, b2: {}, c3: { down: 'a1' } });
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.code, 'MULTIPLE_HEADS');
  t.regex(error.message, /b2.*c3/u);
  t.deepEqual((await project.migrator().upgrade('heads')).to, ['b2', 'c3']);
});
