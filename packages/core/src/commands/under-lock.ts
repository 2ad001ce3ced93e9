import type { Connection } from '../dialect/connection.js';
import { AludelError } from '../errors.js';
import { InterruptedError } from '../run/errors.js';
import { withConnection, type CommandContext } from './context.js';

/** Opens a session, takes the lock, and only then lets `use` read the version table. */
export function underLock<T>(context: CommandContext, use: (connection: Connection) => Promise<T>): Promise<T> {
  const { signal } = context;
  return withConnection(context, 'change', async (connection) => {
    try {
      return await connection.lock.hold(
        {
          versionTable: context.versions.table,
          timeoutMs: context.settings.lockTimeoutMs,
          onWait: (holder, waitedMs) => context.emit({ type: 'lockWaiting', holder, waitedMs }),
          ...(signal === undefined ? {} : { signal }),
        },
        () => use(connection),
      );
    } catch (error) {
      // Who waits for the lock is woken by the signal's own error.
      if (signal?.aborted !== true || error instanceof AludelError) throw error;
      throw new InterruptedError({ cause: signal.reason });
    }
  });
}
