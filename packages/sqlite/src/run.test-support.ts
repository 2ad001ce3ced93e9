import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SchemaModel } from '@aludel/core';
import { OperationRegistry, type Connection, type Operation, type Statement } from '@aludel/core/dialect';
import type { ExecutionContext } from 'ava';
import { SqliteConnection } from './connection.js';
import { createCompiler } from './ddl/compiler.js';
import type { SqliteTarget } from './ddl/target.js';
import { SqliteInspector } from './inspect/inspector.js';
import { sqliteOperations } from './operations/sqlite-operations.js';
import type { SqliteOptions } from './options.js';

/** A database of SQLite in a folder of its own, and the way that a run takes with operations, in short. */
export class TestDatabase {
  readonly registry = new OperationRegistry(...sqliteOperations);
  readonly inspector: SqliteInspector;

  private constructor(
    readonly connection: Connection,
    readonly filename: string,
    private readonly target: Partial<SqliteTarget>,
  ) {
    this.inspector = new SqliteInspector(connection);
  }

  /** @param definition statements that make the schema and its rows */
  static async open(
    t: ExecutionContext,
    definition = '',
    settings: { readonly options?: Partial<SqliteOptions>; readonly target?: Partial<SqliteTarget> } = {},
  ): Promise<TestDatabase> {
    const filename = join(temporaryFolder(t), 'test.db');
    const connection = await SqliteConnection.open({ filename, ...settings.options });
    t.teardown(() => connection.close());
    const database = new TestDatabase(connection, filename, settings.target ?? {});
    await database.execute(definition);
    return database;
  }

  /** Any number of statements. */
  async execute(sql: string): Promise<void> {
    if (sql.trim() !== '') await this.connection.execute(sql);
  }

  rows(sql: string): Promise<readonly Record<string, unknown>[]> {
    return this.connection.query(sql);
  }

  /** All that `sqlite_schema` says, by name. */
  async schema(): Promise<Readonly<Record<string, string>>> {
    const rows = await this.rows('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name');
    return Object.fromEntries(rows.map((row) => [String(row['name']), String(row['sql'])]));
  }

  /** Everything in it, schema and rows. */
  async dump(): Promise<unknown> {
    const schema = await this.schema();
    const contents: Record<string, unknown> = {};
    for (const [name, sql] of Object.entries(schema)) {
      if (/^create\s+table/iu.test(sql))
        contents[name] = await this.rows(`SELECT * FROM "${name.replaceAll('"', '""')}"`);
    }
    return { schema, contents };
  }

  async compile(operations: readonly Operation[], before?: SchemaModel): Promise<readonly Statement[]> {
    const compiler = createCompiler(this.registry, {
      version: this.connection.serverVersion,
      foreignKeys: true,
      script: false,
      ...this.target,
    });
    return compiler.compile(operations, before ?? (await this.read(operations)));
  }

  /** What a run reads before it compiles: the tables that the operations touch. */
  read(operations: readonly Operation[]): Promise<SchemaModel> {
    const tables = operations.flatMap((operation) => this.registry.touches(operation));
    return this.inspector.read({ tables });
  }

  /** Runs operations in one transaction. Returns the statements' texts. */
  async run(...operations: readonly Operation[]): Promise<readonly string[]> {
    const statements = await this.compile(operations);
    const session = statements.filter(({ transaction }) => transaction === 'session');
    for (const { sql } of session) await this.connection.execute(sql);
    try {
      await this.connection.begin();
      for (const statement of statements) if (statement.transaction !== 'session') await this.#one(statement);
      await this.connection.commit();
    } catch (error) {
      await this.connection.rollback();
      throw error;
    } finally {
      for (const { undo } of session.toReversed()) if (undo !== undefined) await this.connection.execute(undo);
    }
    return statements.map(({ sql }) => sql);
  }

  /** Runs operations and then what undoes them. */
  async thereAndBack(...operations: readonly Operation[]): Promise<void> {
    const back = this.registry.reverseAll(await this.read(operations), operations);
    await this.run(...operations);
    await this.run(...back);
  }

  async #one({ sql, bindings, mustBeEmpty }: Statement): Promise<void> {
    if (mustBeEmpty === undefined) {
      await this.connection.execute(sql, bindings);
      return;
    }
    const rows = await this.connection.query(sql, bindings);
    if (rows.length > 0) throw new Error(`${mustBeEmpty}: ${JSON.stringify(rows)}`);
  }
}

export function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-sqlite-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
