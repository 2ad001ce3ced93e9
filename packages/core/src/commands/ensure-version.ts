import { displayName } from '../schema/names.js';
import type { CommandContext } from './context.js';
import { offlineRunner, onlineRunner } from './run-plan.js';
import { underLock } from './under-lock.js';

export interface EnsureVersionReport {
  readonly database: string;
  readonly table: string;
  /** Whether it was created now. */
  readonly created: boolean;
}

/** Creates the version table where it is not there, and nothing else. */
export async function ensureVersion(context: CommandContext): Promise<EnsureVersionReport> {
  return underLock(context, async (connection) => {
    const created = !(await connection.hasTable(context.versions.table));
    if (created) {
      const services = await context.services(connection);
      const runner = onlineRunner(context, services, connection, context.emit);
      await runner.writeVersions(context.versions.create(services.compiler), 'Version table');
    }
    return { database: context.database, table: displayName(context.versions.table), created };
  });
}

/** The script that creates the version table. */
export async function ensureVersionScript(context: CommandContext, write: (text: string) => void): Promise<void> {
  const services = await context.offlineServices();
  const runner = await offlineRunner(context, services, [], write);
  await runner.writeVersions(context.versions.create(services.compiler), 'Version table');
}
