import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { ended, printed, Project } from './project.test.kit.js';

/** A migration that has changed the schema, and now waits for a minute. */
const waiting = `op.createTable('half', { id: t.integer().primaryKey() });
    await op.flush();
    process.stderr.write('waiting\\n');
    await new Promise((done) => setTimeout(done, 60_000));`;

async function atWork(t: ExecutionContext) {
  const project = new Project(t);
  project.migration('aa11', null);
  await project.run('upgrade');
  project.migration('bb22', 'aa11', { body: waiting });
  const before = readFileSync(join(project.folder, 'app.db'));
  const child = project.start(['upgrade']);
  const end = ended(child);
  await printed(child, 'waiting');
  return { project, child, end, before };
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} rolls the open migration back, frees the lock and ends with ${code}`, async (t) => {
    const { project, child, end, before } = await atWork(t);
    child.kill(signal);
    const result = await end;
    t.is(result.code, code);
    t.regex(result.stderr, /Stopping/u);
    t.regex(result.stderr, /Interrupted: the open migration was rolled back/u);
    t.is((await project.run('upgrade', 'aa11', '--lock-timeout', '0')).code, 0);
    t.is((await project.run('current')).stdout, 'aa11 (current)\n');
    t.deepEqual(readFileSync(join(project.folder, 'app.db')), before);
  });
}

test('a signal between quick migrations stops the run: those before it stay applied', async (t) => {
  const project = new Project(t);
  for (let index = 0; index < 500; index++) {
    project.migration(`r${index}`, index === 0 ? null : `r${index - 1}`);
  }
  const child = project.start(['upgrade']);
  const end = ended(child);
  await printed(child, '[  3/500]');
  child.kill('SIGINT');
  t.is((await end).code, 130);
  const { applied } = (await project.json('current')) as { readonly applied: number };
  t.true(applied >= 3 && applied < 500, String(applied));
  t.is((await project.run('upgrade', '-q')).code, 0);
});

test('a run that waits for the lock says who holds it, gives up with 5, and can be interrupted', async (t) => {
  const { project, child, end } = await atWork(t);
  const late = await project.run('upgrade', '--lock-timeout', '0.3');
  t.is(late.code, 5);
  t.regex(late.stderr, new RegExp(`Waiting for the lock, which another run \\(.*process ${child.pid}`, 'u'));

  const patient = project.start(['upgrade', '--lock-timeout', '50']);
  const stopped = ended(patient);
  await printed(patient, 'Waiting');
  patient.kill('SIGTERM');
  t.is((await stopped).code, 143);
  child.kill('SIGKILL');
  await end;
  t.is((await project.run('upgrade', 'aa11', '--lock-timeout', '0')).code, 0);
});

test('an error that nobody awaits is reported with its line, and ends with 1', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null, {
    body: `setTimeout(() => { throw new Error('out of step'); }, 20);
    await new Promise((done) => setTimeout(done, 200));`,
  });
  const thrown = await project.run('upgrade');
  t.is(thrown.code, 1);
  t.regex(thrown.stderr, /aludel: Outside of what was awaited: out of step\n {2}at {9}migrations\/aa11\.ts:8\n/u);

  const other = new Project(t);
  other.migration('aa11', null, {
    body: `void Promise.reject(new Error('left alone'));
    await new Promise((done) => setTimeout(done, 200));`,
  });
  const rejected = await other.run('upgrade', '--json');
  t.is(rejected.code, 1);
  t.like(JSON.parse(rejected.stdout), { error: { code: 'STRAY_ERROR', location: { line: 8 } } });
});

test('a migration that waits for what never comes is an error, not a silent end', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null, { body: 'await new Promise(() => {});' });
  const { code, stderr } = await project.run('upgrade');
  t.is(code, 1);
  t.regex(stderr, /nothing can settle any more\.\n {2}revision {3}aa11\n/u);
  t.is((await project.run('current')).stdout, '');
});

test('what a migration leaves open does not keep the command from ending', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null, { body: 'setInterval(() => {}, 1000);' });
  t.is((await project.run('upgrade')).code, 0);
});

test('a migration that ends the process is told, and is never a success', async (t) => {
  const project = new Project(t);
  project.migration('aa11', null);
  project.migration('bb22', 'aa11', { body: 'process.exit(0);' });
  const { code, stderr } = await project.run('upgrade', '-q');
  t.is(code, 1);
  t.regex(stderr, /^aludel: Code that was called has ended the process: process\.exit\(0\)\.\n/u);
  t.regex(stderr, /revision {3}bb22\n/u);
  t.is((await project.run('current')).stdout, 'aa11 (current)\n');
  t.like(JSON.parse((await project.run('upgrade', '--json')).stdout), { error: { code: 'PROCESS_ENDED' } });
});

test('a config that ends the process is told, too', async (t) => {
  const project = new Project(t, { 'aludel.config.mjs': 'process.exit(0);' });
  const { code, stderr } = await project.run('heads');
  t.is(code, 2);
  t.regex(stderr, /has ended the process/u);
});
