import type { DdlCompiler } from '../ddl/compiler.js';
import type { Connection } from '../dialect/connection.js';
import type { Dialect } from '../dialect/dialect.js';
import type { Comparator } from '../dialect/comparator.js';
import type { Inspector, SchemaScope } from '../dialect/inspector.js';
import type { Normalizer } from '../dialect/normalizer.js';
import type { Filter } from '../autogenerate/filter.js';
import type { Compare, MigrationTemplate, PostWriteHook, RenderOperation, Rewrite } from '../autogenerate/settings.js';
import type { SchemaSource } from '../models/schema-source.js';
import type { OperationRegistry } from '../operations/registry.js';
import type { RevisionStore } from '../revisions/store.js';
import type { RunListener } from '../run/events.js';
import type { TransactionMode } from '../run/runner.js';
import type { VersionStore } from '../run/version-store.js';
import type { NamingConvention } from '../schema/naming.js';

/** What is needed to write SQL, with or without a database. */
export interface SqlServices {
  readonly dialect: Dialect;
  readonly operations: OperationRegistry;
  readonly compiler: DdlCompiler;
}

/** What is needed to change a database. */
export interface RunServices extends SqlServices {
  readonly inspector: Inspector;
}

/** What is needed to compare a database with models. */
export interface ComparisonServices extends RunServices {
  readonly normalizer: Normalizer;
  readonly comparator: Comparator;
}

/** What the config says of models and of comparing them with a database. */
export interface ComparisonSettings {
  /** Where the wanted schema comes from; undefined where the config says nothing. */
  readonly source: SchemaSource | undefined;
  readonly filter: Filter;
  /** What the filter can leave in at all. */
  readonly scope: SchemaScope;
  readonly compare: Compare | undefined;
  readonly rewrites: readonly Rewrite[];
  /** Schemas whose content takes part, where the config names them; `''` is the default one. */
  readonly schemas: readonly string[] | undefined;
}

/** What the config says of writing migration files. */
export interface WritingSettings {
  readonly render: RenderOperation | undefined;
  readonly template: MigrationTemplate | undefined;
  readonly postWrite: readonly PostWriteHook[];
  /** Where the hooks' commands are run: the config's folder. */
  readonly folder: string;
}

export interface RunSettings {
  readonly convention: NamingConvention;
  readonly transactions: TransactionMode;
  readonly lockTimeoutMs: number;
}

/** What the commands work with. Each opens no more than it needs: `heads` never asks for a database. */
export interface CommandContext {
  readonly revisions: RevisionStore;
  readonly versions: VersionStore;
  readonly settings: RunSettings;
  readonly comparison: ComparisonSettings;
  readonly writing: WritingSettings;
  /** Which database, for people; without secrets. */
  readonly database: string;
  /** Version of Aludel. */
  readonly toolVersion: string;
  readonly emit: RunListener;
  readonly signal?: AbortSignal;
  /** Opens the session; the caller closes it. */
  connect(purpose: 'look' | 'change'): Promise<Connection>;
  /** The dialect's services on a session. */
  services(connection: Connection): Promise<ComparisonServices>;
  /** The dialect's services that need no session. */
  offlineServices(): Promise<SqlServices>;
  /** The operations of the config's other dialects, which know how their types are written. */
  otherOperations(): Promise<readonly OperationRegistry[]>;
}

/** Opens a session for as long as `use` takes. */
export async function withConnection<T>(
  context: Pick<CommandContext, 'connect'>,
  purpose: 'look' | 'change',
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await context.connect(purpose);
  let result: T;
  try {
    result = await use(connection);
  } catch (error) {
    // What went wrong first is what is told.
    await connection.close().catch(() => undefined);
    throw error;
  }
  await connection.close();
  return result;
}
