import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

test('a run tells its plan, each step and each statement, in order', async (t) => {
  const project = new Project(t).write({
    a1: {
      message: 'Make users',
      upgrade: [
        "op.createTable('users', { id: t.integer().primaryKey() });",
        "op.execute('INSERT INTO users VALUES (1), (2), (3)');",
      ],
    },
    b2: {},
  });
  await project.migrator().upgrade();
  t.deepEqual(project.told(), [
    'planned',
    'stepStarted',
    'statementStarted',
    'statementDone',
    'statementStarted',
    'statementDone',
    'stepDone',
    'stepStarted',
    'stepDone',
  ]);
  const [planned, started, , , statement, done, stepDone] = project.events;
  t.deepEqual(planned, { type: 'planned', direction: 'upgrade', revisions: ['a1', 'b2'] });
  const named = { direction: 'upgrade', revision: 'a1', message: 'Make users' };
  t.deepEqual(started, { type: 'stepStarted', ...named, index: 0, total: 2 });
  const told = {
    operation: 'execute INSERT INTO users VALUES (1), (2), (3)',
    sql: 'INSERT INTO users VALUES (1), (2), (3)',
  };
  t.deepEqual(statement, { type: 'statementStarted', ...named, ...told });
  t.like(done, { type: 'statementDone', ...named, ...told, rows: 3 });
  t.true(done?.type === 'statementDone' && done.durationMs >= 0);
  t.like(stepDone, { type: 'stepDone', ...named });
  t.true(stepDone?.type === 'stepDone' && stepDone.loadMs >= 0 && Number.isInteger(stepDone.durationMs));
});

test('a step is done when it is committed, and not before', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: "op.createTable('a', { id: t.integer() });" } });
  const seen: unknown[] = [];
  await project
    .migrator({
      options: {
        listener: (event) => {
          if (event.type.startsWith('step')) seen.push([event.type, project.applied()]);
        },
      },
    })
    .upgrade();
  t.deepEqual(seen, [
    ['stepStarted', []],
    ['stepDone', ['a1']],
  ]);
});

test('a listener that throws ends the run, and what is committed is not said to have failed', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: "op.createTable('a', { id: t.integer() });" },
    b2: { upgrade: "op.createTable('b', { id: t.integer() });" },
  });
  const told: string[] = [];
  const listener = ({ type }: { readonly type: string }): void => {
    told.push(type);
    if (type === 'stepDone') throw new Error('the log is full');
  };
  await t.throwsAsync(project.migrator({ options: { listener } }).upgrade(), { message: 'the log is full' });
  t.false(told.includes('stepFailed'));
  t.deepEqual(project.applied(), ['a1']);
  t.deepEqual(project.tables(), ['a', 'aludel_version']);
});

test('a step that fails is not done', async (t) => {
  const project = new Project(t).write({ a1: {}, b2: { upgrade: "op.execute('nonsense');" } });
  await failure(t, project.migrator().upgrade());
  t.deepEqual(project.told(), ['planned', 'stepStarted', 'stepDone', 'stepStarted', 'statementStarted', 'stepFailed']);
});

test('a downgrade tells the same of its way', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: "op.createTable('a', { id: t.integer() });" } });
  await project.migrator().upgrade();
  project.events.length = 0;
  await project.migrator().downgrade('base');
  t.deepEqual(project.told(), ['planned', 'stepStarted', 'statementStarted', 'statementDone', 'stepDone']);
  t.true(project.events.every((event) => event.type === 'lockWaiting' || event.direction === 'downgrade'));
});

test('a listener that throws ends the run with its own error, and rolls the open migration back', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: "op.createTable('a', { id: t.integer() });" } });
  const listener = (event: { readonly type: string }): void => {
    if (event.type === 'statementDone') throw new RangeError('the listener');
  };
  await t.throwsAsync(project.migrator({ options: { listener } }).upgrade(), { message: /the listener/u });
  t.deepEqual(project.tables(), []);
});
