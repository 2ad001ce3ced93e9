import { createHash, randomUUID } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConnectionFailedError,
  LockTimeoutError,
  type LockHolder,
  type LockOptions,
  type MigrationLock,
} from '@aludel/core/connection';
import type Database from 'better-sqlite3';
import { isBusy, sqliteCode } from './errors.js';
import { isMemory } from './handle.js';
import type { SqliteOptions } from './options.js';

const pollMs = 50;
const tellEveryMs = 5000;
/** How often in a row the file may be found to be gone before something else must be the matter. */
const mostLosses = 10;
/** What SQLite says when a file was removed while it was opened or written. */
const lossCodes = ['SQLITE_READONLY_DBMOVED', 'SQLITE_IOERR', 'SQLITE_CANTOPEN'];

/**
 * The locks that this process holds. A run that waits for what never comes can be reached from nowhere else: it would be
 * collected as garbage, and its lock freed with the handle while the process lives on.
 */
const held = new Set<Database.Database>();

/**
 * A file beside the database, itself a tiny database, on which the holder keeps SQLite's own lock: the operating system
 * frees it when the process dies, however it dies. Waiters can still read in it who the holder is. Why not on the database
 * itself: docs/decisions/0002-sqlite-lock.md.
 */
export class SqliteLock implements MigrationLock {
  constructor(private readonly options: SqliteOptions) {}

  async hold<T>(options: LockOptions, run: () => Promise<T>): Promise<T> {
    const { filename, readonly = false, lock = true } = this.options;
    if (!lock || readonly || isMemory(filename)) return run();
    const path = lockPath(filename, options);
    const handle = await acquire(path, options);
    held.add(handle);
    try {
      return await run();
    } finally {
      held.delete(handle);
      release(path, handle);
    }
  }
}

async function acquire(path: string, options: LockOptions): Promise<Database.Database> {
  const started = Date.now();
  let toldAt: number | undefined;
  let losses = 0;
  for (;;) {
    options.signal?.throwIfAborted();
    const attempt = tryAcquire(path);
    if ('handle' in attempt) return attempt.handle;
    losses = attempt.lost === undefined ? 0 : losses + 1;
    if (losses >= mostLosses) throw cannotLock(path, attempt.lost);

    const waited = Date.now() - started;
    if (waited >= options.timeoutMs) throw new LockTimeoutError(waited, attempt.holder);
    if (toldAt === undefined || waited - toldAt >= tellEveryMs) {
      options.onWait?.(attempt.holder, waited);
      toldAt = waited;
    }
    const pause = Math.min(pollMs + Math.random() * pollMs, options.timeoutMs - waited);
    // oxlint-disable-next-line no-await-in-loop
    await sleep(pause, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

/** What came of an attempt: the lock, or who holds it, or the error of a file that the holder has just removed. */
type Attempt =
  | { readonly handle: Database.Database }
  | { readonly holder: LockHolder | undefined; readonly lost?: unknown };

/** Opened anew for each attempt: the file may have been removed and made again meanwhile. */
function tryAcquire(path: string): Attempt {
  let handle: Database.Database | undefined;
  try {
    handle = open(path);
    const token = randomUUID();
    handle.pragma('synchronous = OFF'); // It need not outlive the machine.
    // Two steps: what is not committed yet the waiters cannot read.
    handle.exec('BEGIN IMMEDIATE');
    handle.exec(
      'CREATE TABLE IF NOT EXISTS holder (token TEXT, process INTEGER, host TEXT, since TEXT); DELETE FROM holder',
    );
    const row = [token, BigInt(process.pid), hostname(), new Date().toISOString()];
    handle.prepare('INSERT INTO holder VALUES (?, ?, ?, ?)').run(...row);
    handle.exec('COMMIT');
    handle.exec('BEGIN IMMEDIATE');
    // Between the two another may have come and gone, and may have removed the file that this handle has open.
    if (tokenIn(handle) === token && tokenAt(path) === token) return { handle };
    handle.close();
    return { holder: undefined };
  } catch (error) {
    const holder = handle !== undefined && isBusy(error) ? holderIn(handle) : undefined;
    handle?.close();
    if (isBusy(error)) return { holder };
    // The next attempt makes a new one.
    if (lossCodes.some((code) => sqliteCode(error)?.startsWith(code))) return { holder, lost: error };
    throw cannotLock(path, error);
  }
}

function release(path: string, handle: Database.Database): void {
  try {
    // While it is held: nobody else can have it, so nobody else's lock is removed.
    rmSync(path, { force: true });
  } catch {
    // Windows does not remove an open file. It stays, and does no harm.
  }
  if (handle.open) handle.close();
}

function open(path: string): Database.Database {
  const Driver = createRequire(import.meta.url)('better-sqlite3') as typeof Database;
  return new Driver(path, { timeout: 0 });
}

function tokenIn(handle: Database.Database): unknown {
  return handle.prepare('SELECT token FROM holder').pluck().get();
}

/** What a fresh look at the path finds: another token, or none, if it is another file by now. */
function tokenAt(path: string): unknown {
  const fresh = open(path);
  try {
    return tokenIn(fresh);
  } catch {
    return undefined;
  } finally {
    fresh.close();
  }
}

function holderIn(handle: Database.Database): LockHolder | undefined {
  try {
    const row = handle.prepare('SELECT process, host, since FROM holder').get() as
      | { readonly process: number; readonly host: string; readonly since: string }
      | undefined;
    if (row === undefined) return undefined;
    return { description: `process ${row.process} on ${row.host}, since ${row.since.slice(11, 19)} UTC` };
  } catch {
    return undefined; // It is just being written.
  }
}

/** One for each version table: runs over different ones need not wait for each other. */
function lockPath(filename: string, { versionTable }: LockOptions): string {
  const path = resolve(filename);
  const key = versionTable.schema === undefined ? versionTable.name : `${versionTable.schema}.${versionTable.name}`;
  const plain = /^[\w.]{1,40}$/u.test(key);
  const suffix = plain ? key.toLowerCase() : createHash('sha256').update(key).digest('hex').slice(0, 12);
  return `${realPath(path)}-${suffix}-lock`;
}

/** Two names of one database, by a symbolic link, have one lock. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return join(realpathSync(dirname(path)), basename(path));
  }
}

function cannotLock(path: string, error: unknown): ConnectionFailedError {
  return new ConnectionFailedError(
    `The lock ${path} cannot be taken: ${error instanceof Error ? error.message : String(error)}.`,
    'The folder of the database must be writable, for SQLite’s own journal as well. Without a lock: sqlite({ lock: false }).',
    error,
  );
}
