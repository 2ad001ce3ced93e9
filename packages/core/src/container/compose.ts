import { Container, type ContainerModule } from 'inversify';
import type { Connection } from '../dialect/connection.js';
import { services, type DialectServices } from './services.js';

/**
 * Puts a dialect's services together, on a run's session where there is one.
 * @param overrides modules of the user's that rebind services of the dialect
 */
export function compose(
  dialect: ContainerModule,
  connection: Connection | undefined,
  overrides: readonly ContainerModule[] = [],
): DialectServices {
  const container = new Container({ defaultScope: 'Singleton' });
  if (connection !== undefined) container.bind<Connection>(services.connection).toConstantValue(connection);
  container.load(dialect, ...overrides);
  const get = <K extends keyof DialectServices>(name: K): DialectServices[K] =>
    container.get<DialectServices[K]>(services[name]);
  return {
    dialect: get('dialect'),
    operations: get('operations'),
    compiler: get('compiler'),
    normalizer: get('normalizer'),
    comparator: get('comparator'),
    // Of these two each needs a session: they are made when they are asked for.
    get inspector() {
      return get('inspector');
    },
    get lock() {
      return get('lock');
    },
  };
}
