import { resolve } from 'node:path';
import type { DialectPackage } from '@aludel/core/dialect';
import { parseAddress, shownDatabase } from './address.js';
import { PostgresDialect } from './dialect.js';
import { assertOptions, isInstance, type AnyPostgresOptions, type PostgresOptions } from './options.js';
import { postgresTypes } from './type-builders.js';

export type * from './augment.js';
export type {
  PglitePostgresOptions,
  PostgresOptions,
  PostgresServerOptions,
  PostgresSettings,
  PostgresSsl,
  PostgresUrlOptions,
} from './options.js';
export { InvalidPostgresOptionsError } from './options.js';
export * from './model-builders.js';
export * from './operations/object-builders.js';
export * from './operations/table-builders.js';
export type { PostgresOperations } from './operations/kinds.js';

/**
 * A database of PostgreSQL: `databases: { main: postgres({ url: process.env.DATABASE_URL }) }`; or one within the process:
 * `postgres({ pglite: { dataDir: './data' } })`. Opens and loads nothing yet. Its own column types are its properties:
 * `postgres.jsonb()`, `postgres.array(t.integer())`.
 *
 * @throws InvalidPostgresOptionsError for an option that it does not know, or of another type
 */
export const postgres: ((options: PostgresOptions) => DialectPackage) & typeof postgresTypes = Object.assign(
  (options: PostgresOptions): DialectPackage => {
    assertOptions(options);
    const { url, ...rest }: AnyPostgresOptions = options;
    // Empty, as a variable that was set to nothing: told when it is needed, and not to whoever works with another database.
    return ofAddress(url === undefined || url === '' ? options : { ...rest, ...parseAddress(url) });
  },
  postgresTypes,
);

function ofAddress(options: AnyPostgresOptions): DialectPackage {
  return packageFor(options, shownDatabase(options));
}

/** @param shown how the database is called before people: as they wrote it, even where the path is a longer one */
function packageFor(options: AnyPostgresOptions, shown: string): DialectPackage {
  return {
    dialect: new PostgresDialect(),
    database: shown,
    withUrl: (url) => withAddress(options, url),
    within: (folder) => packageFor(withinFolder(options, folder), shown),
    connect: async (purpose = 'change') => {
      const { PostgresConnection } = await import('./connection.js');
      return PostgresConnection.open(options, purpose === 'look');
    },
    module: async () => {
      const { postgresModule } = await import('./module.js');
      return postgresModule(options);
    },
  };
}

function withAddress(options: AnyPostgresOptions, url: string): DialectPackage {
  const address = parseAddress(url);
  const { url: _u, pglite: _p, host: _h, port: _o, user: _s, password: _w, database: _d, ...rest } = options;
  return ofAddress({ ...rest, ...address });
}

function withinFolder(options: AnyPostgresOptions, folder: string): AnyPostgresOptions {
  const { pglite } = options;
  if (pglite === undefined || isInstance(pglite)) return options;
  const { dataDir } = pglite;
  if (dataDir === undefined || dataDir === '' || dataDir.includes('://')) return options;
  return { ...options, pglite: { dataDir: resolve(folder, dataDir) } };
}
