import type { ContainerModule } from 'inversify';
import type { Connection } from '../dialect/connection.js';
import type { DialectPackage } from './dialect-module.js';
import type { DialectServices } from './services.js';

/**
 * A dialect's services, put together as a run has them: for tests of dialects, and for tools that inspect or compile.
 * @param connection without one, there is no inspector
 * @param overrides inversify modules that rebind services
 */
export async function composeDialect(
  dialect: DialectPackage,
  connection?: Connection,
  overrides: readonly ContainerModule[] = [],
): Promise<DialectServices> {
  // The container takes longer to load than most commands to run.
  const { compose } = await import('./compose.js');
  return compose(await dialect.module(), connection, overrides);
}
