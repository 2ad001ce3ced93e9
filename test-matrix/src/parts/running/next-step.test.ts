import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import type { FreshDatabase } from '../../fresh-database.js';
import { failure } from '../../running/migrations-folder.test-support.js';
import { TargetProject } from './target-project.test-support.js';

/** Hands a function of the test to migrations, which are loaded by this process. */
let given = 0;
function give(value: (...args: readonly never[]) => unknown): string {
  const name = `givenToMigrations${(given += 1)}`;
  Object.assign(globalThis, { [name]: value });
  return `globalThis.${name}`;
}

/** Lets the database refuse the version row of `b2`, and takes that back. */
function refusingB2({ dialect }: FreshDatabase): { readonly refuse: string; readonly allow: string } {
  return dialect === 'sqlite'
    ? {
        refuse:
          "CREATE TRIGGER no_b2 BEFORE INSERT ON aludel_version WHEN NEW.revision = 'b2' BEGIN SELECT RAISE(ABORT, 'not b2'); END",
        allow: 'DROP TRIGGER no_b2',
      }
    : {
        refuse: "ALTER TABLE aludel_version ADD CONSTRAINT no_b2 CHECK (revision <> 'b2')",
        allow: 'ALTER TABLE aludel_version DROP CONSTRAINT no_b2',
      };
}

forEachTarget(test, (target) => {
  target.test('a function may ask another session: all that comes before it is in effect', async (t) => {
    const project = await TargetProject.make(t, target);
    const counts: unknown[] = [];
    const lastTold: unknown[] = [];
    // PGlite has no other session.
    const isAlone = 'pglite' in project.database.options;
    const look = give(async () => {
      lastTold.push(project.told().at(-1));
      if (!isAlone) counts.push(...(await project.values('SELECT count(*) FROM users')).map(Number));
    });
    const insert = (id: number): string => `op.bulkInsert('users', [{ id: ${id}, name: 'user ${id}' }]);`;
    project.write({
      a1: { upgrade: "op.createTable('users', { id: t.integer().primaryKey(), name: t.string(40) });" },
      b2: { upgrade: [`await ${look}();`, insert(1)] },
      c3: { upgrade: [`await ${look}();`, "op.addColumn('users', 'age', t.integer());", insert(2)] },
      d4: { upgrade: [`await ${look}();`, insert(3), "op.addColumn('users', 'size', t.integer());"] },
      e5: { upgrade: `await ${look}();` },
    });
    await project.migrator().upgrade();
    t.deepEqual(await project.applied(), ['a1', 'b2', 'c3', 'd4', 'e5']);
    t.deepEqual((await project.values('SELECT count(*) FROM users')).map(Number), [3]);
    t.deepEqual(counts, isAlone ? [] : [0, 1, 2, 3]);
    // Where rows were changed last, they are committed with the version row: c3 and d4 wait for that.
    t.deepEqual(lastTold.slice(1, 3), ['stepStarted', 'stepStarted']);
    if (project.database.dialect !== 'mysql') t.deepEqual(lastTold, Array(4).fill('stepStarted'));
  });

  target.test(
    'queries, Knex and rows of an iterable at the beginning of a function see what came before',
    async (t) => {
      const project = await TargetProject.make(t, target);
      const seen: unknown[] = [];
      const note = give((value: never) => seen.push(value));
      project.write({
        a1: { upgrade: "op.createTable('users', { id: t.integer().primaryKey(), name: t.string(40) });" },
        b2: { upgrade: "op.addColumn('users', 'age', t.integer().notNull().default(7));" },
        c3: { upgrade: `${note}((await op.query('SELECT count(age) AS n FROM users')).map(({ n }) => Number(n))[0]);` },
        d4: { upgrade: "op.createTable('more', { id: t.integer().primaryKey() });" },
        e5: {
          upgrade: [
            'async function* rows() {',
            "  const [{ n }] = await op.query('SELECT count(*) AS n FROM more');",
            "  yield { id: Number(n) + 1, name: 'one' };",
            '}',
            "op.bulkInsert('users', rows());",
          ],
        },
        f6: { upgrade: "op.createTable('last', { id: t.integer().primaryKey() });" },
        g7: { upgrade: `${note}(await op.knex('users').orderBy('id').select('id', 'name', 'age'));` },
      });
      await project.migrator().upgrade();
      t.deepEqual(seen, [0, [{ id: 1, name: 'one', age: 7 }]]);
    },
  );

  target.test('where a version row is refused, nothing of the next migration is carried out', async (t) => {
    const project = await TargetProject.make(t, target);
    const { refuse, allow } = refusingB2(project.database);
    project.write({ a1: { upgrade: "op.createTable('users', { id: t.integer().primaryKey() });" } });
    await project.migrator().upgrade();
    await project.values(refuse);
    let waited = 0;
    const wait = give(async () => {
      waited += 1;
    });
    project.write({
      a1: { upgrade: "op.createTable('users', { id: t.integer().primaryKey() });" },
      b2: { upgrade: "op.createTable('more', { id: t.integer().primaryKey() }, { ifNotExists: true });" },
      c3: {
        upgrade: [
          "op.createTable('never', { id: t.integer().primaryKey() });",
          'await op.flush();',
          `await ${wait}();`,
          "op.bulkInsert('users', [{ id: 1 }]);",
          "await op.query('SELECT count(*) FROM never');",
        ],
      },
    });
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.location.revision, 'b2');
    t.regex(error.location.sql ?? '', /aludel_version/u);
    t.deepEqual(await project.applied(), ['a1']);
    t.false(await project.has('never'));
    t.is(waited, 0);

    await project.values(allow);
    await project.migrator().upgrade();
    t.deepEqual(await project.applied(), ['a1', 'b2', 'c3']);
    t.true(await project.has('never'));
    t.is(waited, 1);
    t.deepEqual((await project.values('SELECT count(*) FROM users')).map(Number), [1]);
  });

  target.test('a function that throws at once is told in its turn; what is before it is applied', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({
      a1: { upgrade: "op.createTable('users', { id: t.integer().primaryKey() });" },
      b2: { upgrade: "op.createTable('more', { id: t.integer().primaryKey() });" },
      c3: { upgrade: "throw new Error('no such region');" },
    });
    const error = await failure(t, project.migrator().upgrade());
    t.is(error.location.revision, 'c3');
    t.regex(error.message, /no such region/u);
    t.deepEqual(error.inEffect, []);
    t.deepEqual(await project.applied(), ['a1', 'b2']);
    t.deepEqual(project.told().slice(-2), ['stepStarted', 'stepFailed']);
  });
});
