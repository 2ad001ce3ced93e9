import { PGlite } from '@electric-sql/pglite';
import type { SchemaModel } from '@aludel/core';
import { OperationRegistry, type Connection, type Operation, type Statement } from '@aludel/core/dialect';
import type { ExecutionContext } from 'ava';
import { PostgresConnection } from './connection.js';
import { createCompiler } from './ddl/compiler.js';
import type { PostgresTarget } from './ddl/target.js';
import { PostgresInspector } from './inspect/inspector.js';
import { postgresOperations } from './operations/postgres-operations.js';
import type { AnyPostgresOptions } from './options.js';

let instance: Promise<PGlite> | undefined;

/** One for all tests of a file, since it takes seconds to start: so they run one after another (`test.serial`). */
export function sharedPglite(): Promise<PGlite> {
  instance ??= PGlite.create();
  return instance;
}

/** With an address in this variable, the tests that use `TestDatabase` run there, in a database of their own. */
const server = process.env['ALUDEL_POSTGRES_PACKAGE_TESTS_URL'];

/** The options of a database to test on; empty. */
export async function testOptions(t: ExecutionContext): Promise<AnyPostgresOptions> {
  if (server === undefined) {
    const pglite = await sharedPglite();
    await pglite.exec('ROLLBACK');
    await pglite.exec('DISCARD ALL');
    const { rows } = await pglite.query<{ name: string }>(
      "SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'",
    );
    for (const { name } of rows) await pglite.exec(`DROP SCHEMA "${name}" CASCADE`);
    await pglite.exec('CREATE SCHEMA public');
    return { pglite };
  }
  const name = `aludel_package_test_${process.pid}_${Date.now()}`;
  const admin = await PostgresConnection.open({ url: server });
  await admin.execute(`CREATE DATABASE ${name}`);
  t.teardown(async () => {
    await admin.execute(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.close();
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href };
}

/** A database, and the way that a run takes with operations, in short. */
export class TestDatabase {
  readonly registry = new OperationRegistry(...postgresOperations);
  readonly inspector: PostgresInspector;

  private constructor(
    readonly connection: Connection,
    readonly options: AnyPostgresOptions,
    private readonly target: Partial<PostgresTarget>,
  ) {
    this.inspector = new PostgresInspector(connection);
  }

  /** @param definition statements that make the schema and its rows */
  static async open(
    t: ExecutionContext,
    definition = '',
    settings: { readonly target?: Partial<PostgresTarget> } = {},
  ): Promise<TestDatabase> {
    const options = await testOptions(t);
    const connection = await PostgresConnection.open(options);
    t.teardown(() => connection.close());
    const database = new TestDatabase(connection, options, settings.target ?? {});
    await database.execute(definition);
    return database;
  }

  get major(): number {
    return Number.parseInt(this.connection.serverVersion, 10);
  }

  /** Any number of statements. */
  async execute(sql: string): Promise<void> {
    if (sql.trim() !== '') await this.connection.execute(sql);
  }

  rows(sql: string): Promise<readonly Record<string, unknown>[]> {
    return this.connection.query(sql);
  }

  /** The only value of the only row. */
  async value(sql: string): Promise<unknown> {
    const [row] = await this.rows(sql);
    return Object.values(row ?? {})[0];
  }

  compiler(): ReturnType<typeof createCompiler> {
    return createCompiler(this.registry, {
      version: this.connection.serverVersion,
      script: false,
      ...this.target,
    });
  }

  async compile(operations: readonly Operation[], before?: SchemaModel): Promise<readonly Statement[]> {
    return this.compiler().compile(operations, before ?? (await this.read(operations)));
  }

  /** What a run reads before it compiles: the tables that the operations touch. */
  read(operations: readonly Operation[]): Promise<SchemaModel> {
    const tables = operations.flatMap((operation) => this.registry.touches(operation));
    return this.inspector.read({ tables });
  }

  /** Runs operations in one transaction, but for what must be outside of it. Returns the statements' texts. */
  async run(...operations: readonly Operation[]): Promise<readonly string[]> {
    const statements = await this.compile(operations);
    await this.connection.begin();
    try {
      for (const { sql, bindings, transaction } of statements) {
        if (transaction === 'outside') await this.connection.commit();
        await this.connection.execute(sql, bindings);
        if (transaction === 'outside') await this.connection.begin();
      }
      await this.connection.commit();
    } catch (error) {
      await this.connection.rollback();
      throw error;
    }
    return statements.map(({ sql }) => sql);
  }

  /** Runs operations and then what undoes them. */
  async thereAndBack(...operations: readonly Operation[]): Promise<void> {
    const back = this.registry.reverseAll(await this.read(operations), operations);
    await this.run(...operations);
    await this.run(...back);
  }
}
