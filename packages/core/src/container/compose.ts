import { Container, ContainerModule } from 'inversify';
import type { Connection } from '../dialect/connection.js';
import type { DialectBindings } from './dialect-module.js';
import { services, type DialectServices } from './services.js';

/**
 * Puts a dialect's services together, on a run's session where there is one.
 * @param overrides modules of the user's that rebind services of the dialect
 */
export function compose(
  dialect: DialectBindings,
  connection: Connection | undefined,
  overrides: readonly ContainerModule[] = [],
): DialectServices {
  const container = new Container({ defaultScope: 'Singleton' });
  if (connection !== undefined) container.bind<Connection>(services.connection).toConstantValue(connection);
  container.load(moduleOf(dialect), ...overrides);
  const get = <K extends keyof DialectServices>(name: K): DialectServices[K] =>
    container.get<DialectServices[K]>(services[name]);
  return {
    dialect: get('dialect'),
    operations: get('operations'),
    compiler: get('compiler'),
    normalizer: get('normalizer'),
    comparator: get('comparator'),
    // It needs a session: it is made when it is asked for.
    get inspector() {
      return get('inspector');
    },
  };
}

function moduleOf(bindings: DialectBindings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it ties a binding to its own service
    const bindOne = <K extends keyof DialectServices>(name: K): void =>
      bindings[name](bind<DialectServices[K]>(services[name]));
    for (const name of Object.keys(bindings) as (keyof DialectServices)[]) bindOne(name);
  });
}
