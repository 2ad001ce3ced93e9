import type { DdlCompiler } from '../ddl/compiler.js';
import type { Connection } from '../dialect/connection.js';
import type { Dialect } from '../dialect/dialect.js';
import type { Inspector } from '../dialect/inspector.js';
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
  /** Which database, for people; without secrets. */
  readonly database: string;
  /** Version of Aludel. */
  readonly toolVersion: string;
  readonly emit: RunListener;
  readonly signal?: AbortSignal;
  /** Opens the session; the caller closes it. */
  connect(purpose: 'look' | 'change'): Promise<Connection>;
  /** The dialect's services on a session. */
  services(connection: Connection): Promise<RunServices>;
  /** The dialect's services that need no session. */
  offlineServices(): Promise<SqlServices>;
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
