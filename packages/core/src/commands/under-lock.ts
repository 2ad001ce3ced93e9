import type { Connection } from '../dialect/connection.js';
import { withConnection, type CommandContext, type RunServices } from './context.js';

/** Opens a session, takes the lock, and only then lets `use` read the version table. */
export function underLock<T>(
  context: CommandContext,
  use: (services: RunServices, connection: Connection) => Promise<T>,
): Promise<T> {
  return withConnection(context, async (connection) => {
    const services = await context.services(connection);
    return services.lock.hold(
      {
        versionTable: context.versions.table,
        timeoutMs: context.settings.lockTimeoutMs,
        onWait: (holder, waitedMs) => context.emit({ type: 'lockWaiting', holder, waitedMs }),
        ...(context.signal === undefined ? {} : { signal: context.signal }),
      },
      () => use(services, connection),
    );
  });
}
