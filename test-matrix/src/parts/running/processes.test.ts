import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { failure, until } from '../../running/migrations-folder.test-support.js';
import { TargetProject } from './target-project.test-support.js';

const second = { upgrade: "op.addColumn('made', 'more', t.integer());" };

forEachTarget(test, (target) => {
  const transactional = target.dialect !== 'mysql';

  target.test('SIGINT in the middle stops the command, and the next goes on', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({ a1: project.waiting(), b2: second });
    const run = project.command('upgrade');
    await project.isRunning();
    run.kill('SIGINT');
    const { exitCode, output } = await run.end();
    t.is(exitCode, 130, output);
    t.deepEqual(await project.applied(), []);
    t.is(await project.has('made'), !transactional);
    project.letGo();
    await project.migrator({ lockTimeout: 2 }).upgrade();
    t.deepEqual(await project.applied(), ['a1', 'b2']);
  });

  target.test(
    'a process that was killed leaves no lock, and what it had begun is undone where that can be',
    async (t) => {
      const project = await TargetProject.make(t, target);
      project.write({ a1: project.waiting(), b2: second });
      const run = project.command('upgrade');
      await project.isRunning();
      run.kill('SIGKILL');
      await run.end();
      project.letGo();
      await project.migrator({ lockTimeout: 10 }).upgrade();
      t.deepEqual(await project.applied(), ['a1', 'b2']);
      t.deepEqual(await project.values('SELECT more FROM made'), []);
    },
  );

  // A data folder of PGlite can be open in one process at a time.
  if (target.flavour === 'pglite') return;

  target.test('of two commands the second waits for the first, and then finds nothing to do', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({ a1: project.waiting(), b2: second });
    const one = project.command('upgrade');
    await project.isRunning();
    const other = project.migrator().upgrade();
    await until(() => project.told().includes('lockWaiting'));
    project.letGo();
    const ended = await one.end();
    t.is(ended.exitCode, 0, ended.output);
    t.deepEqual((await other).steps, []);
    t.deepEqual(await project.applied(), ['a1', 'b2']);
  });

  target.test('who has waited long enough is told so, and others can look meanwhile', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({ a1: project.waiting(), b2: second });
    const one = project.command('upgrade');
    await project.isRunning();
    const error = await failure(t, project.migrator({ lockTimeout: 0.3 }).upgrade());
    t.is(error.code, 'LOCK_TIMEOUT');
    t.truthy(error.hint);
    t.is((await project.migrator().current()).applied, 0);
    project.letGo();
    t.is((await one.end()).exitCode, 0);
  });

  target.test('four processes at once apply each of ten migrations exactly once', async (t) => {
    const project = await TargetProject.make(t, target);
    const ids = Array.from({ length: 10 }, (_, index) => `r${index}`);
    project.write(
      Object.fromEntries(
        ids.map((id, index) => [
          id,
          {
            upgrade: [
              ...(index === 0 ? ["op.createTable('log', { revision: t.string(9).notNull() });"] : []),
              `await op.knex('log').insert({ revision: '${id}' });`,
            ],
          },
        ]),
      ),
    );
    const ends = await Promise.all([1, 2, 3, 4].map(() => project.command('upgrade').end()));
    for (const { exitCode, output } of ends) t.is(exitCode, 0, output);
    t.deepEqual(await project.values('SELECT revision FROM log ORDER BY revision'), ids);
    t.deepEqual(await project.applied(), ids);
  });

  target.test('a signal ends the waiting for the lock', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({ a1: project.waiting() });
    const one = project.command('upgrade');
    await project.isRunning();
    const abort = new AbortController();
    const other = project.migrator({}, abort.signal).upgrade();
    await until(() => project.told().includes('lockWaiting'));
    abort.abort();
    t.is((await failure(t, other)).code, 'INTERRUPTED');
    project.letGo();
    t.is((await one.end()).exitCode, 0);
  });
});
