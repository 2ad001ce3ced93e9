import type { BindToFluentSyntax } from 'inversify';
import type { Connection } from '../dialect/connection.js';
import type { Dialect } from '../dialect/dialect.js';
import type { DialectServices } from './services.js';

/** How each of a dialect's services comes to be. Complete by type: a forgotten one does not compile. */
export type DialectBindings = {
  readonly [K in keyof DialectServices]: (to: BindToFluentSyntax<DialectServices[K]>) => void;
};

/**
 * The services of a dialect package, as bindings for the container. It returns its argument: it is there for the types.
 * The container itself is loaded only when the services are put together.
 */
export function dialectModule(bindings: DialectBindings): DialectBindings {
  return bindings;
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
  module(): Promise<DialectBindings>;
}
