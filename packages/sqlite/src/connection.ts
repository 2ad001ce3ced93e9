import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionLostError } from '@aludel/core/connection';
import type { Connection, KnexWatcher, Literal, TableName } from '@aludel/core/dialect';
import type Database from 'better-sqlite3';
import type { Knex } from 'knex';
import { toBindings, withNumbers } from './bindings.js';
import { explained, isBusy } from './errors.js';
import { openHandle } from './handle.js';
import { boundKnex } from './knex.js';
import { SqliteLock } from './lock.js';
import type { SqliteOptions } from './options.js';

const defaultBusyTimeout = 5000;
/** How many prepared statements are kept. */
const cacheSize = 64;

/** The one session of a run over a handle of better-sqlite3, which runs its statements at once and not in a thread. */
export class SqliteConnection implements Connection {
  readonly lock: SqliteLock;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #busyTimeout: number;
  #waiting: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly handle: Database.Database,
    readonly serverVersion: string,
    private readonly options: SqliteOptions,
  ) {
    this.lock = new SqliteLock(options);
    this.#busyTimeout = options.busyTimeout ?? defaultBusyTimeout;
  }

  /** Opens the database; throws `ConnectionFailedError` or `DatabaseTroubleError` where that cannot be. */
  static async open(options: SqliteOptions): Promise<SqliteConnection> {
    const handle = openHandle(options);
    try {
      const opening = new SqliteConnection(handle, '', options);
      // Whether the file is a database is not looked at before something is read.
      const [row] = await opening.query('SELECT sqlite_version() AS version FROM (SELECT count(*) FROM sqlite_master)');
      await opening.query(`PRAGMA foreign_keys = ${options.foreignKeys === false ? 'OFF' : 'ON'}`);
      return new SqliteConnection(handle, String(row?.['version']), options);
    } catch (error) {
      handle.close();
      throw error;
    }
  }

  query(sql: string, bindings: readonly Literal[] = []): Promise<readonly Record<string, unknown>[]> {
    return this.#run(() => {
      const statement = this.#prepare(sql, bindings);
      const values = toBindings(bindings);
      if (statement.reader) return withNumbers(statement.all(...values) as Record<string, unknown>[]);
      statement.run(...values);
      return [];
    });
  }

  execute(sql: string, bindings: readonly Literal[] = []): Promise<number> {
    return this.#run(() => {
      const inTransaction = this.handle.inTransaction;
      const changes = this.#execute(sql, bindings);
      if (inTransaction && !this.handle.inTransaction) throw new TransactionLostError(sql);
      return changes;
    });
  }

  async hasTable({ schema, name }: TableName): Promise<boolean> {
    const catalog = schema === undefined ? 'sqlite_master' : `${quoted(schema)}.sqlite_master`;
    const rows = await this.query(`SELECT 1 FROM ${catalog} WHERE type = 'table' AND name = ? COLLATE NOCASE`, [name]);
    return rows.length > 0;
  }

  begin(): Promise<void> {
    return this.#control('BEGIN IMMEDIATE');
  }

  commit(): Promise<void> {
    return this.#control('COMMIT');
  }

  rollback(): Promise<void> {
    return this.#run(() => {
      // SQLite ends the transaction by itself after some errors (full disk, I/O).
      if (this.handle.inTransaction) this.handle.exec('ROLLBACK');
      // A rebuild that failed half way has left it on, and it is not the transaction's.
      this.handle.pragma('legacy_alter_table = OFF');
    });
  }

  knex(watcher: KnexWatcher): Knex {
    return boundKnex(this.handle, watcher);
  }

  close(): Promise<void> {
    this.#statements.clear();
    if (this.handle.open) this.handle.close();
    return Promise.resolve();
  }

  #control(sql: string): Promise<void> {
    return this.#run(() => {
      this.handle.exec(sql);
    });
  }

  #execute(sql: string, bindings: readonly Literal[]): number {
    if (bindings.length > 0) return this.#changes(this.#prepare(sql, bindings), bindings);
    let statement: Database.Statement;
    try {
      statement = this.#prepare(sql, bindings);
    } catch (error) {
      // The driver refuses to prepare several statements, or none.
      if (!(error instanceof RangeError)) throw error;
      this.handle.exec(sql);
      return 0;
    }
    return this.#changes(statement, bindings);
  }

  #changes(statement: Database.Statement, bindings: readonly Literal[]): number {
    const values = toBindings(bindings);
    if (!statement.reader) return statement.run(...values).changes;
    return statement.all(...values).length;
  }

  #prepare(sql: string, bindings: readonly Literal[]): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.handle.prepare(sql);
    if (statement.reader) statement.safeIntegers(true);
    // What has no bindings is DDL mostly, and comes once.
    if (bindings.length > 0) {
      this.#statements.set(sql, statement);
      const [oldest] = this.#statements.keys();
      if (this.#statements.size > cacheSize && oldest !== undefined) this.#statements.delete(oldest);
    }
    return statement;
  }

  /**
   * Runs one statement after those before it. While another process is in the way it waits without blocking, so that a
   * signal still ends the run.
   */
  #run<T>(work: () => T): Promise<T> {
    const result = this.#waiting.then(() => this.#patiently(work));
    this.#waiting = result.catch(() => undefined);
    return result;
  }

  async #patiently<T>(work: () => T): Promise<T> {
    const deadline = Date.now() + this.#busyTimeout;
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || Date.now() >= deadline) throw explained(error, this.options.filename);
      }
      // oxlint-disable-next-line no-await-in-loop
      await sleep(20 + Math.random() * 30);
    }
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
