import { InterruptedError } from '../run/errors.js';
import type { RunEvent } from '../run/events.js';
import { checkConfig } from './check-config.js';
import type { Config } from './config.js';
import { createMigrator, type Migrator, type MigratorOptions } from './migrator.js';

/** What came of one of several databases. */
export type DatabaseResult<T> = DatabaseSucceeded<T> | DatabaseFailed;

interface DatabaseInConfig {
  /** Its name in the config. */
  readonly name: string;
  /** Which one it is, for people. */
  readonly database: string;
}

export interface DatabaseSucceeded<T> extends DatabaseInConfig {
  readonly report: T;
}

export interface DatabaseFailed extends DatabaseInConfig {
  readonly error: Error;
}

export interface AllDatabasesOptions extends Pick<MigratorOptions, 'folder' | 'signal'> {
  /** Is told what goes on, and on which database. */
  readonly listener?: (event: RunEvent, name: string) => void;
}

/**
 * Does something on every database of a config, one after another in the order of the config. Each has its own lock and
 * version rows, and a failure on one keeps nothing from the others: it is in the result. After an interruption no other
 * is begun.
 *
 *     const results = await onAllDatabases(config, {}, (migrator) => migrator.upgrade('head'));
 *     const failed = results.filter((result) => 'error' in result);
 *
 * @throws ConfigInvalidError
 */
export async function onAllDatabases<T>(
  config: Config,
  options: AllDatabasesOptions,
  work: (migrator: Migrator, name: string) => Promise<T>,
): Promise<readonly DatabaseResult<T>[]> {
  const { listener, signal, ...rest } = options;
  const results: DatabaseResult<T>[] = [];
  for (const [name, { database }] of Object.entries(checkConfig(config).databases)) {
    try {
      if (signal?.aborted === true) throw new InterruptedError({ cause: signal.reason, at: 'beforeAll' });
      const migrator = createMigrator(config, {
        ...rest,
        database: name,
        ...(signal === undefined ? {} : { signal }),
        ...(listener === undefined ? {} : { listener: (event) => listener(event, name) }),
      });
      results.push({ name, database, report: await work(migrator, name) });
    } catch (error) {
      results.push({ name, database, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }
  return results;
}
