import { createRequire } from 'node:module';
import { watchClient, type KnexWatcher } from '@aludel/core/connection';
import type Database from 'better-sqlite3';
import type { Knex } from 'knex';
import { toBindings, toNumber, withNumbers } from './bindings.js';

const require = createRequire(import.meta.url);

/** What Knex hands to a client's `_query`, and wants to find in it afterwards. */
interface KnexQuery {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
  response?: unknown;
  context?: { readonly lastID: number | bigint; readonly changes: number };
}

type KnexFactory = (config: Knex.Config) => Knex;

/**
 * A Knex over a handle that is open already. It never closes it, has no pool, and takes the transaction that is open for
 * its own: `knex.transaction()` makes a savepoint. Loaded here and not with this file, since it takes longer than
 * everything else together, and most runs need none.
 */
export function boundKnex(handle: Database.Database, watcher: KnexWatcher): Knex {
  const Client = require('knex/lib/dialects/better-sqlite3/index.js') as typeof Knex.Client;
  const knex = require('knex') as KnexFactory;

  // What it works with is of this scope, not of the instance: Knex makes the clients of transactions of the prototype.
  class BoundClient extends Client {
    /** Knex asks it whether `transaction()` is a BEGIN or a SAVEPOINT. */
    readonly transacting = true;

    override acquireConnection(): Promise<Database.Database> {
      return Promise.resolve(handle);
    }

    override releaseConnection(): Promise<void> {
      return Promise.resolve();
    }

    async _query(_connection: Database.Database, query: KnexQuery): Promise<KnexQuery> {
      await watcher.before(query.sql);
      const statement = handle.prepare(query.sql).safeIntegers(true);
      const values = toBindings((query.bindings ?? []).map(fromKnex));
      if (statement.reader) {
        query.response = withNumbers(statement.all(...values) as Record<string, unknown>[]);
        return query;
      }
      const { changes, lastInsertRowid } = statement.run(...values);
      query.context = { lastID: toNumber(BigInt(lastInsertRowid)), changes };
      query.response = query.context;
      return query;
    }
  }

  watchClient(BoundClient.prototype, watcher);
  return knex({ client: BoundClient, useNullAsDefault: true });
}

/** Knex's own client writes dates as milliseconds. */
function fromKnex(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
