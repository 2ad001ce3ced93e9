import type { KnexWatcher } from './connection.js';

/** What a Knex asks its client for, as far as it is watched here. */
interface ClientMethods {
  queryBuilder: (this: ClientMethods) => QueryBuilder;
  schemaBuilder: (this: ClientMethods) => SchemaBuilder;
  raw: (this: ClientMethods, ...args: unknown[]) => RawBuilder;
  queryCompiler: (this: ClientMethods, builder: object, ...rest: unknown[]) => unknown;
  schemaCompiler: (this: ClientMethods, builder: object) => unknown;
  runner: (this: ClientMethods, builder: object) => { run: () => Promise<unknown> };
  transaction: (this: ClientMethods, ...args: unknown[]) => Transaction;
}

interface QueryBuilder {
  readonly _method: string;
}

interface SchemaBuilder {
  readonly _sequence: readonly { readonly method: string }[];
}

interface RawBuilder {
  readonly sql: string;
  toSQL: (this: RawBuilder, ...args: unknown[]) => unknown;
}

interface Transaction extends PromiseLike<unknown> {
  /** Sends a statement; with a status, the one that ends it. */
  query: (connection: unknown, sql: string, status?: number, value?: unknown) => Promise<unknown>;
}

const reads: ReadonlySet<string> = new Set(['select', 'first', 'pluck', 'columnInfo', 'hasTable', 'hasColumn']);
const change = /^\s*(?:insert|update|delete|replace|merge|truncate|create|alter|drop|with)\b/iu;

/**
 * Tells a watcher of all that a Knex does, but for `before`, which is the client's own to await.
 * @param prototype of a client class made for this one Knex: its methods are replaced. Transactions have it, too.
 */
export function watchClient(prototype: object, watcher: KnexWatcher): void {
  const client = prototype as ClientMethods;
  const { queryBuilder, schemaBuilder, raw, queryCompiler, schemaCompiler, runner, transaction } = client;

  client.queryBuilder = function () {
    const builder = queryBuilder.call(this);
    watcher.made(builder, () => !reads.has(builder._method));
    return builder;
  };
  client.schemaBuilder = function () {
    const builder = schemaBuilder.call(this);
    watcher.made(builder, () => builder._sequence.some(({ method }) => !reads.has(method)));
    return builder;
  };
  client.raw = function (...args) {
    const builder = raw.apply(this, args);
    watcher.made(builder, () => change.test(builder.sql));
    const { toSQL } = builder;
    builder.toSQL = function (...asked) {
      watcher.used(builder);
      return toSQL.apply(this, asked);
    };
    return builder;
  };
  client.queryCompiler = function (builder, ...rest) {
    watcher.used(builder);
    return queryCompiler.call(this, builder, ...rest);
  };
  client.schemaCompiler = function (builder) {
    watcher.used(builder);
    return schemaCompiler.call(this, builder);
  };
  client.runner = function (builder) {
    const made = runner.call(this, builder);
    const run = made.run.bind(made);
    watcher.used(builder);
    made.run = async () => {
      watcher.started(builder);
      try {
        return await run();
      } finally {
        watcher.done(builder);
      }
    };
    return made;
  };
  client.transaction = function (...args) {
    const made = transaction.apply(this, args);
    const done = (): void => watcher.done(made);
    const query = made.query.bind(made);
    watcher.started(made);
    // Whoever ends it by hand waits for its last statement, and goes on before the transaction itself knows.
    made.query = async (connection, sql, status, value) => {
      const result = await query(connection, sql, status, value);
      if (status !== undefined) done();
      return result;
    };
    made.then(done, done);
    return made;
  };
}
