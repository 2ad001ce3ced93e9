import { UsageError } from './errors.js';
import type { Session } from './session.js';

/** The option of commands that can be done on every database of the config. */
export interface AllDatabasesFlag {
  readonly allDatabases?: boolean;
  readonly sql?: boolean;
}

/** Refuses what does not go together with all databases. */
export function assertAllDatabases({ options: { database, url } }: Session, flags: AllDatabasesFlag): void {
  if (flags.allDatabases !== true) return;
  const other =
    database !== undefined ? '--database' : url !== undefined ? '--url' : flags.sql === true ? '--sql' : undefined;
  if (other === undefined) return;
  throw new UsageError(`--all-databases and ${other} do not go together.`, 'Leave one of them out.');
}
