import { createRequire } from 'node:module';
import { watchClient, type KnexWatcher } from '@aludel/core/connection';
import type { Knex } from 'knex';
import type { Connection } from 'mysql2';
import type { DriverResult } from './driver.js';
import { valueText, withValues } from './sql-text.js';

const require = createRequire(import.meta.url);

/** What Knex hands to a client's `_query`, and wants to find in it afterwards. */
interface KnexQuery {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
  readonly options?: object;
  response?: readonly [rows: unknown, fields: unknown];
}

type KnexFactory = (config: Knex.Config) => Knex;

/** The session as Knex is given it. */
export interface KnexSession {
  readonly connection: Connection;
  readonly run: (sql: string, settings?: object) => Promise<DriverResult>;
}

/**
 * A Knex over a session that is open already. It never closes it, has no pool, and takes the transaction that is open
 * for its own: `knex.transaction()` makes a savepoint. Loaded here and not with this file, since it takes a while, and
 * most runs need none.
 */
export function boundKnex(session: KnexSession, watcher: KnexWatcher): Knex {
  const Client = require('knex/lib/dialects/mysql2/index.js') as typeof Knex.Client;
  const knex = require('knex') as KnexFactory;

  class BoundClient extends Client {
    /** Knex asks it whether `transaction()` is a BEGIN or a SAVEPOINT. */
    readonly transacting = true;

    override acquireConnection(): Promise<Connection> {
      return Promise.resolve(session.connection);
    }

    override releaseConnection(): Promise<void> {
      return Promise.resolve();
    }

    async _query(_connection: Connection, query: KnexQuery): Promise<KnexQuery> {
      await watcher.before(query.sql);
      const sql = withValues(query.sql, (query.bindings ?? []).map(fromKnex));
      const { raw, fields } = await session.run(sql, query.options);
      query.response = [raw, fields];
      return query;
    }
  }

  watchClient(BoundClient.prototype, watcher);
  return knex({ client: BoundClient });
}

/** Knex's users write what its own client takes: dates, and objects for columns of JSON. */
function fromKnex(value: unknown, position: number): string | number | bigint | boolean | null | Uint8Array {
  if (value instanceof Date) return dateText(value);
  if (value === undefined || value === null) return null;
  if (typeof value === 'object' && !(value instanceof Uint8Array)) return JSON.stringify(value);
  valueText(value, position);
  return value as string | number | bigint | boolean | Uint8Array;
}

/** In the time zone of this process, as mysql2 itself writes dates. */
function dateText(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
