import { composeDialect } from '../container/compose-dialect.js';
import type { DialectPackage } from '../container/dialect-module.js';
import type { DialectServices } from '../container/services.js';
import type { Connection } from '../dialect/connection.js';
import type { Config } from './config.js';

/** The services of a run: the dialect's, the user's own operations among them; on a session, or for writing SQL alone. */
export async function composeServices(
  dialect: DialectPackage,
  config: Pick<Config, 'operations' | 'services'>,
  connection?: Connection,
): Promise<DialectServices> {
  const services = await composeDialect(dialect, connection, config.services);
  services.operations.register(...(config.operations ?? []));
  return services;
}
