import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { checkOperation } from '../ddl/check-operation.js';
import type { DdlCompiler } from '../ddl/compiler.js';
import { rowGroups, type RowGroup } from '../ddl/row-groups.js';
import type { Statement } from '../ddl/statement.js';
import type { Dialect } from '../dialect/dialect.js';
import type { SchemaScope } from '../dialect/inspector.js';
import { AludelError } from '../errors.js';
import type { BulkInsert, Row } from '../operations/bulk-insert.js';
import type { Op } from '../operations/op.js';
import type { Operation } from '../operations/operation.js';
import { statementOf } from '../operations/recorder.js';
import type { OperationRegistry } from '../operations/registry.js';
import { emptySchema, type SchemaModel } from '../schema/model.js';
import type { NamingConvention } from '../schema/naming.js';
import { displayName, type TableName } from '../schema/names.js';
import type { Literal } from '../schema/values.js';
import type { FlushedOperations } from './applied-operations.js';
import { callSite } from './call-site.js';
import { OperationTooLateError, PromiseNotAwaitedError } from './errors.js';
import { createOp } from './op-factory.js';
import { OperationSites } from './operation-sites.js';
import { PendingCalls } from './pending-calls.js';
import type { ReadAccess } from './read-access.js';
import { isRead, keepsSchema } from './reading.js';
import { portions } from './row-portions.js';
import type { TrackedSchema } from './tracked-schema.js';
import { RestartUnit, type TransactionUnit } from './transaction-unit.js';

/** What a migration's run needs of the run as a whole. */
export interface MigrationRunParts {
  readonly dialect: Pick<Dialect, 'name' | 'traits' | 'options' | 'identifier'>;
  readonly operations: OperationRegistry;
  readonly compiler: DdlCompiler;
  readonly schema: TrackedSchema;
  readonly reads: ReadAccess;
  readonly convention: NamingConvention;
  /** Runs one statement, with events and errors that name it. */
  readonly runStatement: (statement: Statement) => Promise<void>;
  /** Does what the statement stands for by sending these rows; `undefined` where there is no faster way than statements. */
  readonly insertRows:
    | ((statement: Statement, table: TableName, groups: readonly RowGroup[]) => Promise<void>)
    | undefined;
  /** Lets others have a turn now and then; throws where the run is to end. */
  readonly giveWay: () => Promise<void>;
  /** Is told of what is about to be carried out. */
  readonly onFlush: (flushed: FlushedOperations) => void;
}

interface CompiledStatements {
  readonly statements: readonly Statement[];
  /** Rows that are sent in place of the statements of these sources. */
  readonly streamed: ReadonlyMap<Operation, Streamed>;
}

interface Streamed {
  readonly operation: BulkInsert;
  readonly groups: readonly RowGroup[];
}

/** Rows of an iterable that go into one statement list. */
const rowsAtOnce = 1000;
/** And those that are sent at once in a faster way: a stream has to be begun and ended each time. */
const rowsStreamedAtOnce = 10_000;
/** From so many rows on it is worth it. */
const fewestStreamed = 500;

/**
 * One migration while it runs: gathers what its function records, and carries it out in call order. What is recorded before
 * its turn has come is made ready, and waits: nothing reaches the database before `start`.
 */
export class MigrationRun {
  readonly op: Op;
  /** Its turn has come: what it does belongs to this unit. */
  readonly start: (unit: TransactionUnit) => void;
  readonly #unit: Promise<TransactionUnit>;
  /** Whether data was changed by Knex or by a query, of which nothing is known that could be reversed. */
  changedUnrecorded = false;
  #queue: Operation[] = [];
  /** Flushes and reads follow each other in the order of the calls, awaited or not. */
  #tail: Promise<unknown> = Promise.resolve();
  readonly #sites: OperationSites;
  readonly #calls = new PendingCalls();
  #builder: Knex | undefined;
  /** `returned`: what comes now came too late; `ended`: and can no longer be told by the run; `abandoned`: it failed. */
  #state: 'open' | 'returned' | 'ended' | 'abandoned' = 'open';
  #late: OperationTooLateError | undefined;
  #restart: RestartUnit | undefined;
  /** Rows are being asked of an iterable of the user's. */
  #feeding = false;

  constructor(
    private readonly revision: string,
    private readonly parts: MigrationRunParts,
  ) {
    let start: MigrationRun['start'] = () => undefined;
    this.#unit = new Promise((resolve) => (start = resolve));
    this.start = start;
    this.#sites = new OperationSites(parts.operations);
    this.op = createOp({
      dialect: parts.dialect,
      offline: parts.reads.offline,
      convention: parts.convention,
      record: (operation) => {
        if (this.#isLate()) return;
        checkOperation(operation, parts.dialect, parts.operations);
        this.#sites.note(operation);
        this.#queue.push(operation);
      },
      flush: () => {
        if (this.#isLate()) return never();
        // Who gives rows cannot wait for the flush that waits for the rows: what he records comes after them.
        return this.#feeding ? Promise.resolve() : this.#chain(() => this.#flush());
      },
      query: (statement, bindings) => this.#query(statement, bindings),
      knex: () => this.#knex(),
    });
  }

  /** Carries out what is left, once the migration's function has returned. */
  async finish(): Promise<void> {
    this.#state = 'returned';
    const forgotten = this.#calls.forgotten();
    if (forgotten.length > 0) throw new PromiseNotAwaitedError(forgotten, this.revision);
    await this.#chain(() => this.#flush());
  }

  /** Throws where something was recorded after the migration's function had returned. To be asked before it is committed. */
  assertNothingLate(): void {
    if (this.#late !== undefined) throw this.#late;
  }

  /** It is committed: who still records something is told so himself. */
  end(): void {
    this.#state = 'ended';
  }

  /**
   * Nothing is taken any more; awaits what was begun. Whoever still waits for something waits for ever: the migration has
   * failed, and what its loose ends would run into is not worth telling.
   * @returns what has to be done about it
   */
  async abandon(error: unknown): Promise<unknown> {
    this.#state = 'abandoned';
    this.#queue = [];
    // While rows are asked of the user's iterable, no statement is on its way, and it may never answer.
    if (!this.#feeding) await this.#tail.catch(() => undefined);
    // A query of Knex that was let through before is sent by then.
    await setImmediate();
    // The migration may have caught it, and thrown something else.
    return this.#restart ?? error;
  }

  /** Notes or tells that a call comes after the function has returned. */
  #isLate(): boolean {
    if (this.#state === 'abandoned') return true;
    // Rows of an iterable are asked for when the function has returned; it may read them from the database.
    if (this.#state === 'open' || this.#feeding) return false;
    const error = new OperationTooLateError(this.revision, callSite());
    if (this.#state === 'ended') throw error;
    this.#late ??= error;
    return true;
  }

  #chain<T>(next: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(next);
    // The tail must not reject by itself: whoever waits for `result`, or `finish`, gets the error.
    this.#tail = result;
    result.catch(() => undefined);
    return result;
  }

  /** Carries out what was recorded before a read, and opens the transaction. */
  async #prepareRead<T>(sql: string, what: string, read: () => Promise<T>): Promise<T> {
    const ready = async (): Promise<T> => {
      const unit = await this.#unit;
      await this.parts.giveWay();
      await unit.begin();
      // What is read must stay true until the end: there is no going on in another transaction after it.
      unit.touch();
      if (!keepsSchema(sql)) this.parts.schema.forget();
      if (isRead(sql)) return read();
      this.changedUnrecorded = true;
      await unit.guardData();
      const result = await read();
      unit.changed({ sql, transaction: 'inside', source: { kind: 'execute', sql: `(${what}) ${sql}` } });
      return result;
    };
    // Rows that an iterable gives may come from a read, which cannot wait for the flush that waits for the rows.
    if (this.#feeding) return ready();
    return this.#chain(async () => {
      await this.#flush();
      return ready();
    });
  }

  #query(
    statement: Parameters<Op['execute']>[0],
    bindings?: readonly Literal[],
  ): Promise<readonly Record<string, unknown>[]> {
    if (this.#isLate()) return never();
    const { sql, bindings: values } = statementOf(statement, bindings);
    const site = callSite();
    this.parts.reads.assertReadable('op.query', site);
    return this.#calls.tracked('op.query', site, () =>
      this.#prepareRead(sql, 'op.query', () => this.parts.reads.query(sql, values, site)),
    );
  }

  #knex(): Knex {
    const site = callSite();
    if (this.#isLate()) throw new OperationTooLateError(this.revision, site);
    this.parts.reads.assertReadable('op.knex', site);
    this.#builder ??= this.parts.reads.knex({
      before: async (sql) => {
        if (this.#isLate()) return never();
        await this.#prepareRead(sql, 'op.knex', () => Promise.resolve());
        return this.#state === 'abandoned' ? never() : undefined;
      },
      ...this.#calls.watcher,
      done: (query) => {
        this.#calls.watcher.done(query);
        // What was read meanwhile may be from before the query.
        if (this.changedUnrecorded) this.parts.schema.forget();
      },
    });
    return this.#builder;
  }

  async #flush(): Promise<void> {
    while (this.#queue.length > 0) {
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
    this.#sites.clear();
  }

  async #carryOut(recorded: readonly Operation[]): Promise<void> {
    if (recorded.length === 0) return;
    let compiled = await this.#compile(recorded);
    const settings = compiled.statements.filter(({ transaction }) => transaction === 'session');
    if (await this.#make(settings)) compiled = await this.#compile(recorded);
    const { before, operations, statements, streamed } = compiled;
    this.parts.onFlush({ before, operations });
    for (const own of bySource(statements)) await this.#run(own, recorded, streamed);
    this.parts.schema.advance(operations);
  }

  async #compile(recorded: readonly Operation[]): Promise<FlushedOperations & CompiledStatements> {
    try {
      const before = await this.#read(recorded);
      const operations = this.parts.operations.expandAll(before, recorded);
      return { before, operations, ...this.#statementsOf(operations, before) };
    } catch (error) {
      if (error instanceof AludelError) error.at(this.#sites.ofError(error, recorded));
      throw error;
    }
  }

  /** Of many rows the rule sees a few, to test them and to say what is done; the rows themselves go another way. */
  #statementsOf(operations: readonly Operation[], before: SchemaModel): CompiledStatements {
    const streamed = new Map<Operation, Streamed>();
    const { compiler, insertRows } = this.parts;
    if (insertRows !== undefined) {
      const samples = operations.map((operation) => {
        const groups = operation.kind === 'bulkInsert' ? streamable(operation) : undefined;
        if (operation.kind !== 'bulkInsert' || groups === undefined) return operation;
        const sample = { ...operation, rows: groups.flatMap(({ rows }) => rows.slice(0, 1)) };
        streamed.set(sample, { groups, operation });
        return sample;
      });
      if (streamed.size > 0) {
        const statements = compiler.compile(samples, before);
        const sources = new Set(statements.map(({ source }) => source));
        // A dialect may say it by operations of its own; then only the whole will do.
        if ([...streamed.keys()].every((sample) => sources.has(sample))) return { statements, streamed };
      }
    }
    return { statements: compiler.compile(operations, before), streamed: new Map() };
  }

  async #make(settings: readonly Statement[]): Promise<boolean> {
    const unit = await this.#unit;
    try {
      return await unit.make(settings);
    } catch (error) {
      if (error instanceof RestartUnit) this.#restart = error;
      throw error;
    }
  }

  /** Runs the statements of one operation. */
  async #run(
    statements: readonly Statement[],
    recorded: readonly Operation[],
    streamed: CompiledStatements['streamed'],
  ): Promise<void> {
    const [first] = statements;
    const stream = first === undefined ? undefined : streamed.get(first.source);
    const source = stream?.operation ?? first?.source;
    const unit = await this.#unit;
    try {
      if (source?.kind === 'execute' || source?.kind === 'bulkInsert') await unit.guardData();
      if (first !== undefined && stream !== undefined) {
        const { operation, groups } = stream;
        const whole = { ...first, source: operation };
        await unit.run([whole], async (one) => this.parts.insertRows?.(one, operation.table, groups));
      } else await unit.run(statements, (statement) => this.parts.runStatement(statement));
    } catch (error) {
      if (error instanceof AludelError && source !== undefined) error.at(this.#sites.ofSource(source, recorded));
      throw error;
    }
  }

  /** Rows that come one after another are compiled and sent in portions: they are never all in memory. */
  async #insertFrom(operation: BulkInsert): Promise<void> {
    await this.#unit;
    const before = await this.#read([operation]);
    try {
      this.#feeding = true;
      for await (const rows of portions(operation.rows, (columns) => this.#portionSize(columns))) {
        this.#feeding = false;
        if (this.#state === 'abandoned') return;
        const { statements, streamed } = this.#statementsOf([{ ...operation, rows }], before);
        for (const own of bySource(statements)) await this.#run(own, [operation], streamed);
        this.#feeding = true;
      }
    } catch (error) {
      if (error instanceof AludelError) error.at(this.#sites.ofError(error, [operation]));
      throw error;
    } finally {
      this.#feeding = false;
    }
    this.parts.onFlush({ before, operations: [{ ...operation, rows: [] }] });
  }

  #portionSize(columns: number): number {
    if (this.parts.insertRows !== undefined) return rowsStreamedAtOnce;
    const { maxBindings = Infinity } = this.parts.dialect.traits;
    return Math.max(1, Math.min(rowsAtOnce, Math.floor(maxBindings / Math.max(1, columns))));
  }

  async #read(operations: readonly Operation[]): Promise<SchemaModel> {
    const tables = new Map<string, TableName>();
    for (const operation of operations) {
      for (const table of this.parts.operations.touches(operation)) tables.set(displayName(table), table);
    }
    if (tables.size === 0) return emptySchema;
    const scope: SchemaScope = { tables: [...tables.values()] };
    const { dialect, schema } = this.parts;
    if (!schema.isKnown(scope)) {
      const unit = await this.#unit;
      // Where DDL can be rolled back, what it rests on must stay as it was read. Else there is nothing that could hold it.
      if (dialect.traits.transactionalDdl) await unit.begin();
    }
    return schema.read(scope);
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

/** None where a row has no values at all, which only a statement of its own can say. */
function streamable({ rows }: BulkInsert): readonly RowGroup[] | undefined {
  if (!Array.isArray(rows) || rows.length < fewestStreamed) return undefined;
  const groups = rowGroups(rows as readonly Row[]);
  return groups.some(({ columns }) => columns.length === 0) ? undefined : groups;
}

/** For a call that came when it was over with the migration. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}
