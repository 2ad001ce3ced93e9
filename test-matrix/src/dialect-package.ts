import type { DialectPackage } from '@aludel/core/dialect';
import { mysql } from '@aludel/mysql';
import { postgres } from '@aludel/postgres';
import { sqlite } from '@aludel/sqlite';
import type { DatabaseOptions } from './fresh-database.js';

/** What a config would have under `databases` for a database of the matrix. */
export function dialectPackage(database: DatabaseOptions): DialectPackage {
  switch (database.dialect) {
    case 'sqlite':
      return sqlite(database.options);
    case 'postgres':
      return postgres(database.options);
    case 'mysql':
      return mysql(database.options);
    default:
      return database satisfies never;
  }
}
