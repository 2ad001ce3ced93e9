import test from 'ava';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget } from '../../for-each-target.js';
import { failure } from '../../running/migrations-folder.test-support.js';
import { TargetProject } from './target-project.test-support.js';

const first = { upgrade: "op.createTable('users', { id: t.integer().primaryKey(), name: t.string(40) });" };

forEachTarget(test, (target) => {
  const transactional = target.dialect !== 'mysql';

  target.test(
    transactional
      ? 'of a migration that fails nothing stays, and those before it stay applied'
      : 'of a migration that fails the DDL before the failure stays, which is not hidden; those before it stay applied',
    async (t) => {
      const project = await TargetProject.make(t, target);
      project.write({
        a1: first,
        b2: {
          upgrade: [
            "op.createTable('half', { id: t.integer().primaryKey() });",
            "op.addColumn('users', 'age', t.integer());",
            "op.execute('SELEKT 1');",
            "op.createTable('never', { id: t.integer() });",
          ],
        },
      });
      const error = await failure(t, project.migrator().upgrade());
      t.is(error.code, 'STATEMENT_FAILED');
      t.is(error.location.revision, 'b2');
      t.regex(error.location.sql ?? '', /SELEKT 1/u);
      t.is(error.location.operation, 'execute SELEKT 1');
      t.deepEqual(await project.applied(), ['a1']);
      t.is(await project.has('half'), !transactional);
      t.is(error.inEffect.length > 0, !transactional);
      t.false(await project.has('never'));

      // Mended, it goes through: what is there already is said to be allowed.
      project.write({
        a1: first,
        b2: {
          upgrade: [
            "op.createTable('half', { id: t.integer().primaryKey() }, { ifNotExists: true });",
            "op.addColumn('users', 'age', t.integer(), { ifNotExists: true });",
          ],
        },
      });
      await project.migrator({ lockTimeout: 0 }).upgrade();
      t.deepEqual(await project.applied(), ['a1', 'b2']);
      t.deepEqual(await project.values('SELECT age FROM users'), []);
    },
  );

  target.test('a file that cannot be loaded is told when its turn comes; what is before it is applied', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({
      a1: first,
      b2: { upgrade: "op.createTable('more', { id: t.integer() });" },
      c3: { before: "throw new Error('no such region');", upgrade: "op.createTable('never', { id: t.integer() });" },
    });
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.location.revision, 'c3');
    t.regex(error.message, /no such region/u);
    t.deepEqual(await project.applied(), ['a1', 'b2']);
    t.true(await project.has('more'));
  });

  target.test('a migration that fails is told, not the next one, which cannot be loaded', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({
      a1: first,
      b2: { upgrade: "op.execute('SELEKT 1');" },
      c3: { before: "throw new Error('no such region');", upgrade: '' },
    });
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.code, 'STATEMENT_FAILED');
    t.is(error.location.revision, 'b2');
    t.deepEqual(await project.applied(), ['a1']);
  });

  target.test('changes of data in a migration that fails are taken back', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({
      a1: first,
      b2: {
        upgrade: [
          "op.bulkInsert('users', [{ id: 1, name: 'recorded' }]);",
          "await op.knex('users').insert({ id: 2, name: 'by Knex' });",
          "const rows = await op.query('SELECT name FROM users ORDER BY id');",
          "throw new Error(rows.map(({ name }) => name).join(', '));",
        ],
      },
    });
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.code, 'MIGRATION_FAILED');
    t.is(error.message, 'recorded, by Knex');
    t.deepEqual(await project.values('SELECT id FROM users'), []);
    t.deepEqual(await project.applied(), ['a1']);
  });

  for (const mode of ['perMigration', 'all', 'none'] as const) {
    target.test(`with transactions: ${mode}, what stays of a run that fails is what was committed`, async (t) => {
      const project = await TargetProject.make(t, target);
      project.write({
        a1: first,
        b2: {
          upgrade: [
            "op.createTable('half', { id: t.integer().primaryKey() });",
            "op.bulkInsert('half', [{ id: 1 }]);",
            "op.bulkInsert('half', [{ id: 1 }]);",
          ],
        },
      });
      const error = await failure(t, project.migrator().upgrade('head', { transactions: mode }));
      t.is(error.code, 'STATEMENT_FAILED');
      const allGone = mode === 'all' && transactional;
      t.is(await project.has('users'), !allGone);
      t.is(await project.has('half'), mode === 'none' || !transactional);
      if (mode === 'none') t.deepEqual(await project.values('SELECT id FROM half'), [1]);
      if (mode !== 'all') t.deepEqual(await project.applied(), ['a1']);
      if (allGone) t.deepEqual(await project.applied(), []);
    });
  }

  target.test('a migration that wants no transaction keeps what it did before it failed', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({
      a1: first,
      b2: {
        header: 'transaction: false,',
        upgrade: [
          "op.bulkInsert('users', [{ id: 1, name: 'a' }]);",
          'await op.flush();',
          "throw new Error('too late');",
        ],
      },
    });
    const error = await failure(t, project.migrator().upgrade());
    t.regex(error.message, /^too late\b/u);
    t.is(error.inEffect.length, 1);
    t.deepEqual(await project.values('SELECT name FROM users'), ['a']);
    t.deepEqual(await project.applied(), ['a1']);
  });

  target.test('an operation of a helper that was not awaited fails the migration, which is not recorded', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({
      a1: first,
      b2: {
        upgrade: [
          "op.createTable('more', { id: t.integer().primaryKey() });",
          'const helper = async () => {',
          '  await op.flush();',
          "  op.addColumn('users', 'late', t.text());",
          '};',
          'helper();',
        ],
      },
    });
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.code, 'OPERATION_TOO_LATE');
    t.is(error.location.revision, 'b2');
    t.deepEqual(await project.applied(), ['a1']);
    t.is(await project.has('more'), !transactional);
    t.is(error.inEffect.length > 0, !transactional);
  });

  target.test('a migration that is refused before it runs names the operation, and nothing runs', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({ a1: { upgrade: [first.upgrade, "op.dropColumn('users', 'nothing');"] } });
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.code, 'UNKNOWN_TABLE_PART');
    t.truthy(error.hint);
    t.false(await project.has('users'));
    t.deepEqual(await project.applied(), []);
    t.is(dialectPackage(project.database).dialect.name, target.dialect);
  });
});
