import { postgres } from '@aludel/postgres';
import { LiveSession } from '@aludel/testing';
import type { ExecutionContext } from 'ava';
import type { TargetUnderTest } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';

/** A session of a fresh database, and what the driver alone sees of it. */
export interface Opened {
  readonly session: LiveSession;
  readonly url: string;
  /** By the driver; within the process there is but one session, so there it is Aludel's. */
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The first column of the first row. */
  readonly value: (sql: string) => Promise<unknown>;
}

export async function opened(t: ExecutionContext, target: TargetUnderTest): Promise<Opened> {
  const database = await target.freshDatabase(t);
  if (database.dialect !== 'postgres') throw new Error(`${target.name} is no PostgreSQL`);
  const session = await LiveSession.open(postgres(database.options));
  t.teardown(() => session.close());
  let query: Opened['query'] = (sql) => session.connection.query(sql);
  if (target.server !== null) {
    const client = await rawClient(database);
    t.teardown(client.close);
    ({ query } = client);
  }
  const value: Opened['value'] = async (sql) => Object.values((await query(sql))[0] ?? {})[0];
  return { session, url: database.url, query, value };
}

/** The major version of the server. */
export function versionOf({ connection }: LiveSession): number {
  return Number.parseInt(connection.serverVersion, 10);
}
