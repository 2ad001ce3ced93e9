import type { ContainerModule } from 'inversify';
import type { DialectPackage } from '../container/dialect-module.js';
import type { AutogenerateSettings } from '../autogenerate/settings.js';
import type { SchemaSource } from '../models/schema-source.js';
import type { AnyOperationType } from '../operations/registry.js';
import type { TransactionMode } from '../run/runner.js';
import type { NamingConvention } from '../schema/naming.js';
import type { TableReference } from '../schema/names.js';

/** What `aludel.config.ts` exports as its default. Paths are relative to the file. */
export interface Config {
  /** Folder of the migration files. */
  readonly migrations: string;
  /** Look into the folders within it, too. Default: no. */
  readonly recursive?: boolean;
  /** The databases by name, each made by a dialect package: `{ main: mydialect({ … }) }`. */
  readonly databases: Readonly<Record<string, DialectPackage>>;
  /** Which one is meant when none is named. Needed where there are several. */
  readonly defaultDatabase?: string;
  /** Where applied revisions are noted. Default: `aludel_version` in the connection's default schema. */
  readonly versionTable?: TableReference;
  /** One transaction a migration (`perMigration`, the default), one for the whole run (`all`), or `none`. */
  readonly transactions?: TransactionMode;
  /** How long to wait for another run, in seconds. Default: 60. */
  readonly lockTimeout?: number;
  /** How constraints and indexes without a name are called; what is left out stays as it is by default. */
  readonly namingConvention?: Partial<NamingConvention>;
  /**
   * What the databases are to look like, for autogenerate: modules that export tables, or folders of them; or a source of
   * your own, such as an adapter to another library's models.
   */
  readonly models?: string | readonly string[] | SchemaSource;
  /** What takes part when a database is compared with the models (by default everything), and hooks of your own. */
  readonly autogenerate?: AutogenerateSettings;
  /** Operations of your own. */
  readonly operations?: readonly AnyOperationType[];
  /** inversify modules that rebind services of the dialect. */
  readonly services?: readonly ContainerModule[];
  /** Extension of new migration files. Default: `.ts`. */
  readonly extension?: '.ts' | '.mts' | '.js' | '.mjs';
}

/** Declares a config. It returns its argument: it is there for the types. */
export function defineConfig(config: Config): Config {
  return config;
}
