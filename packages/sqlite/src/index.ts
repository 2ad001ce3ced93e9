import type { DialectPackage } from '@aludel/core/dialect';
import { parseAddress } from './address.js';
import { SqliteDialect } from './dialect.js';
import { assertOptions, type SqliteOptions } from './options.js';

export type * from './augment.js';
export type { SqliteOptions } from './options.js';
export { InvalidSqliteOptionsError } from './options.js';
export type { RebuildTable } from './operations/rebuild-table.js';

/**
 * A database of SQLite: `databases: { main: sqlite({ filename: 'app.db' }) }`. Opens and loads nothing yet.
 * @throws InvalidSqliteOptionsError for an option that it does not know, or of another type
 */
export function sqlite(options: SqliteOptions): DialectPackage {
  assertOptions(options);
  return {
    dialect: new SqliteDialect(),
    database: options.filename,
    withUrl: (url) => sqlite({ ...options, ...parseAddress(url) }),
    connect: async () => {
      const { SqliteConnection } = await import('./connection.js');
      return SqliteConnection.open(options);
    },
    module: async () => {
      const { sqliteModule } = await import('./module.js');
      return sqliteModule(options);
    },
  };
}
