import { createRequire } from 'node:module';
import type { PGlite } from '@electric-sql/pglite';
import { AludelError } from '@aludel/core/connection';
import type pg from 'pg';
import { shownDatabase } from './address.js';
import { openingFailed, TransactionPoolerError, type Whereabouts } from './errors.js';
import { InvalidPostgresOptionsError, isInstance, oldestVersion, type AnyPostgresOptions } from './options.js';
import { openPglite } from './pglite-instance.js';
import { PgliteStream } from './pglite-stream.js';
import { typeParsers } from './values.js';

const require = createRequire(import.meta.url);
const defaultConnectTimeout = 10_000;

/** The one client of a run, connected, and what is known of its server. */
export interface OpenClient {
  readonly client: pg.Client;
  readonly where: Whereabouts;
  /** `17.4` */
  readonly serverVersion: string;
  /** Within the process. */
  readonly pglite?: PGlite;
  /** What ended the session while nobody asked it anything. */
  readonly lostTo: () => unknown;
  /** Asks the server, in another session, to give up the statement that is under way. */
  readonly cancel?: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export class ServerTooOldError extends AludelError {
  constructor(version: string) {
    super('SERVER_TOO_OLD', `PostgreSQL ${version} is too old: Aludel works with ${oldestVersion} and newer.`, {
      hint: 'Upgrade the server; https://www.postgresql.org/support/versioning tells which versions are still looked after.',
    });
  }
}

/**
 * @param mustExist whoever only looks makes no database
 * @throws ConnectionFailedError, ServerTooOldError, TransactionPoolerError
 */
export async function openClient(options: AnyPostgresOptions, mustExist: boolean): Promise<OpenClient> {
  return options.pglite === undefined ? openServer(options, mustExist) : openWithin(options, options.pglite, mustExist);
}

async function openServer(options: AnyPostgresOptions, onlyLooks: boolean): Promise<OpenClient> {
  if (Object.hasOwn(options, 'url') && (options.url === undefined || options.url === '')) {
    throw new InvalidPostgresOptionsError(
      `The address of the database is not set: \`url\` of postgres() is ${options.url === '' ? 'empty' : 'undefined'}.`,
      'Is the variable of the environment set that the config reads it from? Or give an address by --url.',
    );
  }
  const client = makeClient(connectionSettings(options));
  const where: Whereabouts = {
    database: shownDatabase(options),
    ...(client.user === undefined ? {} : { user: client.user }),
  };
  let lostTo: unknown;
  // Whoever waits for an answer gets the error, too; without this, one between two statements would end the process.
  client.on('error', (error) => (lostTo ??= error));
  try {
    await client.connect();
    const serverVersion = await prepare(client, options);
    const process = await processOf(client);
    if (!onlyLooks && options.lock !== false) await refuseTransactionPooler(client, process, options, where);
    return {
      client,
      where,
      serverVersion,
      lostTo: () => lostTo,
      cancel: () => cancelProcess(process, options),
      close: () => ended(client),
    };
  } catch (error) {
    await ended(client);
    if (error instanceof Error && /statement pooling mode/u.test(error.message)) {
      throw new TransactionPoolerError(where, error.message);
    }
    throw openingFailed(error, where);
  }
}

async function openWithin(
  options: AnyPostgresOptions,
  pglite: NonNullable<AnyPostgresOptions['pglite']>,
  mustExist: boolean,
): Promise<OpenClient> {
  const where: Whereabouts = { database: shownDatabase(options) };
  const opened = await openPglite(pglite, mustExist).catch((error: unknown) => {
    throw openingFailed(error, where);
  });
  const client = makeClient({
    stream: () => new PgliteStream(opened.database),
    user: 'postgres',
    database: 'postgres',
  });
  let lostTo: unknown;
  client.on('error', (error) => (lostTo ??= error));
  const close = async (): Promise<void> => {
    if (isInstance(pglite)) await leftAsFound(client, options);
    await ended(client);
    await opened.release();
  };
  try {
    await client.connect();
    const serverVersion = await prepare(client, options);
    return { client, where, serverVersion, pglite: opened.database, lostTo: () => lostTo, close };
  } catch (error) {
    await close();
    throw openingFailed(error, where);
  }
}

/** An instance of the user's own goes on after the session. */
async function leftAsFound(
  client: pg.Client,
  { searchPath, statementTimeout, lockTimeout }: AnyPostgresOptions,
): Promise<void> {
  if (client.getTransactionStatus() !== 'I') await client.query('ROLLBACK').catch(() => undefined);
  const made = { search_path: searchPath, statement_timeout: statementTimeout, lock_timeout: lockTimeout, jit: 'off' };
  const settings = Object.entries(made).flatMap(([name, value]) => (value === undefined ? [] : [`RESET ${name}`]));
  await client.query(settings.join('; ')).catch(() => undefined);
}

function makeClient(settings: pg.ClientConfig): pg.Client {
  const driver = require('pg') as typeof pg;
  return new driver.Client({ ...settings, types: typeParsers(driver.types as never) });
}

function connectionSettings(options: AnyPostgresOptions): pg.ClientConfig {
  const { url, host, port, user, password, database, ssl, applicationName, connectTimeout } = options;
  return {
    ...(url === undefined ? {} : { connectionString: url }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ...(ssl === undefined ? {} : { ssl }),
    application_name: applicationName ?? 'aludel',
    connectionTimeoutMillis: connectTimeout ?? defaultConnectTimeout,
    keepAlive: true,
  };
}

/** Sets what the options say of the session. Returns the server's version. */
async function prepare(client: pg.Client, options: AnyPostgresOptions): Promise<string> {
  const { searchPath, statementTimeout, lockTimeout } = options;
  const { rows } = await client.query<{ readonly version: string }>(
    "SELECT current_setting('server_version') AS version",
  );
  const version = /^\d+(?:\.\d+)*/u.exec(rows[0]?.version ?? '')?.[0] ?? '0';
  if (Number.parseInt(version, 10) < oldestVersion) throw new ServerTooOldError(version);
  const path = searchPath === undefined ? [] : [searchPath].flat();
  const settings = [
    // Compiling the plan of a query of the catalog takes longer than the query.
    'SET jit = off',
    ...(path.length === 0
      ? []
      : [`SET search_path = ${path.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ')}`]),
    ...(statementTimeout === undefined ? [] : [`SET statement_timeout = ${statementTimeout}`]),
    ...(lockTimeout === undefined ? [] : [`SET lock_timeout = ${lockTimeout}`]),
  ];
  await client.query(settings.join('; '));
  return version;
}

/**
 * The server tells every client the number of its process. Where the process that answers has another one, there is a
 * pooler in between; whether it keeps the session for us shows when a second client is given the same process while the
 * first is connected, or the first is given another one thereafter.
 */
async function refuseTransactionPooler(
  client: pg.Client,
  own: number,
  options: AnyPostgresOptions,
  where: Whereabouts,
): Promise<void> {
  const { processID } = client as pg.Client & { readonly processID: number | null };
  if (processID === own || processID === null) return;
  const second = makeClient(connectionSettings(options));
  second.on('error', () => undefined);
  try {
    await second.connect();
    await second.query('BEGIN');
    const others = await processOf(second);
    if (others === own) throw new TransactionPoolerError(where, `process ${own} of the server serves two sessions`);
    const now = await processOf(client);
    if (now !== own) throw new TransactionPoolerError(where, `process ${own} of the server became ${now}`);
  } finally {
    await ended(second);
  }
}

/** A statement alone: the session stays, and its transaction can be rolled back. */
async function cancelProcess(process: number, options: AnyPostgresOptions): Promise<void> {
  const other = makeClient(connectionSettings(options));
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND state = 'active'", [
      process,
    ]);
  } finally {
    await ended(other);
  }
}

export async function processOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ readonly pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

async function ended(client: pg.Client): Promise<void> {
  try {
    await client.end();
  } catch {
    // It was gone before.
  }
}
