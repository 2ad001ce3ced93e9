import { createRequire } from 'node:module';
import { AludelError } from '@aludel/core/connection';
import type { Connection, ConnectionOptions, QueryOptions } from 'mysql2';
import type { Address } from './address.js';
import type { MysqlOptions } from './options.js';

const defaultConnectTimeout = 10_000;

/** What came of a statement. */
export interface DriverResult {
  readonly rows: readonly Record<string, unknown>[];
  readonly changes: number;
  /** Whether a transaction is open after it; unknown after a statement that returns rows. */
  readonly inTransaction: boolean | undefined;
  /** As the driver gives it. */
  readonly raw: unknown;
  readonly fields: unknown;
}

/** A connection of mysql2, with promises where callbacks were: its promise API loads and wraps much that is not needed. */
export interface Driver {
  readonly connection: Connection;
  run(sql: string, settings?: object): Promise<DriverResult>;
  close(): Promise<void>;
  destroy(): void;
}

/** The server says in each answer whether a transaction is open. */
const serverInTransaction = 1;

export async function openDriver(address: Address, options: MysqlOptions): Promise<Driver> {
  const { createConnection } = createRequire(import.meta.url)('mysql2') as {
    createConnection: (options: ConnectionOptions) => Connection;
  };
  const connection = createConnection(settings(address, options));
  // Without a listener a session that ends between two statements would end the program.
  connection.on('error', () => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('connect', () => resolve());
      connection.once('error', reject);
    });
  } catch (error) {
    connection.destroy();
    throw error;
  }
  return {
    connection,
    run: (sql, more) => run(connection, { ...more, sql }),
    close: () => closed(connection),
    destroy: () => connection.destroy(),
  };
}

function settings({ ssl, ...address }: Address, options: MysqlOptions): ConnectionOptions {
  return {
    ...address,
    ...(ssl === undefined || ssl === false ? {} : { ssl: ssl === true ? {} : ssl }),
    connectTimeout: options.connectTimeout ?? defaultConnectTimeout,
    charset: 'utf8mb4',
    // Integers keep their digits, dates are not moved into another zone, and JSON is the text that it is elsewhere.
    supportBigNumbers: true,
    dateStrings: true,
    jsonStrings: true,
    multipleStatements: false,
    // `count (*)` with a space must stay a syntax error, as the server's own clients have it. Affected rows are those
    // that were found, as on other databases, and not those that became different.
    flags: ['-IGNORE_SPACE', 'FOUND_ROWS'],
  };
}

function run(connection: Connection, query: QueryOptions): Promise<DriverResult> {
  return new Promise((resolve, reject) => {
    connection.query(query, (error, result, fields) => {
      if (error !== null) reject(error);
      else resolve(read(result, fields));
    });
  });
}

interface Header {
  readonly affectedRows: number;
  readonly serverStatus?: number;
}

function read(result: unknown, fields: unknown): DriverResult {
  if (!Array.isArray(result)) {
    const { affectedRows, serverStatus } = result as Header;
    const inTransaction = serverStatus === undefined ? undefined : (serverStatus & serverInTransaction) !== 0;
    return { rows: [], changes: affectedRows, inTransaction, raw: result, fields };
  }
  // A procedure returns several lists of rows, and a header after them.
  const [first] = result as unknown[];
  const rows = (Array.isArray(first) ? first : result) as readonly Record<string, unknown>[];
  return { rows, changes: 0, inTransaction: undefined, raw: result, fields };
}

async function closed(connection: Connection): Promise<void> {
  await new Promise<void>((resolve) => {
    // A server that does not answer any more is not waited for.
    const timer = setTimeout(() => {
      connection.destroy();
      resolve();
    }, 1000);
    connection.end(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** ANALYZE, CHECK, OPTIMIZE and REPAIR raise no error: they return a row that says that they failed. */
export function assertDone(rows: readonly Record<string, unknown>[], sql: string): void {
  if (!/^\s*(?:analyze|check|optimize|repair)\b/iu.test(sql)) return;
  const failed = rows.filter(
    ({ Msg_type: type, Msg_text: text }) => /^error$/iu.test(String(type)) || /failed|corrupt/iu.test(String(text)),
  );
  if (failed.length === 0) return;
  const said = failed.map(({ Table: table, Msg_text: text }) => `${String(table)}: ${String(text)}`).join('; ');
  throw new AludelError('STATEMENT_FAILED', said, {
    hint: 'A lock that another session holds is the usual reason: SHOW PROCESSLIST.',
    location: { sql },
  });
}
