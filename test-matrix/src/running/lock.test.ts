import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LockTimeoutError } from '@aludel/core';
import test from 'ava';
import { failure, Project, until } from './migrations-folder.test-support.js';
import { start } from './processes.test-support.js';

/** A migration that tells by one file that it runs, and waits for another before it goes on. */
const waits = [
  "op.createTable('made', { id: t.integer().primaryKey() });",
  'await op.flush();',
  "writeFileSync('FOLDER/running', '');",
  "while (!existsSync('FOLDER/go')) await new Promise((next) => { setTimeout(next, 5); });",
];

function waitingProject(...args: ConstructorParameters<typeof Project>): Project {
  const project = new Project(...args);
  return project.write({
    a1: {
      before: "import { existsSync, writeFileSync } from 'node:fs';",
      upgrade: waits.map((line) => line.replace('FOLDER', project.folder)),
    },
    b2: { upgrade: "op.addColumn('made', 'more', t.text());" },
  });
}

const isRunning = (project: Project) => (): boolean => existsSync(join(project.folder, 'running'));
const letGo = (project: Project): void => writeFileSync(join(project.folder, 'go'), '');

test('of two processes the second waits for the first, and then finds nothing to do', async (t) => {
  const project = waitingProject(t);
  const first = start(t, project.folder);
  await until(isRunning(project));
  const second = start(t, project.folder);
  const waiting = await second.hears('lockWaiting');
  t.regex((waiting['holder'] as { description: string }).description, new RegExp(`process ${first.pid} on `, 'u'));
  t.deepEqual(
    second.told.map(({ type }) => type),
    ['lockWaiting'],
  );
  letGo(project);
  t.deepEqual((await first.end())?.['steps'], ['a1', 'b2']);
  t.deepEqual((await second.end())?.['steps'], []);
  t.deepEqual(project.applied(), ['a1', 'b2']);
});

test('who has waited long enough is told who holds the lock', async (t) => {
  const project = waitingProject(t);
  const first = start(t, project.folder);
  await until(isRunning(project));
  const error = await failure(t, project.migrator({ config: { lockTimeout: 0.2 } }).upgrade());
  t.true(error instanceof LockTimeoutError);
  t.regex(error.message, new RegExp(`process ${first.pid} on .*waited 0\\.[2-9]`, 'u'));
  t.deepEqual(project.told(), ['lockWaiting']);
  await failure(t, project.migrator({ config: { lockTimeout: 0 } }).upgrade());
  letGo(project);
  t.is((await first.end())?.type, 'report');
});

test('while a run holds the lock, others can still look', async (t) => {
  const project = waitingProject(t);
  const first = start(t, project.folder);
  await until(isRunning(project));
  t.is((await project.migrator().current()).applied, 0);
  t.is((await project.migrator().history({ indicateCurrent: true })).length, 2);
  letGo(project);
  await first.end();
});

test('the lock of a process that was killed is free at once, and what it had begun is undone', async (t) => {
  const project = waitingProject(t);
  const first = start(t, project.folder);
  await until(isRunning(project));
  const second = start(t, project.folder);
  await second.hears('lockWaiting');
  first.kill('SIGKILL');
  await first.end();
  letGo(project);
  t.deepEqual((await second.end())?.['steps'], ['a1', 'b2']);
  t.deepEqual(project.applied(), ['a1', 'b2']);
  t.deepEqual(
    readdirSync(project.folder).filter((name) => name.includes('lock')),
    [],
  );
});

test('eight processes at once apply each of twenty migrations exactly once', async (t) => {
  const project = new Project(t);
  const ids = Array.from({ length: 20 }, (_, index) => `r${String(index).padStart(2, '0')}`);
  project.write(
    Object.fromEntries(
      ids.map((id, index) => [
        id,
        {
          upgrade: [
            ...(index === 0 ? ["op.createTable('log', { revision: t.text().notNull() });"] : []),
            `await op.knex('log').insert({ revision: '${id}' });`,
          ],
        },
      ]),
    ),
  );
  const processes = ids
    .slice(0, 8)
    .map((_, index) =>
      start(t, project.folder, { target: index % 2 === 0 ? 'head' : `r${String(4 + index).padStart(2, '0')}` }),
    );
  const ends = await Promise.all(processes.map((one) => one.end()));
  for (const end of ends) t.is(end?.type, 'report', JSON.stringify(end));
  t.deepEqual(ends.flatMap((end) => end?.['steps'] as string[]).toSorted(), ids);
  t.deepEqual(project.values('SELECT revision FROM log ORDER BY rowid'), ids);
  t.deepEqual(project.applied(), ids);
});

test('whenever the process is killed, the next goes on where the last commit was', async (t) => {
  const ids = Array.from({ length: 12 }, (_, index) => `r${String(index).padStart(2, '0')}`);
  const project = new Project(t).write(
    Object.fromEntries(
      ids.map((id, index) => [
        id,
        {
          upgrade: [
            index === 0
              ? "op.createTable('log', { id: t.integer().primaryKey(), revision: t.text() });"
              : `op.addColumn('log', 'c${index}', t.integer());`,
            ...(index % 4 === 3 ? [`op.createUniqueConstraint('uq${index}', 'log', ['c${index}']);`] : []),
            `await op.knex('log').insert({ revision: '${id}' });`,
            'await new Promise((go) => { setTimeout(go, 2); });',
          ],
        },
      ]),
    ),
  );
  const deaths: readonly (readonly [type: string, nth: number])[] = [
    ['stepStarted', 1],
    ['statementStarted', 4],
    ['stepDone', 2],
    ['statementDone', 9],
    ['stepStarted', 4],
  ];
  for (const [type, nth] of deaths) {
    const one = start(t, project.folder);
    await until(
      () => one.told.filter((told) => told.type === type).length >= nth || one.told.at(-1)?.type === 'report',
    );
    one.kill('SIGKILL');
    await one.end();
    const applied = project.applied();
    if (applied.length === 0) continue;
    t.deepEqual(project.values('SELECT revision FROM log ORDER BY id'), applied);
    t.deepEqual(project.values('PRAGMA integrity_check'), ['ok']);
  }
  t.is((await start(t, project.folder).end())?.type, 'report');
  t.deepEqual(project.values('SELECT revision FROM log ORDER BY id'), ids);
  t.deepEqual(project.applied(), ids);
  t.deepEqual(project.tables(), ['aludel_version', 'log']);
});

test('two migrators in one process wait for each other as two processes do', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: "op.createTable('a', { id: t.integer() }); await new Promise((go) => { setTimeout(go, 100); });" },
    b2: {},
  });
  const reports = await Promise.all([
    project.migrator().upgrade(),
    project.migrator().upgrade(),
    project.migrator().upgrade(),
  ]);
  t.deepEqual(
    reports.flatMap(({ steps }) => steps.map(({ revision }) => revision)),
    ['a1', 'b2'],
  );
  t.true(project.told().includes('lockWaiting'));
});

test('one migrator can run several commands at once', async (t) => {
  const project = new Project(t).write({ a1: { upgrade: "op.createTable('a', { id: t.integer() });" }, b2: {} });
  project.prepare('CREATE TABLE own (id)');
  const migrator = project.migrator();
  const [first, second, , standing] = await Promise.all([
    migrator.upgrade('a1'),
    migrator.upgrade(),
    migrator.heads(),
    migrator.current(),
  ]);
  t.deepEqual(
    [...first.steps, ...second.steps].map(({ revision }) => revision),
    ['a1', 'b2'],
  );
  t.true(standing.applied <= 2);
});

test('a lock that cannot be taken at all is told before the time is over', async (t) => {
  const project = new Project(t).write({ a1: {} });
  mkdirSync(`${project.database}-aludel_version-lock`);
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.code, 'CONNECTION_FAILED');
  t.regex(error.message, /app\.db-aludel_version-lock cannot be taken/u);
});

test('databases of their own do not wait for each other', async (t) => {
  const project = waitingProject(t);
  const first = start(t, project.folder);
  await until(isRunning(project));
  letGo(project);
  const other = project.migrator({ sqlite: { filename: join(project.folder, 'other.db') } });
  await other.upgrade();
  t.false(project.told().includes('lockWaiting'));
  await first.end();
});
