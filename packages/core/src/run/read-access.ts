import type { Knex } from 'knex';
import type { Connection, KnexWatcher } from '../dialect/connection.js';
import { StatementFailedError } from '../dialect/errors.js';
import { AludelError, type ErrorLocation } from '../errors.js';
import type { Literal } from '../schema/values.js';
import { OfflineReadError } from './errors.js';

/** How a migration reads: from the run's session, or not at all. */
export interface ReadAccess {
  readonly offline: boolean;
  /** Throws where there is nothing to read from. */
  assertReadable(call: string, site: ErrorLocation): void;
  /** @param site where the migration asks */
  query(sql: string, bindings: readonly Literal[], site: ErrorLocation): Promise<readonly Record<string, unknown>[]>;
  knex(watcher: KnexWatcher): Knex;
}

export class ConnectionReads implements ReadAccess {
  readonly offline = false;

  constructor(private readonly connection: Connection) {}

  assertReadable(): void {
    // There is a database.
  }

  async query(
    sql: string,
    bindings: readonly Literal[],
    site: ErrorLocation,
  ): Promise<readonly Record<string, unknown>[]> {
    const location = { ...site, sql, operation: 'op.query' };
    try {
      return await this.connection.query(sql, bindings);
    } catch (error) {
      if (error instanceof AludelError) throw error.at(location);
      throw new StatementFailedError(error instanceof Error ? error.message : String(error), {
        cause: error,
        location,
      });
    }
  }

  knex(watcher: KnexWatcher): Knex {
    return this.connection.knex(watcher);
  }
}

export class NoReads implements ReadAccess {
  readonly offline = true;

  assertReadable(call: string, site: ErrorLocation): void {
    throw new OfflineReadError(call, site);
  }

  query(): Promise<never> {
    throw new OfflineReadError('op.query', {});
  }

  knex(): never {
    throw new OfflineReadError('op.knex', {});
  }
}
