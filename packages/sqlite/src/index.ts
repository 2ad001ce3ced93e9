import { resolve } from 'node:path';
import type { DialectPackage } from '@aludel/core/dialect';
import { parseAddress } from './address.js';
import { SqliteDialect } from './dialect.js';
import { assertOptions, type SqliteOptions } from './options.js';

export type * from './augment.js';
export type { SqliteOptions } from './options.js';
export { InvalidSqliteOptionsError } from './options.js';
export {
  createTrigger,
  createVirtualTable,
  dropTrigger,
  dropVirtualTable,
  trigger,
  virtualTable,
} from './object-builders.js';
export type { CreateObject, DropObject, SqliteObject } from './operations/objects.js';
export type { RebuildTable } from './operations/rebuild-table.js';
export type { AlterTableOptions, TableOptionChanges } from './operations/table-options.js';
export { alterTableOptions } from './table-builders.js';

/**
 * A database of SQLite: `databases: { main: sqlite({ filename: 'app.db' }) }`. Opens and loads nothing yet.
 * @throws InvalidSqliteOptionsError for an option that it does not know, or of another type
 */
export function sqlite(options: SqliteOptions): DialectPackage {
  assertOptions(options);
  return packageFor(options, options.filename);
}

/** @param shown how the database is called before people: as they wrote it, even where the path is a longer one */
function packageFor(options: SqliteOptions, shown: string): DialectPackage {
  return {
    dialect: new SqliteDialect(),
    database: shown,
    withUrl: (url) => sqlite({ ...options, ...parseAddress(url) }),
    within: (folder) => packageFor({ ...options, filename: pathWithin(folder, options.filename) }, shown),
    connect: async (purpose = 'change') => {
      const { SqliteConnection } = await import('./connection.js');
      return SqliteConnection.open(purpose === 'look' ? { ...options, mustExist: true } : options);
    },
    module: async () => {
      const { sqliteModule } = await import('./module.js');
      return sqliteModule(options);
    },
  };
}

function pathWithin(folder: string, filename: string): string {
  return filename === ':memory:' || filename === '' ? filename : resolve(folder, filename);
}
