import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Literal, TableName } from '@aludel/core';
import { LockTimeoutError, type LockHolder, type LockOptions, type MigrationLock } from '@aludel/core/connection';
import { TransactionPoolerError, type Whereabouts } from './errors.js';

const firstPauseMs = 50;
const mostPauseMs = 1000;
const tellEveryMs = 5000;

export interface LockSession {
  readonly enabled: boolean;
  readonly where: Whereabouts;
  query(sql: string, bindings?: readonly Literal[]): Promise<readonly Record<string, unknown>[]>;
  /** A database within the process has one session for all who use it, which never is in its own way. */
  readonly within?: object;
}

/** Who uses a database within the process. */
const heldWithin = new WeakMap<object, Map<string, Date>>();

/**
 * An advisory lock of the session that runs the DDL: the server goes on with the ALTER of a client that was killed, and
 * frees the lock when that is done. It is asked for again and again, and never waited for in the server: a statement that
 * waits holds a snapshot, for which a CREATE INDEX CONCURRENTLY of the holder waits in turn.
 * https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export class PostgresLock implements MigrationLock {
  #held: LockKey | undefined;
  #verified = false;

  constructor(private readonly session: LockSession) {}

  async hold<T>(options: LockOptions, run: () => Promise<T>): Promise<T> {
    if (!this.session.enabled) return run();
    const key = lockKey(await this.#keyText(options.versionTable));
    await this.#acquire(key, options);
    this.#held = key;
    this.#verified = false;
    try {
      return await run();
    } finally {
      this.#held = undefined;
      await this.#release(key);
    }
  }

  /** Once after it was taken: whether it is this session's still, which it is not behind a transaction pooler. */
  async verify(): Promise<void> {
    const key = this.#held;
    if (key === undefined || this.#verified) return;
    const rows = await this.session.query(
      `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
         AND classid = ?::bigint::oid AND objid = ?::bigint::oid AND objsubid = 2`,
      unsigned(key),
    );
    if (rows.length === 0) throw new TransactionPoolerError(this.session.where, 'the lock is another session’s now');
    this.#verified = true;
  }

  /** The schema of a table without one is where it would be made. */
  async #keyText({ schema, name }: TableName): Promise<string> {
    if (schema !== undefined) return JSON.stringify([schema, name]);
    const [row] = await this.session.query('SELECT current_schema() AS schema');
    return JSON.stringify([row?.['schema'] ?? null, name]);
  }

  async #acquire(key: LockKey, options: LockOptions): Promise<void> {
    const started = Date.now();
    let toldAt: number | undefined;
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, mostPauseMs)) {
      options.signal?.throwIfAborted();
      if (await this.#try(key)) return;

      const waited = Date.now() - started;
      const isOver = waited >= options.timeoutMs;
      if (isOver || toldAt === undefined || waited - toldAt >= tellEveryMs) {
        const holder = await this.#holder(key);
        if (isOver) throw new LockTimeoutError(waited, holder);
        options.onWait?.(holder, waited);
        toldAt = waited;
      }
      const left = Math.max(0, options.timeoutMs - waited);
      // oxlint-disable-next-line no-await-in-loop
      await sleep(Math.min(pause, left), undefined, options.signal === undefined ? {} : { signal: options.signal });
    }
  }

  async #try(key: LockKey): Promise<boolean> {
    const { within } = this.session;
    if (within !== undefined) {
      const held = heldWithin.get(within) ?? new Map<string, Date>();
      heldWithin.set(within, held);
      if (held.has(key.text)) return false;
      held.set(key.text, new Date());
    }
    const [row] = await this.session.query('SELECT pg_try_advisory_lock(?, ?) AS taken', signed(key));
    return row?.['taken'] === true;
  }

  async #release(key: LockKey): Promise<void> {
    const { within } = this.session;
    if (within !== undefined) heldWithin.get(within)?.delete(key.text);
    try {
      await this.session.query('SELECT pg_advisory_unlock(?, ?)', signed(key));
    } catch {
      // It goes with the session, which ends now; a statement that failed in a transaction left open is in its way.
    }
  }

  async #holder(key: LockKey): Promise<LockHolder | undefined> {
    const { within } = this.session;
    if (within !== undefined) {
      const since = heldWithin.get(within)?.get(key.text);
      return since === undefined ? undefined : { description: `another run of this process, since ${time(since)}` };
    }
    const [row] = await this.session.query(
      `SELECT l.pid, a.application_name AS program, a.usename AS user, host(a.client_addr) AS host,
              to_char(a.backend_start AT TIME ZONE 'UTC', 'HH24:MI:SS') AS since
         FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND l.classid = ?::bigint::oid AND l.objid = ?::bigint::oid AND l.objsubid = 2`,
      unsigned(key),
    );
    if (row === undefined) return undefined;
    const told = (name: string): string | undefined => {
      const value = row[name];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const parts = [
      `process ${Number(row['pid'])} of the server`,
      ...(told('program') === undefined ? [] : [`(${told('program')})`]),
      ...(told('user') === undefined ? [] : [`of ${told('user')}`]),
      ...(told('host') === undefined ? [] : [`from ${told('host')}`]),
    ];
    return { description: `${parts.join(' ')}${told('since') === undefined ? '' : `, since ${told('since')} UTC`}` };
  }
}

function time(date: Date): string {
  return `${date.toISOString().slice(11, 19)} UTC`;
}

/** Two numbers of 4 bytes. Advisory locks are a database's own, so its name need not be in them. */
interface LockKey {
  readonly text: string;
  readonly high: number;
  readonly low: number;
}

function lockKey(text: string): LockKey {
  const digest = createHash('sha256').update(`aludel\0${text}`).digest();
  return { text, high: digest.readInt32BE(0), low: digest.readInt32BE(4) };
}

function signed({ high, low }: LockKey): readonly Literal[] {
  return [high, low];
}

/** As `pg_locks` shows them. */
function unsigned({ high, low }: LockKey): readonly Literal[] {
  return [high >>> 0, low >>> 0];
}
