import type { TableName } from '../schema/names.js';

/** Who holds a lock, as far as the database tells. */
export interface LockHolder {
  /** For people: `process 4711 on db1, since 03:12:07`. */
  readonly description: string;
}

export interface LockOptions {
  /** The version table that is guarded; runs over other version tables do not wait for each other. */
  readonly versionTable: TableName;
  /** How long to wait for another run, in milliseconds; 0 does not wait. */
  readonly timeoutMs: number;
  /** Called when it has to wait, at once and then about every five seconds; `undefined` if the holder is unknown. */
  readonly onWait?: (holder: LockHolder | undefined, waitedMs: number) => void;
  readonly signal?: AbortSignal;
}

/** One migrator at a time: held by the session that runs the DDL, gone when the process dies. */
export interface MigrationLock {
  /** Runs `run` under the lock and frees it, whatever comes. Throws `LockTimeoutError` when the time is over. */
  hold<T>(options: LockOptions, run: () => Promise<T>): Promise<T>;
}
