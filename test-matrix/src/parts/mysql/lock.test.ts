import type { Connection } from '@aludel/core/dialect';
import { mysql } from '@aludel/mysql';
import test, { type ExecutionContext } from 'ava';
import { forEachTarget, type TargetUnderTest } from '../../for-each-target.js';

const versionTable = { name: 'aludel_version' };

async function two(t: ExecutionContext, target: TargetUnderTest): Promise<readonly [Connection, Connection]> {
  const database = await target.freshDatabase(t);
  if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
  const open = async (): Promise<Connection> => {
    const connection = await mysql(database.options).connect();
    t.teardown(() => connection.close());
    return connection;
  };
  return [await open(), await open()];
}

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;

  target.test('a second run waits, is told who holds the lock, and gives up when its time is over', async (t) => {
    const [first, second] = await two(t, target);
    const waits: (string | undefined)[] = [];
    await first.lock.hold({ versionTable, timeoutMs: 0 }, async () => {
      await t.throwsAsync(
        second.lock.hold(
          { versionTable, timeoutMs: 150, onWait: (holder) => waits.push(holder?.description) },
          async () => undefined,
        ),
        { code: 'LOCK_TIMEOUT', message: /session \d+/ },
      );
    });
    t.regex(String(waits[0]), /^session \d+/);
    await t.notThrowsAsync(second.lock.hold({ versionTable, timeoutMs: 0 }, async () => undefined));
  });

  target.test('a run over another version table does not wait', async (t) => {
    const [first, second] = await two(t, target);
    await first.lock.hold({ versionTable, timeoutMs: 0 }, async () => {
      const other = { name: 'a_table_of_another_name_that_is_rather_long_but_still_allowed' };
      t.is(await second.lock.hold({ versionTable: other, timeoutMs: 0 }, async () => 'held'), 'held');
    });
  });

  target.test('a signal ends the waiting', async (t) => {
    const [first, second] = await two(t, target);
    const abort = new AbortController();
    await first.lock.hold({ versionTable, timeoutMs: 0 }, async () => {
      await t.throwsAsync(
        second.lock.hold(
          { versionTable, timeoutMs: 60_000, signal: abort.signal, onWait: () => abort.abort() },
          async () => undefined,
        ),
        { name: 'AbortError' },
      );
    });
  });

  target.test('the lock goes with the session that held it', async (t) => {
    const [first, second] = await two(t, target);
    let release: (() => void) | undefined;
    const holding = new Promise<void>((held) => {
      void first.lock.hold({ versionTable, timeoutMs: 0 }, () => {
        held();
        return new Promise<void>((resolve) => (release = resolve));
      });
    });
    await holding;
    await first.close();
    t.is(await second.lock.hold({ versionTable, timeoutMs: 5000 }, async () => 'held'), 'held');
    release?.();
  });
});
