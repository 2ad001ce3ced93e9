import type { Literal, TableName } from '@aludel/core';
import {
  MissingPrivilegeError,
  TransactionLostError,
  UnsupportedOperationError,
  type Connection,
  type KnexWatcher,
} from '@aludel/core/connection';
import type { Knex } from 'knex';
import type pg from 'pg';
import { openClient, type OpenClient } from './client.js';
import { copyToPglite, copyToServer } from './copy.js';
import { PostgresDialect } from './dialect.js';
import { CommitRefusedError, isLost, statementFailed, type LostState } from './errors.js';
import { insertRows } from './insert-rows.js';
import { boundKnex } from './knex.js';
import { PostgresLock } from './lock.js';
import type { AnyPostgresOptions } from './options.js';
import { numbered, plainWords, withPlaces } from './sql-text.js';
import { BindingCountError, toBindings } from './values.js';

const dialect = new PostgresDialect();

/** The one session of a run: one client of `pg`, never a pool; PGlite is talked to by the same. */
export class PostgresConnection implements Connection {
  readonly serverVersion: string;
  readonly lock: PostgresLock;
  #tail: Promise<unknown> = Promise.resolve();
  #committing = false;
  /** BEGIN is still to be sent: it goes with the first statement, which saves a round trip. */
  #beginning = false;

  private constructor(
    private readonly opened: OpenClient,
    options: AnyPostgresOptions,
  ) {
    this.serverVersion = opened.serverVersion;
    this.lock = new PostgresLock({
      enabled: options.lock !== false,
      where: opened.where,
      query: (sql, bindings) => this.query(sql, bindings),
      ...(opened.pglite === undefined ? {} : { within: opened.pglite }),
    });
  }

  /** @param mustExist whoever only looks makes no database */
  static async open(options: AnyPostgresOptions, mustExist = false): Promise<PostgresConnection> {
    return new PostgresConnection(await openClient(options, mustExist), options);
  }

  /** Within the process. */
  get isPglite(): boolean {
    return this.opened.pglite !== undefined;
  }

  async query(sql: string, bindings: readonly Literal[] = []): Promise<readonly Record<string, unknown>[]> {
    const result = await this.#send(sql, bindings);
    return result.rows;
  }

  async execute(sql: string, bindings: readonly Literal[] = []): Promise<number> {
    const { client } = this.opened;
    const wasOpen = this.#beginning || client.getTransactionStatus() === 'T';
    const result = await this.#send(sql, bindings);
    if (wasOpen && client.getTransactionStatus() === 'I') throw new TransactionLostError(sql);
    return result.rowCount ?? 0;
  }

  insertRows(table: TableName, columns: readonly string[], rows: Iterable<readonly Literal[]>): Promise<number> {
    const { client, pglite } = this.opened;
    return insertRows(
      {
        query: (sql, bindings) => this.query(sql, bindings),
        execute: (sql, bindings) => this.execute(sql, bindings),
        copy: (target, given) =>
          this.#inTurn(async () => {
            await this.#begun();
            return pglite === undefined ? copyToServer(client, target, given) : copyToPglite(pglite, target, given);
          }),
      },
      table,
      columns,
      rows,
    );
  }

  async hasTable(table: TableName): Promise<boolean> {
    const rows = await this.query("SELECT 1 FROM pg_class WHERE oid = to_regclass(?) AND relkind IN ('r', 'p')", [
      dialect.tableName(table),
    ]);
    return rows.length > 0;
  }

  async begin(): Promise<void> {
    await this.lock.verify();
    this.#beginning = true;
  }

  async commit(): Promise<void> {
    if (this.#beginning) {
      this.#beginning = false;
      return;
    }
    await this.#commit('COMMIT');
  }

  async executeAndCommit(sql: string, bindings: readonly Literal[] = []): Promise<void> {
    await this.#begun();
    await this.#commit(`${withLiterals(sql, bindings)};\nCOMMIT`, sql);
  }

  async #commit(sql: string, statement = sql): Promise<void> {
    this.#committing = true;
    try {
      const { command } = await this.#send(sql, [], statement);
      if (command === 'ROLLBACK') throw new CommitRefusedError();
    } finally {
      this.#committing = false;
    }
  }

  async rollback(): Promise<void> {
    this.#beginning = false;
    if (this.opened.client.getTransactionStatus() === 'I') return;
    try {
      await this.#send('ROLLBACK');
    } catch (error) {
      // The server takes back what is open when a session ends.
      if (!isLost(error) && !this.#isOver) throw error;
    }
  }

  knex(watcher: KnexWatcher): Knex {
    const before = async (sql: string): Promise<void> => {
      await watcher.before(sql);
      await this.#inTurn(() => this.#begun());
    };
    return boundKnex(this.opened.client, { ...watcher, before }, (error) => this.#explained(error));
  }

  async cancel(): Promise<void> {
    // A COMMIT is waited for: what it says must be heard.
    if (!this.#committing) await this.opened.cancel?.();
  }

  async close(): Promise<void> {
    await this.#tail.catch(() => undefined);
    await this.opened.close();
  }

  get #isOver(): boolean {
    const { client } = this.opened;
    return (client as pg.Client & { readonly _ending?: boolean })._ending === true;
  }

  /**
   * The last result, where there are several.
   * @param statement as errors tell it
   */
  async #send(
    sql: string,
    bindings: readonly Literal[] = [],
    statement = sql,
  ): Promise<pg.QueryResult<Record<string, unknown>>> {
    const sent = this.#inTurn(async () => {
      this.#assertReadable(sql);
      const { client } = this.opened;
      if (!this.#beginning || bindings.length > 0) {
        await this.#begun();
        return last(await client.query<Record<string, unknown>>(prepared(sql, bindings)));
      }
      this.#beginning = false;
      try {
        return last(await client.query<Record<string, unknown>>(`${beginning}${sql}`));
      } catch (error) {
        throw placedAnew(error);
      }
    });
    try {
      return await sent;
    } catch (error) {
      // Also where it is none of the migration's own: of the version table, say.
      throw error instanceof MissingPrivilegeError ? error.at({ sql: statement }) : error;
    }
  }

  /** Sends the BEGIN that is still to be sent. */
  async #begun(): Promise<void> {
    if (!this.#beginning) return;
    this.#beginning = false;
    await this.opened.client.query('BEGIN');
  }

  /** PGlite ends the process's instance when a statement waits for a stream, which it cannot have. */
  #assertReadable(sql: string): void {
    if (!this.isPglite || !/\bstdin\b/iu.test(sql) || !/^copy\b.*\bfrom stdin\b/u.test(plainWords(sql))) return;
    throw new UnsupportedOperationError(
      'postgres',
      'COPY … FROM STDIN',
      'PGlite reads no stream.',
      'Insert the rows with op.bulkInsert, which sends them by COPY where it can.',
    );
  }

  /** After what was asked before; what the server refuses is told in words. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(async () => {
      try {
        return await work();
      } catch (error) {
        throw this.#explained(error);
      }
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }

  #explained(error: unknown): unknown {
    const status = this.opened.client.getTransactionStatus();
    const state: LostState = this.#committing ? 'committing' : status === 'T' || status === 'E' ? 'inside' : 'outside';
    // The driver says only that the session is gone; what took it came before.
    const cause = isLost(error) ? (this.opened.lostTo() ?? error) : error;
    return statementFailed(cause, this.opened.where, state);
  }
}

const beginning = 'BEGIN;\n';

/** Where the server found the fault, counted from where the statement itself begins. */
function placedAnew(error: unknown): unknown {
  if (!(error instanceof Error) || !('position' in error) || typeof error.position !== 'string') return error;
  error.position = String(Math.max(1, Number(error.position) - beginning.length));
  return error;
}

/** With values, `?` is a place for one; without, the text is the server's, and may be any number of statements. */
function prepared(sql: string, bindings: readonly Literal[]): { readonly text: string; readonly values?: unknown[] } {
  if (bindings.length === 0) return { text: sql };
  const { sql: text, places } = numbered(sql);
  if (places !== bindings.length) throw new BindingCountError(places, bindings.length);
  return { text, values: toBindings(bindings).map(asBuffer) };
}

/** The same statement with its values in it. */
function withLiterals(sql: string, bindings: readonly Literal[]): string {
  if (bindings.length === 0) return sql;
  const { sql: text, places } = withPlaces(sql, (place) => dialect.literal(bindings[place - 1] ?? null));
  if (places !== bindings.length) throw new BindingCountError(places, bindings.length);
  return text;
}

/** The driver takes bytes for bytes only in this shape. */
function asBuffer(value: string | Uint8Array | null): string | Buffer | null {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

function last<T>(answer: T | readonly T[]): T {
  const results = Array.isArray(answer) ? (answer as readonly T[]) : [answer as T];
  const result = results.at(-1);
  if (result === undefined) throw new Error('The driver gave no result.');
  return result;
}
