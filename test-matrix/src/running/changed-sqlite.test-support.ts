import type { DialectPackage, TableName } from '@aludel/core';
import {
  dialectModule,
  services,
  type Connection,
  type DdlCompiler,
  type Dialect,
  type DialectBindings,
  type DialectServices,
  type DialectTraits,
  type Inspector,
  type KnownOptions,
  type Statement,
} from '@aludel/core/dialect';
import { sqlite, type SqliteOptions } from '@aludel/sqlite';

/** What is different about SQLite, to stand for databases that are like this. */
export interface Changes {
  readonly traits?: Partial<DialectTraits>;
  /** The options that it knows. */
  readonly options?: KnownOptions;
  /** The statements of each compilation, as the rules of such a database would mark them. */
  readonly statements?: (statement: Statement) => Statement;
  /** The inspector gives names, as those of databases over a network do. */
  readonly names?: boolean;
  /** The connection has a way of its own for many rows. */
  readonly insertRows?: boolean;
}

/** SQLite itself, with every call of its connection noted: `BEGIN`, `query …`, `execute …`, `read a, b`, `names`. */
export function changedSqlite(options: SqliteOptions, changes: Changes, calls: string[] = []): DialectPackage {
  return changed(sqlite(options), changes, calls);
}

/** As on a database without transactional DDL, and over a network. */
export const likeNetworkWithoutTransactions: Changes = {
  traits: { transactionalDdl: false },
  names: true,
  statements: (statement) =>
    /^\s*(?:create|alter|drop)\b/iu.test(statement.sql) ? { ...statement, transaction: 'outside' } : statement,
};

function changed(base: DialectPackage, changes: Changes, calls: string[]): DialectPackage {
  const dialect = withTraits(base.dialect, changes);
  return {
    dialect,
    database: base.database,
    withUrl: (url) => changed(base.withUrl(url), changes, calls),
    within: (folder) => changed(base.within(folder), changes, calls),
    connect: async (purpose) => noting(await base.connect(purpose), changes, calls),
    module: async () => {
      const bindings = await base.module();
      return dialectModule({
        ...bindings,
        dialect: (to) => to.toConstantValue(dialect),
        compiler: replaced<'compiler'>(bindings.compiler, (compiler) => marking(compiler, changes.statements)),
        inspector: replaced<'inspector'>(bindings.inspector, (inspector, connection) =>
          withNames(inspector, changes.names === true ? connection : undefined, calls),
        ),
      });
    },
  };
}

function withTraits(dialect: Dialect, { traits, options }: Changes): Dialect {
  return {
    name: dialect.name,
    ...(options === undefined ? {} : { options }),
    traits: { ...dialect.traits, ...traits },
    identifier: (name) => dialect.identifier(name),
    tableName: (name) => dialect.tableName(name),
    literal: (value) => dialect.literal(value),
  };
}

function marking(compiler: DdlCompiler, mark: Changes['statements']): DdlCompiler {
  if (mark === undefined) return compiler;
  return { compile: (operations, before) => compiler.compile(operations, before).map(mark) };
}

function withNames(inspector: Inspector, connection: Connection | undefined, calls: string[]): Inspector {
  const read: Inspector['read'] = (scope) => {
    calls.push(`read ${(scope.tables ?? []).map(({ name }) => name).join(', ')}`);
    return inspector.read(scope);
  };
  if (connection === undefined) return { read };
  const names = async (): Promise<readonly TableName[]> => {
    calls.push('names');
    const rows = await connection.query("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')");
    return rows.map(({ name }) => ({ name: String(name) }));
  };
  return { read, names };
}

/** The binding of a service, with what it gives replaced. */
function replaced<K extends 'compiler' | 'inspector'>(
  bind: DialectBindings[K],
  change: (service: DialectServices[K], connection: Connection) => DialectServices[K],
): DialectBindings[K] {
  const replacing = (to: Binding) => ({
    toDynamicValue: (make: Make) =>
      to.toDynamicValue((context) => {
        const connection = context.get(services.connection, { optional: true });
        return change(make(context) as DialectServices[K], connection as Connection);
      }),
  });
  return (to: Binding) => (bind as unknown as (to: Binding) => void)(replacing(to));
}

/** What of a binding sqlite's module uses for these two services. */
interface Binding {
  toDynamicValue(make: Make): { inSingletonScope(): unknown };
}

type Make = (context: { get(service: unknown, options: { readonly optional: true }): unknown }) => unknown;

function noting(connection: Connection, { insertRows = false }: Changes, calls: string[]): Connection {
  const note = <T>(text: string, work: () => Promise<T>): Promise<T> => {
    calls.push(text.replaceAll(/\s+/gu, ' ').trim());
    return work();
  };
  const insert: Connection['insertRows'] = async (table, columns, rows) => {
    let count = 0;
    for (const row of rows) {
      const places = row.map(() => '?').join(', ');
      count += await connection.execute(`INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${places})`, row);
    }
    calls.push(`insertRows ${table.name} (${columns.join(', ')}) ${count}`);
    return count;
  };
  return {
    ...(insertRows ? { insertRows: insert } : {}),
    serverVersion: connection.serverVersion,
    lock: connection.lock,
    query: (sql, bindings) => connection.query(sql, bindings),
    execute: (sql, bindings) => note(sql, () => connection.execute(sql, bindings)),
    hasTable: (table) => note(`has ${table.name}`, () => connection.hasTable(table)),
    begin: () => note('BEGIN', () => connection.begin()),
    commit: () => note('COMMIT', () => connection.commit()),
    rollback: () => note('ROLLBACK', () => connection.rollback()),
    knex: (watcher) => connection.knex(watcher),
    close: () => connection.close(),
  };
}
