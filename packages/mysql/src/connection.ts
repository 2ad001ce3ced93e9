import type { Connection, KnexWatcher, Literal, TableName } from '@aludel/core/dialect';
import { ConnectionFailedError, TransactionLostError } from '@aludel/core/connection';
import type { Knex } from 'knex';
import { addressOf, shownDatabase } from './address.js';
import { commitsByItself } from './ddl/execute.js';
import { assertDone, openDriver, type Driver } from './driver.js';
import { openingFailed, statementFailed, type Whereabouts } from './errors.js';
import { isAtLeast, oldestVersions, readFlavour, type Flavour } from './flavour.js';
import { readFacts, type ServerFacts } from './inspect/facts.js';
import { insertTexts } from './insert-texts.js';
import { mayHoldMoments } from './moment.js';
import { boundKnex } from './knex.js';
import { MysqlLock } from './lock.js';
import { InvalidMysqlOptionsError, type MysqlOptions } from './options.js';
import { withValues } from './sql-text.js';

const defaultLockWaitTimeout = 30;

/** The one session of a run over a connection of mysql2. */
export class MysqlConnection implements Connection {
  readonly lock: MysqlLock;
  readonly flavour: Flavour;
  #inTransaction = false;

  private constructor(
    private readonly driver: Driver,
    readonly serverVersion: string,
    /** The database that names without a schema lie in. */
    readonly database: string,
    /** The session's, by which SQL text is read. */
    readonly sqlMode: readonly string[],
    private readonly where: Whereabouts,
    private readonly options: MysqlOptions,
    /** What has to be known to read definitions, and to foretell them. */
    readonly facts: ServerFacts,
    /** How long a statement may be, in bytes. */
    private readonly maxPacket: number,
  ) {
    this.flavour = facts.flavour;
    this.lock = new MysqlLock(this, options);
  }

  /** Opens the session; throws `ConnectionFailedError` or another that says what is wrong where that cannot be. */
  static async open(options: MysqlOptions): Promise<MysqlConnection> {
    const address = addressOf(options);
    const where = {
      database: shownDatabase(options),
      ...(address.user === undefined ? {} : { user: address.user }),
    };
    if (address.database === undefined) {
      throw new InvalidMysqlOptionsError(
        `${where.database} names no database.`,
        'Write it at the end of the address: mysql://USER@HOST:PORT/DATABASE.',
      );
    }
    let driver: Driver | undefined;
    try {
      driver = await openDriver(address, options);
      const { rows } = await driver.run(
        'SELECT VERSION() AS version, DATABASE() AS name, @@sql_mode AS mode, @@max_allowed_packet AS packet',
      );
      const { version, name, mode, packet } = rows[0] ?? {};
      assertVersion(readFlavour(String(version)), where);
      const sqlMode = sessionMode(String(mode));
      await driver.run(settings(options, sqlMode));
      const session = driver;
      const facts = await readFacts(async (sql) => (await session.run(sql)).rows, String(version));
      return new MysqlConnection(driver, String(version), String(name), sqlMode, where, options, facts, Number(packet));
    } catch (error) {
      driver?.destroy();
      throw openingFailed(error, where);
    }
  }

  async query(sql: string, bindings: readonly Literal[] = []): Promise<readonly Record<string, unknown>[]> {
    return (await this.#run(withValues(sql, bindings))).rows;
  }

  async execute(sql: string, bindings: readonly Literal[] = []): Promise<number> {
    const wasIn = this.#inTransaction;
    const { rows, changes, inTransaction } = await this.#run(withValues(sql, bindings));
    assertDone(rows, sql);
    if (wasIn && inTransaction === false) await this.#lostTransaction(sql);
    return changes;
  }

  async insertRows(table: TableName, columns: readonly string[], rows: Iterable<readonly Literal[]>): Promise<number> {
    const moments = mayHoldMoments(rows) ? await this.#momentsOf(table, columns) : new Set<string>();
    let count = 0;
    let sent: ReturnType<Driver['run']> | undefined;
    for (const statement of insertTexts(table, columns, rows, this.maxPacket, moments, this.flavour.kind)) {
      // A portion is written while the server works on the one before it, and sent when that is done.
      // oxlint-disable-next-line no-await-in-loop
      count += (await sent)?.changes ?? 0;
      sent = this.#run(statement);
      sent.catch(() => undefined); // It is awaited, but later.
    }
    count += (await sent)?.changes ?? 0;
    return count;
  }

  /** The columns of the type TIMESTAMP. */
  async #momentsOf({ schema, name }: TableName, columns: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.query(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = ${schema === undefined ? 'DATABASE()' : '?'} AND table_name = ? AND data_type = 'timestamp'`,
      schema === undefined ? [name] : [schema, name],
    );
    const found = new Set(rows.map((row) => String(row['name']).toLowerCase()));
    return new Set(columns.filter((column) => found.has(column.toLowerCase())));
  }

  async hasTable({ schema, name }: TableName): Promise<boolean> {
    const rows = await this.query(
      `SELECT 1 FROM information_schema.tables WHERE table_schema = ${schema === undefined ? 'DATABASE()' : '?'} AND table_name = ? AND table_type <> 'VIEW'`,
      schema === undefined ? [name] : [schema, name],
    );
    return rows.length > 0;
  }

  async begin(): Promise<void> {
    await this.#run('START TRANSACTION');
    this.#inTransaction = true;
  }

  async commit(): Promise<void> {
    await this.#run('COMMIT');
    this.#inTransaction = false;
  }

  async rollback(): Promise<void> {
    this.#inTransaction = false;
    await this.#run('ROLLBACK');
  }

  knex(watcher: KnexWatcher): Knex {
    return boundKnex(
      {
        connection: this.driver.connection,
        run: async (sql, raw) => {
          const result = await this.#run(sql, raw);
          // DDL of the migration's own has committed: what follows is one transaction again.
          if (this.#inTransaction && result.inTransaction === false) await this.#lostTransaction(sql);
          return result;
        },
      },
      watcher,
    );
  }

  /** In another session; the statement alone ends, and not the session. */
  async cancel(): Promise<void> {
    const { threadId } = this.driver.connection;
    if (!Number.isInteger(threadId)) return;
    const other = await openDriver(addressOf(this.options), this.options);
    try {
      await other.run(`KILL QUERY ${threadId}`);
    } finally {
      await other.close();
    }
  }

  async close(): Promise<void> {
    await this.driver.close();
  }

  async #run(sql: string, raw?: object): ReturnType<Driver['run']> {
    try {
      return await this.driver.run(sql, raw);
    } catch (error) {
      throw statementFailed(error, this.where, this.#inTransaction);
    }
  }

  /** The open transaction is over: by DDL, which is known to end it, or by a COMMIT, which has no place in a migration. */
  async #lostTransaction(sql: string): Promise<void> {
    this.#inTransaction = false;
    if (!commitsByItself(sql)) throw new TransactionLostError(sql);
    await this.begin();
  }
}

function assertVersion(flavour: Flavour, { database }: Whereabouts): void {
  const oldest = oldestVersions[flavour.kind];
  if (isAtLeast(flavour.version, oldest)) return;
  throw new ConnectionFailedError(
    `${database} is ${flavour.name} ${flavour.version}, which is too old.`,
    `Aludel works with ${flavour.name} from ${oldest} on: before that, a statement that fails can leave a table half changed.`,
  );
}

/**
 * The server's, but that backslashes escape, as our literals have it; that a value which does not fit is an error and
 * not cut; and that a 0 in a numbered column stays one when its table is copied.
 */
function sessionMode(mode: string): readonly string[] {
  const parts = mode.split(',').filter((part) => part !== '' && part !== 'NO_BACKSLASH_ESCAPES');
  const strict = parts.some((part) => part === 'STRICT_TRANS_TABLES' || part === 'STRICT_ALL_TABLES');
  return [...new Set([...parts, ...(strict ? [] : ['STRICT_TRANS_TABLES']), 'NO_AUTO_VALUE_ON_ZERO'])];
}

function settings(
  { lockWaitTimeout = defaultLockWaitTimeout, timezone }: MysqlOptions,
  mode: readonly string[],
): string {
  return [
    'SET NAMES utf8mb4',
    'autocommit = 1',
    `sql_mode = '${mode.join(',')}'`,
    `lock_wait_timeout = ${lockWaitTimeout}`,
    `innodb_lock_wait_timeout = ${lockWaitTimeout}`,
    ...(timezone === undefined ? [] : [`time_zone = '${timezone}'`]),
  ].join(', ');
}
