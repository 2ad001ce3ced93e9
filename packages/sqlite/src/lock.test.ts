import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LockTimeoutError, type LockHolder, type LockOptions } from '@aludel/core/dialect';
import test, { type ExecutionContext } from 'ava';
import { SqliteLock } from './lock.js';
import { temporaryFolder } from './run.test-support.js';

const versionTable = { name: 'aludel_version' };

function lockIn(t: ExecutionContext): { readonly lock: SqliteLock; readonly filename: string } {
  const filename = join(temporaryFolder(t), 'test.db');
  return { lock: new SqliteLock({ filename }), filename };
}

const quick: LockOptions = { versionTable, timeoutMs: 200 };

test('gives back what the work gives, and leaves no file', async (t) => {
  const { lock, filename } = lockIn(t);
  t.is(await lock.hold(quick, () => Promise.resolve(existsSync(`${filename}-aludel_version-lock`))), true);
  t.deepEqual(readdirSync(dirname(filename)), []);
  await t.throwsAsync(
    lock.hold(quick, () => Promise.reject(new Error('work'))),
    { message: 'work' },
  );
  t.deepEqual(readdirSync(dirname(filename)), []);
});

test('lets a second run wait, tells it who holds the lock, and then lets it in', async (t) => {
  const { lock, filename } = lockIn(t);
  const order: string[] = [];
  const told: (LockHolder | undefined)[] = [];
  let free: () => void = () => undefined;
  const first = lock.hold(quick, async () => {
    order.push('first in');
    await new Promise<void>((resolve) => (free = resolve));
    order.push('first out');
  });
  const second = new SqliteLock({ filename }).hold(
    {
      versionTable,
      timeoutMs: 10_000,
      onWait: (holder) => {
        told.push(holder);
        setTimeout(() => free(), 100);
      },
    },
    async () => void order.push('second in'),
  );
  await Promise.all([first, second]);
  t.deepEqual(order, ['first in', 'first out', 'second in']);
  t.is(told.length, 1);
  t.regex(told[0]?.description ?? '', new RegExp(`^process ${process.pid} on .+, since \\d\\d:\\d\\d:\\d\\d UTC$`));
});

test('gives up when the time is over, naming the holder', async (t) => {
  const { lock } = lockIn(t);
  await lock.hold(quick, async () => {
    const error = await t.throwsAsync(
      lock.hold(quick, () => Promise.resolve()),
      { instanceOf: LockTimeoutError },
    );
    t.true(error.message.includes(`process ${process.pid}`));
    t.true(error.waitedMs >= 200 && error.waitedMs < 2000, String(error.waitedMs));
    await t.throwsAsync(
      lock.hold({ ...quick, timeoutMs: 0 }, () => Promise.resolve()),
      { instanceOf: LockTimeoutError },
    );
  });
});

test('stops waiting when it is told to', async (t) => {
  const { lock } = lockIn(t);
  await lock.hold(quick, async () => {
    const controller = new AbortController();
    const waiting = lock.hold({ versionTable, timeoutMs: 60_000, signal: controller.signal }, () => Promise.resolve());
    setTimeout(() => controller.abort(), 50);
    await t.throwsAsync(waiting, { name: 'AbortError' });
  });
});

test('does not let runs over different version tables wait for each other', async (t) => {
  const { lock } = lockIn(t);
  await lock.hold(quick, async () => {
    for (const name of ['other', 'with "quotes" / and ä']) {
      t.is(await lock.hold({ versionTable: { name }, timeoutMs: 0 }, () => Promise.resolve('in')), 'in');
    }
  });
});

test('needs no lock in memory, for reading, or where it is switched off', async (t) => {
  const { filename } = lockIn(t);
  for (const options of [{ filename: ':memory:' }, { filename, readonly: true }, { filename, lock: false }]) {
    await new SqliteLock(options).hold(quick, () => Promise.resolve());
    t.deepEqual(readdirSync(dirname(filename)), []);
  }
});

test('is free again when its holder is killed', async (t) => {
  const { lock, filename } = lockIn(t);
  const child = await holderProcess(t, filename);
  const error = await t.throwsAsync(
    lock.hold(quick, () => Promise.resolve()),
    { instanceOf: LockTimeoutError },
  );
  t.true(error.message.includes(`process ${child.pid}`));
  child.kill('SIGKILL');
  await once(child, 'exit');
  t.is(await lock.hold({ versionTable, timeoutMs: 30_000 }, () => Promise.resolve('in')), 'in');
});

test('lets one in at a time where many come and go', async (t) => {
  const { filename } = lockIn(t);
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 2));
    inside -= 1;
  };
  const runs = Array.from({ length: 12 }, () =>
    new SqliteLock({ filename }).hold({ versionTable, timeoutMs: 60_000 }, work),
  );
  await Promise.all(runs);
  t.is(most, 1);
});

/** A process that takes the lock and keeps it. */
async function holderProcess(t: ExecutionContext, filename: string): Promise<ChildProcess> {
  const script = `
    import { SqliteLock } from ${JSON.stringify(new URL('lock.js', import.meta.url).href)};
    await new SqliteLock({ filename: ${JSON.stringify(filename)} }).hold(
      { versionTable: { name: 'aludel_version' }, timeoutMs: 1000 },
      () => { console.log('held'); return new Promise(() => setInterval(() => {}, 1000)); },
    );`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}
