import { createRequire } from 'node:module';
import { watchClient, type KnexWatcher } from '@aludel/core/connection';
import type { Knex } from 'knex';
import type pg from 'pg';

const require = createRequire(import.meta.url);

/** What Knex hands to a client's `_query`, and wants to find in it afterwards. */
interface KnexQuery {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
  readonly options?: object;
  response?: unknown;
}

type KnexFactory = (config: Knex.Config) => Knex;

/**
 * A Knex over a client that is connected already. It never closes it, has no pool, and takes the transaction that is open
 * for its own: `knex.transaction()` makes a savepoint. Loaded here and not with this file, since most runs need none.
 */
export function boundKnex(session: pg.Client, watcher: KnexWatcher, explained: (error: unknown) => unknown): Knex {
  const Client = require('knex/lib/dialects/postgres/index.js') as typeof Knex.Client;
  const knex = require('knex') as KnexFactory;

  // What it works with is of this scope, not of the instance: Knex makes the clients of transactions of the prototype.
  class BoundClient extends Client {
    /** Knex asks it whether `transaction()` is a BEGIN or a SAVEPOINT. */
    readonly transacting = true;

    override acquireConnection(): Promise<pg.Client> {
      return Promise.resolve(session);
    }

    override releaseConnection(): Promise<void> {
      return Promise.resolve();
    }

    async _query(_connection: pg.Client, query: KnexQuery): Promise<KnexQuery> {
      await watcher.before(query.sql);
      try {
        query.response = await session.query({
          ...query.options,
          text: query.sql,
          values: [...(query.bindings ?? [])],
        });
      } catch (error) {
        throw explained(error);
      }
      return query;
    }
  }

  watchClient(BoundClient.prototype, watcher);
  return knex({ client: BoundClient });
}
