import type { Knex } from 'knex';
import type { TableName } from '../schema/names.js';
import type { Literal } from '../schema/values.js';
import type { MigrationLock } from './lock.js';

/** Told of all that a Knex does; `watchClient` tells it, but for `before`. */
export interface KnexWatcher {
  /** Awaited before a query is sent. */
  readonly before: (sql: string) => Promise<void>;
  /**
   * A query has been made, and nothing is done with it yet.
   * @param isChange whether it would change something, as it stands when that is asked
   */
  readonly made: (query: object, isChange: () => boolean) => void;
  /** The query has become part of another, or text, or is about to be sent. */
  readonly used: (query: object) => void;
  /** A query or a transaction has been handed over. */
  readonly started: (query: object) => void;
  /** It has succeeded or failed. */
  readonly done: (query: object) => void;
}

/**
 * The one session that a run uses: lock, version table, DDL and data changes. Statements run one after another, in the
 * order of the calls.
 */
export interface Connection {
  /** Version of the server, as it says it itself: `17.4`, `3.53.2`. */
  readonly serverVersion: string;
  /** One migrator at a time: held by this very session, so that it cannot be free while its DDL still runs. */
  readonly lock: MigrationLock;
  /** Runs a statement that returns rows. `?` are placeholders for the bindings, in order. */
  query(sql: string, bindings?: readonly Literal[]): Promise<readonly Record<string, unknown>[]>;
  /** Runs a statement for its effect; the number of rows that it changed, 0 where that means nothing. */
  execute(sql: string, bindings?: readonly Literal[]): Promise<number>;
  /**
   * Inserts many rows in the fastest way that the database has: a stream of its own, large statements. Each row has its
   * values in the order of the columns. Without it, rows come as INSERT statements of the dialect's rule.
   * @returns the number of rows
   */
  insertRows?(table: TableName, columns: readonly string[], rows: Iterable<readonly Literal[]>): Promise<number>;
  /** Whether a table is there; cheap, reads nothing of it. */
  hasTable(table: TableName): Promise<boolean>;
  /** Begins a transaction: the strictest that guards a migration against another writer. */
  begin(): Promise<void>;
  commit(): Promise<void>;
  /**
   * Runs a last statement in the open transaction and commits, in one round trip; where the statement fails nothing is
   * committed. Left out where there is no way to do so.
   */
  executeAndCommit?(sql: string, bindings?: readonly Literal[]): Promise<void>;
  /** Rolls the open transaction back; does nothing where the database has rolled it back already. */
  rollback(): Promise<void>;
  /**
   * A Knex on this very session, within the open transaction; made when first asked for, since it takes a while to
   * load. One Knex a watcher.
   */
  knex(watcher: KnexWatcher): Knex;
  /** Asks the database to give up the statement that is under way, if there is one: it then fails. */
  cancel?(): Promise<void>;
  close(): Promise<void>;
}
