import { LockTimeoutError, type LockHolder } from '@aludel/core/dialect';
import test from 'ava';
import { PostgresConnection } from './connection.js';
import { TestDatabase, testOptions } from './run.test-support.js';

const versionTable = { name: 'aludel_version' };

test.serial('one run at a time, and the other is told who holds it', async (t) => {
  const db = await TestDatabase.open(t);
  const other = await PostgresConnection.open(db.options);
  const told: (LockHolder | undefined)[] = [];
  await db.connection.lock.hold({ versionTable, timeoutMs: 0 }, async () => {
    await db.connection.begin();
    await db.connection.commit();
    const waiting = other.lock.hold({ versionTable, timeoutMs: 200, onWait: (holder) => told.push(holder) }, () =>
      Promise.resolve(),
    );
    await t.throwsAsync(waiting, { instanceOf: LockTimeoutError });
    // Another version table is another lock.
    t.is(await other.lock.hold({ versionTable: { name: 'other' }, timeoutMs: 0 }, () => Promise.resolve(1)), 1);
  });
  t.regex(told[0]?.description ?? '', /another run of this process|process \d+ of the server \(aludel\)/u);
  t.is(await other.lock.hold({ versionTable, timeoutMs: 0 }, () => Promise.resolve('free')), 'free');
  await other.close();
});

test.serial('it is free after a run that failed, and whoever waits gets it then', async (t) => {
  const db = await TestDatabase.open(t);
  const other = await PostgresConnection.open(db.options);
  const order: string[] = [];
  await t.throwsAsync(
    db.connection.lock.hold({ versionTable, timeoutMs: 0 }, async () => {
      const second = other.lock.hold({ versionTable, timeoutMs: 5000, onWait: () => order.push('waits') }, () =>
        Promise.resolve(order.push('second')),
      );
      await new Promise((resolve) => setImmediate(resolve));
      order.push('first');
      void second.then(() => other.close());
      throw new Error('boom');
    }),
    { message: 'boom' },
  );
  await t.notThrowsAsync(db.connection.lock.hold({ versionTable, timeoutMs: 5000 }, () => Promise.resolve()));
});

test.serial('a signal ends the waiting', async (t) => {
  const db = await TestDatabase.open(t);
  const other = await PostgresConnection.open(db.options);
  const stop = new AbortController();
  await db.connection.lock.hold({ versionTable, timeoutMs: 0 }, async () => {
    const waiting = other.lock.hold(
      { versionTable, timeoutMs: 60_000, signal: stop.signal, onWait: () => stop.abort(new Error('stop')) },
      () => Promise.resolve(),
    );
    await t.throwsAsync(waiting);
  });
  await other.close();
});

test.serial('without a lock, runs do not wait for each other', async (t) => {
  const options = { ...(await testOptions(t)), lock: false };
  const [one, two] = [await PostgresConnection.open(options), await PostgresConnection.open(options)];
  const run = one.lock.hold({ versionTable, timeoutMs: 0 }, () =>
    two.lock.hold({ versionTable, timeoutMs: 0 }, () => Promise.resolve('both')),
  );
  t.is(await run, 'both');
  await one.close();
  await two.close();
});
