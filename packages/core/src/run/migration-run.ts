import type { Knex } from 'knex';
import type { DdlCompiler } from '../ddl/compiler.js';
import type { Statement } from '../ddl/statement.js';
import type { ErrorLocation } from '../errors.js';
import type { BulkInsert, Row } from '../operations/bulk-insert.js';
import type { Op } from '../operations/op.js';
import type { Operation } from '../operations/operation.js';
import { statementOf } from '../operations/recorder.js';
import type { OperationRegistry } from '../operations/registry.js';
import { emptySchema, type SchemaModel } from '../schema/model.js';
import type { NamingConvention } from '../schema/naming.js';
import { displayName, type TableName } from '../schema/names.js';
import type { Literal } from '../schema/values.js';
import { callSite } from './call-site.js';
import { OperationTooLateError, PromiseNotAwaitedError } from './errors.js';
import { createOp } from './op-factory.js';
import type { ReadAccess } from './read-access.js';
import type { TrackedSchema } from './tracked-schema.js';
import type { TransactionUnit } from './transaction-unit.js';

/** What a migration's run needs of the run as a whole. */
export interface MigrationRunParts {
  readonly dialect: { readonly name: string };
  readonly operations: OperationRegistry;
  readonly compiler: DdlCompiler;
  readonly schema: TrackedSchema;
  readonly reads: ReadAccess;
  readonly convention: NamingConvention;
  /** Runs one statement, with events and errors that name it. */
  readonly runStatement: (statement: Statement) => Promise<void>;
}

/** Operations that were carried out, and what was known of the schema before them. */
export interface FlushedOperations {
  readonly before: SchemaModel;
  readonly operations: readonly Operation[];
}

/** Rows of an iterable that go into one statement list. */
const rowsAtOnce = 1000;

/** One migration while it runs: gathers what its function records, and carries it out in call order. */
export class MigrationRun {
  readonly op: Op;
  readonly flushed: FlushedOperations[] = [];
  /** Whether data was changed by Knex, of which nothing is known that could be reversed. */
  changedByKnex = false;
  #queue: Operation[] = [];
  /** Flushes and reads follow each other in the order of the calls, awaited or not. */
  #tail: Promise<unknown> = Promise.resolve();
  readonly #pending = new Map<object, string>();
  #closed = false;

  constructor(
    private readonly revision: string,
    private readonly parts: MigrationRunParts,
    private readonly unit: TransactionUnit,
  ) {
    this.op = createOp({
      dialect: parts.dialect,
      offline: parts.reads.offline,
      convention: parts.convention,
      record: (operation) => {
        if (this.#closed) throw new OperationTooLateError(revision);
        this.#queue.push(operation);
      },
      flush: () => this.#chain(() => this.#flush()),
      query: (statement, bindings) => this.#query(statement, bindings),
      knex: () => this.#knex(),
    });
  }

  /** Carries out what is left, once the migration's function has returned. */
  async finish(): Promise<void> {
    if (this.#pending.size > 0) {
      const location: ErrorLocation = { revision: this.revision };
      const calls = [...this.#pending.values()];
      // What was begun must end before the transaction does.
      await this.#tail.catch(() => undefined);
      throw new PromiseNotAwaitedError(calls, location);
    }
    await this.#chain(() => this.#flush());
    this.#closed = true;
  }

  /** No operation is taken any more; awaits what was begun. */
  async abandon(): Promise<void> {
    this.#closed = true;
    this.#queue = [];
    await this.#tail.catch(() => undefined);
  }

  #chain<T>(next: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(next);
    // The tail must not reject by itself: whoever waits for `result`, or `finish`, gets the error.
    this.#tail = result;
    result.catch(() => undefined);
    return result;
  }

  #query(
    statement: Parameters<Op['execute']>[0],
    bindings?: readonly Literal[],
  ): Promise<readonly Record<string, unknown>[]> {
    if (this.#closed) throw new OperationTooLateError(this.revision);
    const { sql, bindings: values } = statementOf(statement, bindings);
    const site = callSite();
    this.parts.reads.assertReadable('op.query', site);
    return this.#tracked(`op.query${placeOf(site)}`, () =>
      this.#chain(async () => {
        await this.#flush();
        await this.unit.begin();
        if (!/^\s*(?:select|values|pragma|explain|show)\b/iu.test(sql)) this.unit.touch();
        return this.parts.reads.query(sql, values);
      }),
    );
  }

  #knex(): Knex {
    const site = callSite();
    this.parts.reads.assertReadable('op.knex', site);
    return this.parts.reads.knex({
      before: async (sql) => {
        await this.#chain(() => this.#flush());
        await this.unit.begin();
        if (/^\s*select\b/iu.test(sql)) return;
        this.unit.touch();
        this.changedByKnex = true;
      },
      started: (key) => this.#pending.set(key, `a query of op.knex${placeOf(site)}`),
      done: (key) => this.#pending.delete(key),
    });
  }

  async #tracked<T>(what: string, begin: () => Promise<T>): Promise<T> {
    const key = {};
    this.#pending.set(key, what);
    try {
      return await begin();
    } finally {
      this.#pending.delete(key);
    }
  }

  async #flush(): Promise<void> {
    const queue = this.#queue;
    this.#queue = [];
    let group: Operation[] = [];
    for (const operation of queue) {
      if (operation.kind !== 'bulkInsert' || Array.isArray(operation.rows)) {
        group.push(operation);
        continue;
      }
      await this.#carryOut(group);
      group = [];
      await this.#insertFrom(operation);
    }
    await this.#carryOut(group);
  }

  async #carryOut(recorded: readonly Operation[]): Promise<void> {
    if (recorded.length === 0) return;
    await this.unit.begin();
    let before = await this.#read(recorded);
    let operations = this.parts.operations.expandAll(before, recorded);
    let statements = this.parts.compiler.compile(operations, before);
    const settings = statements.filter(({ transaction }) => transaction === 'session');
    if (await this.unit.make(settings)) {
      before = await this.#read(recorded);
      operations = this.parts.operations.expandAll(before, recorded);
      statements = this.parts.compiler.compile(operations, before);
    }
    for (const own of bySource(statements)) {
      await this.unit.run(own, (statement) => this.parts.runStatement(statement));
    }
    this.parts.schema.advance(operations);
    this.flushed.push({ before, operations });
  }

  /** Rows that come one after another are compiled and sent in portions: they are never all in memory. */
  async #insertFrom(operation: BulkInsert): Promise<void> {
    const before = await this.#read([operation]);
    for await (const rows of portions(operation.rows)) {
      const statements = this.parts.compiler.compile([{ ...operation, rows }], before);
      await this.unit.run(statements, (statement) => this.parts.runStatement(statement));
    }
    this.flushed.push({ before, operations: [{ ...operation, rows: [] }] });
  }

  async #read(operations: readonly Operation[]): Promise<SchemaModel> {
    const tables = new Map<string, TableName>();
    for (const operation of operations) {
      for (const table of this.parts.operations.touches(operation)) tables.set(displayName(table), table);
    }
    return tables.size === 0 ? emptySchema : this.parts.schema.read({ tables: [...tables.values()] });
  }
}

/** Statements of one operation stay together. */
function bySource(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const groups: Statement[][] = [];
  for (const statement of statements) {
    if (statement.transaction === 'session') continue;
    const last = groups.at(-1);
    if (last?.[0]?.source === statement.source) last.push(statement);
    else groups.push([statement]);
  }
  return groups;
}

async function* portions(rows: BulkInsert['rows']): AsyncGenerator<readonly Row[]> {
  let portion: Row[] = [];
  for await (const row of rows) {
    portion.push(row);
    if (portion.length < rowsAtOnce) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

function placeOf(site: ErrorLocation): string {
  return site.file === undefined ? '' : ` at ${site.file}:${site.line ?? 0}`;
}
