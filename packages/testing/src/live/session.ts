import { createMigrator, type DialectPackage, type Migrator, type RunEvent } from '@aludel/core';
import {
  AludelError,
  composeDialect,
  sameTable,
  tableName,
  type Connection,
  type DialectServices,
  type Operation,
  type SchemaModel,
} from '@aludel/core/dialect';
import type { LiveConfig } from './database.js';
import { MigrationsFolder, type LiveMigration, type MigrationCode } from './migrations-folder.js';

/** A database, what a run does to it, and what is seen of it. */
export interface LawSession {
  readonly connection: Connection;
  readonly services: DialectServices;
  /** All statements that were sent by `run` and `undo`. */
  readonly statements: readonly string[];
  /** Carries operations out as one migration. */
  run(operations: readonly Operation[]): Promise<void>;
  /** Undoes the last run by what was derived when it ran; false where nothing could be derived. */
  undo(): Promise<boolean>;
  /** What is there, but for the version table. */
  model(): Promise<SchemaModel>;
}

/**
 * A database under a migrator: each `run` is a migration of its own in a file, carried out by `upgrade` as users do, on one
 * session that is kept open. After an error the session is opened anew, as it would be for a user who tries again.
 */
export class LiveSession implements LawSession {
  readonly statements: string[] = [];
  #connection: Connection | undefined;
  #services: DialectServices | undefined;
  #last: string | null = null;
  #count = 0;

  private constructor(
    private readonly database: DialectPackage,
    private readonly folder: MigrationsFolder,
    private readonly config: LiveConfig,
  ) {}

  static async open(database: DialectPackage, config: LiveConfig = {}): Promise<LiveSession> {
    const session = new LiveSession(database, await MigrationsFolder.make(), config);
    try {
      await session.#connect();
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  get connection(): Connection {
    if (this.#connection === undefined) throw new Error('The session is closed.');
    return this.#connection;
  }

  get services(): DialectServices {
    if (this.#services === undefined) throw new Error('The session is closed.');
    return this.#services;
  }

  async run(change: readonly Operation[] | MigrationCode): Promise<void> {
    const upgrade: MigrationCode =
      typeof change === 'function'
        ? change
        : (op) => {
            for (const operation of change) op.apply(operation);
          };
    this.#count += 1;
    await this.add({ revision: `m${this.#count}`, downRevision: this.#last, upgrade });
    await this.upgrade();
  }

  /** Writes a migration, and does not run it. */
  async add(migration: LiveMigration): Promise<void> {
    await this.folder.add(migration);
    this.#last = migration.revision;
  }

  upgrade(target = 'heads'): Promise<unknown> {
    return this.#anewAfterError(() => this.migrator().upgrade(target));
  }

  downgrade(target: string): Promise<unknown> {
    return this.#anewAfterError(() => this.migrator().downgrade(target));
  }

  async undo(): Promise<boolean> {
    try {
      await this.downgrade('-1');
      return true;
    } catch (error) {
      if (error instanceof AludelError && error.code === 'IRREVERSIBLE_MIGRATION') return false;
      throw error;
    }
  }

  /** A migrator over the files so far, on the session. */
  migrator(): Migrator {
    return createMigrator(
      { migrations: '.', databases: { main: keptOpen(this.database, () => this.connection) }, ...this.config },
      {
        folder: this.folder.path,
        listener: (event: RunEvent) => {
          if (event.type === 'statementStarted') this.statements.push(event.sql);
        },
      },
    );
  }

  /** The script of an upgrade from nothing, without a database. */
  async script(range = 'base:heads'): Promise<string> {
    let script = '';
    const migrator = createMigrator(
      { migrations: '.', databases: { main: this.database }, ...this.config },
      { folder: this.folder.path },
    );
    await migrator.upgradeScript(range, (text) => {
      script += text;
    });
    return script;
  }

  async model(): Promise<SchemaModel> {
    const versionTable = tableName(this.config.versionTable ?? 'aludel_version');
    const { tables, objects } = await this.services.inspector.read({});
    return { tables: tables.filter(({ name }) => !sameTable(name, versionTable)), objects };
  }

  /**
   * The rows of the version table, sorted; none where it is not there. Not when, and not how long; and not what undoes them,
   * since a script's knows the schema from the operations, and an upgrade's from the database.
   */
  async versions(): Promise<readonly (readonly unknown[])[]> {
    const table = tableName(this.config.versionTable ?? 'aludel_version');
    if (!(await this.connection.hasTable(table))) return [];
    const { dialect } = this.services;
    const columns = ['revision', 'checksum', 'tool_version'];
    const rows = await this.connection.query(
      `SELECT ${columns.map((column) => dialect.identifier(column)).join(', ')} FROM ${dialect.tableName(table)}`,
    );
    return rows
      .map((row) => columns.map((column) => row[column]))
      .toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    try {
      await connection?.close();
    } finally {
      await this.folder.remove();
    }
  }

  async #connect(): Promise<void> {
    this.#connection = await this.database.connect();
    this.#services = await composeDialect(this.database, this.#connection, this.config.services);
    this.#services.operations.register(...(this.config.operations ?? []));
  }

  async #anewAfterError<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const connection = this.#connection;
      this.#connection = undefined;
      await connection?.close().catch(() => undefined);
      await this.#connect();
      throw error;
    }
  }
}

/** The package, but that all its sessions are the one that is there, which nobody closes. */
function keptOpen(database: DialectPackage, connection: () => Connection): DialectPackage {
  const kept: DialectPackage = {
    dialect: database.dialect,
    database: database.database,
    withUrl: () => kept,
    within: () => kept,
    connect: () => Promise.resolve(notClosed(connection())),
    module: () => database.module(),
  };
  return kept;
}

/** Methods are called on the connection itself, which may have private fields. */
function notClosed(connection: Connection): Connection {
  return new Proxy(connection, {
    get: (target, name) => {
      if (name === 'close') return () => Promise.resolve();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
