import { ContainerModule, type BindToFluentSyntax } from 'inversify';
import type { Connection } from '../dialect/connection.js';
import type { Dialect } from '../dialect/dialect.js';
import { services, type DialectServices } from './services.js';

/** How each of a dialect's services comes to be. Complete by type: a forgotten one does not compile. */
export type DialectBindings = {
  readonly [K in keyof DialectServices]: (to: BindToFluentSyntax<DialectServices[K]>) => void;
};

/** Makes a dialect package's container module out of its bindings. */
export function dialectModule(bindings: DialectBindings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it ties a binding to its own service
    const bindOne = <K extends keyof DialectServices>(name: K): void =>
      bindings[name](bind<DialectServices[K]>(services[name]));
    for (const name of Object.keys(bindings) as (keyof DialectServices)[]) bindOne(name);
  });
}

/** What a session is for: to look, or to change something (the default). */
export type ConnectPurpose = 'look' | 'change';

/** What a dialect package hands to a config: `databases: { main: mydialect({ … }) }`. Cheap to make, loads nothing. */
export interface DialectPackage {
  /** How this database writes names and values; its `name` is the one that `op.on(name, …)` has. */
  readonly dialect: Dialect;
  /** Which database this is, for people; never holds a secret. */
  readonly database: string;
  /** The same with another address (`--url`). Throws where the address is not one of this dialect. */
  withUrl(url: string): DialectPackage;
  /** The same, with relative paths (of a database file, say) taken from this folder: the config file's. */
  within(folder: string): DialectPackage;
  /**
   * Opens the one session of a run.
   * @param purpose whoever only looks creates nothing: a database that is not there is an error then
   */
  connect(purpose?: ConnectPurpose): Promise<Connection>;
  /** Loads the services. */
  module(): Promise<ContainerModule>;
}
