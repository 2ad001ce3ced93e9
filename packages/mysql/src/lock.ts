import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConnectionFailedError,
  LockTimeoutError,
  type Literal,
  type LockHolder,
  type LockOptions,
  type MigrationLock,
} from '@aludel/core/dialect';
import { assertOneWriter } from './cluster.js';
import type { Flavour } from './flavour.js';
import type { MysqlOptions } from './options.js';

const pollMs = 100;
const tellEveryMs = 5000;
/** The longest name that GET_LOCK takes. */
const longestName = 64;

/** What the lock needs of the session that it lives on. */
export interface LockSession {
  readonly flavour: Flavour;
  readonly database: string;
  query(sql: string, bindings?: readonly Literal[]): Promise<readonly Record<string, unknown>[]>;
}

/**
 * GET_LOCK on the session that runs the DDL: a server goes on with the ALTER of a client that was killed, and the lock is
 * held as long. It is polled, so that a signal can end the waiting, and so that nothing waits in the server.
 */
export class MysqlLock implements MigrationLock {
  constructor(
    private readonly session: LockSession,
    private readonly options: MysqlOptions,
  ) {}

  async hold<T>(options: LockOptions, run: () => Promise<T>): Promise<T> {
    if (this.options.lock === false) return run();
    if (this.options.cluster !== 'single-writer') await assertOneWriter(this.session);
    const name = lockName(this.session.database, options);
    await this.#acquire(name, options);
    try {
      return await run();
    } finally {
      await this.#release(name);
    }
  }

  async #acquire(name: string, options: LockOptions): Promise<void> {
    const started = Date.now();
    let toldAt: number | undefined;
    for (;;) {
      options.signal?.throwIfAborted();
      // One after another, since each attempt is a moment in time.
      // oxlint-disable-next-line no-await-in-loop
      const [row] = await this.session.query('SELECT GET_LOCK(?, 0) AS got', [name]);
      if (Number(row?.['got']) === 1) return;
      if (row?.['got'] === null) {
        throw new ConnectionFailedError(
          `The server gives no lock of the name ${name}.`,
          'Look at its log: it may be out of memory, or the session was killed.',
        );
      }
      const waited = Date.now() - started;
      const tells = toldAt === undefined || waited - toldAt >= tellEveryMs;
      const isOver = waited >= options.timeoutMs;
      // oxlint-disable-next-line no-await-in-loop
      const holder = tells || isOver ? await this.#holder(name) : undefined;
      if (isOver) throw new LockTimeoutError(waited, holder);
      if (tells) {
        options.onWait?.(holder, waited);
        toldAt = waited;
      }
      const pause = Math.min(pollMs + Math.random() * pollMs, options.timeoutMs - waited);
      // oxlint-disable-next-line no-await-in-loop
      await sleep(pause, undefined, options.signal === undefined ? {} : { signal: options.signal });
    }
  }

  /** Who holds it, as far as the server tells this user. */
  async #holder(name: string): Promise<LockHolder | undefined> {
    const [lock] = await this.session.query('SELECT IS_USED_LOCK(?) AS id', [name]);
    const id = Number(lock?.['id'] ?? 0);
    if (id === 0) return undefined;
    // MySQL moved it, since reading the old one takes a lock of its own; MariaDB did not, and the new one can be off.
    for (const schema of ['performance_schema', 'information_schema']) {
      if (schema === 'performance_schema' && this.session.flavour.kind === 'mariadb') continue;
      // oxlint-disable-next-line no-await-in-loop
      const holder = await this.#processIn(schema, id);
      if (holder !== undefined) return holder;
    }
    return { description: `session ${id}` };
  }

  async #processIn(schema: string, id: number): Promise<LockHolder | undefined> {
    try {
      const [row] = await this.session.query(
        `SELECT user AS user_name, host AS host_name, time AS seconds, info AS statement FROM ${schema}.processlist WHERE id = ?`,
        [id],
      );
      if (row === undefined) return undefined;
      const { statement: info } = row;
      const statement = typeof info === 'string' ? `running ${firstWords(info)}` : 'idle';
      return {
        description: `session ${id} of ${String(row['user_name'])} from ${String(row['host_name'])}, ${statement} for ${Number(row['seconds'])} s`,
      };
    } catch {
      return undefined; // The user may not see the processes of others.
    }
  }

  async #release(name: string): Promise<void> {
    try {
      await this.session.query('SELECT RELEASE_LOCK(?) AS done', [name]);
    } catch {
      // The session is gone, and the lock with it. What went wrong is told by whatever was run.
    }
  }
}

/** One for each version table; the lock's name is the server's own, so the database is part of it. */
export function lockName(database: string, { versionTable }: Pick<LockOptions, 'versionTable'>): string {
  const name = `aludel:${versionTable.schema ?? database}.${versionTable.name}`;
  if (name.length <= longestName) return name;
  return `aludel:${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}

function firstWords(sql: string): string {
  const line = sql.replaceAll(/\s+/gu, ' ').trim();
  return line.length <= 60 ? line : `${line.slice(0, 57)}...`;
}
