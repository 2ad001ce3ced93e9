import type { DatabaseOptions } from '../fresh-database.js';
import { rawClient, type RawClient } from '../raw-client.js';
import { mysqlState } from './mysql-state.js';
import { postgresState } from './postgres-state.js';
import { sqliteState } from './sqlite-state.js';
import type { StateRow } from './state-row.js';

/** Everything that a database holds beside Aludel's own table, by the database's own words: nothing of Aludel's is used. */
export async function databaseState(database: DatabaseOptions): Promise<readonly StateRow[]> {
  const client = await rawClient(database);
  try {
    return await stateOf(database, client);
  } finally {
    await client.close();
  }
}

function stateOf(database: DatabaseOptions, client: RawClient): Promise<readonly StateRow[]> {
  switch (database.dialect) {
    case 'sqlite':
      return sqliteState(client);
    case 'mysql':
      return mysqlState(client);
    case 'postgres':
      return postgresState(client);
    default:
      return database satisfies never;
  }
}
