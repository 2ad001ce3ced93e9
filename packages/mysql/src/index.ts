import type { DialectPackage } from '@aludel/core/dialect';
import { parseAddress, shownDatabase } from './address.js';
import { MysqlDialect } from './dialect.js';
import { assertOptions, type MysqlOptions } from './options.js';
import { mysqlTypes } from './type-builders.js';

export type * from './augment.js';
export type { MysqlOptions, MysqlSsl } from './options.js';
export { InvalidMysqlOptionsError } from './options.js';
export * from './model-builders.js';
export * from './operations/builders.js';
export type { MysqlOperations, TableOptionChanges } from './operations/kinds.js';

/**
 * A database of MySQL or MariaDB: `databases: { main: mysql({ url: process.env.DATABASE_URL }) }`. Opens and loads
 * nothing yet; which of the two it is, the server says. Its own column types are its properties: `mysql.mediumtext()`.
 *
 * @throws InvalidMysqlOptionsError for an option that it does not know, or of another type
 */
export const mysql: ((options: MysqlOptions) => DialectPackage) & typeof mysqlTypes = Object.assign(
  (options: MysqlOptions): DialectPackage => {
    assertOptions(options);
    return packageFor(options);
  },
  mysqlTypes,
);

function packageFor(options: MysqlOptions): DialectPackage {
  const self: DialectPackage = {
    dialect: new MysqlDialect(),
    database: shownDatabase(options),
    withUrl: (url) => withAddress(options, url),
    within: () => self,
    connect: async () => {
      const { MysqlConnection } = await import('./connection.js');
      return MysqlConnection.open(options);
    },
    module: async () => {
      const { mysqlModule } = await import('./module.js');
      return mysqlModule(options);
    },
  };
  return self;
}

function withAddress(options: MysqlOptions, url: string): DialectPackage {
  parseAddress(url);
  const { url: _u, host: _h, port: _p, user: _s, password: _w, database: _d, socketPath: _k, ...rest } = options;
  return packageFor({ ...rest, url });
}
