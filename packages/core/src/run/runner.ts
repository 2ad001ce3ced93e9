import { setImmediate } from 'node:timers/promises';
import type { RowGroup } from '../ddl/row-groups.js';
import type { Statement } from '../ddl/statement.js';
import { AludelError } from '../errors.js';
import type { Operation } from '../operations/operation.js';
import type { TableName } from '../schema/names.js';
import { InterruptedError, TransactionNotWantedError } from './errors.js';
import type { Direction, RunListener } from './events.js';
import { explained } from './explained.js';
import type { Journal } from './journal.js';
import type { MigrationRun } from './migration-run.js';
import { NextStep } from './next-step.js';
import { ReadyStep, type ReadyStepParts, type RunStep } from './ready-step.js';
import { valuesOf } from './row-portions.js';
import type { StatementSink } from './statement-sink.js';
import { RestartUnit, TransactionUnit } from './transaction-unit.js';

/** How migrations and transactions go together: one for each, one for the whole run, or none. */
export type TransactionMode = 'perMigration' | 'all' | 'none';

export interface RunnerParts extends Omit<ReadyStepParts, 'runStatement' | 'insertRows' | 'giveWay'> {
  readonly sink: StatementSink;
  readonly emit: RunListener;
  readonly signal?: AbortSignal;
  /** Is told what takes effect at once. Default: nobody. */
  readonly journal?: Journal;
}

const giveWayAfterMs = 10;

/** Carries out a plan, step by step. Cannot tell whether its statements go to a database or into a script. */
export class Runner {
  #gaveWayAt = performance.now();
  #lastSource: Operation | undefined;
  readonly #next = new NextStep((step) => this.#load(step));

  constructor(private readonly parts: RunnerParts) {}

  /** @param prologue statements that the first version row needs, in its transaction: they go if that step fails */
  async run(steps: readonly RunStep[], mode: TransactionMode, prologue: readonly Statement[] = []): Promise<void> {
    const numbered = steps.map((step, index) => ({
      step,
      index,
      total: steps.length,
      next: steps[index + 1],
      prologue: index === 0 ? prologue : [],
    }));
    try {
      if (mode !== 'all') for (const one of numbered) await this.#unit([one], mode !== 'none');
      else if (numbered.length > 0) await this.#unit(numbered, true);
    } finally {
      this.#next.drop();
    }
  }

  /** Changes version rows alone, in one transaction: what `stamp` does. */
  async writeVersions(statements: readonly Statement[], comment: string): Promise<void> {
    const { sink } = this.parts;
    const unit = new TransactionUnit(sink, true);
    sink.comment(comment);
    try {
      for (const statement of statements) await unit.run([statement], async (one) => void (await sink.run(one)));
      await unit.commit();
    } catch (error) {
      // What went wrong first is what is told; the session is closed after it.
      await unit.abandon();
      throw error;
    }
  }

  async #unit(steps: readonly NumberedStep[], transactional: boolean): Promise<void> {
    const restore = this.parts.schema.snapshot();
    const settings: Statement[] = [];
    for (;;) {
      const restart = await this.#attempt(steps, transactional, settings);
      if (restart === undefined) return;
      settings.push(...restart.settings);
      restore();
      const [first] = steps;
      const reason = restart.settings.map(({ sql }) => sql).join('; ');
      if (first !== undefined) this.parts.emit({ type: 'stepRestarted', ...named(first.step), reason });
    }
  }

  /** @returns why it has to be done again, if it has */
  async #attempt(
    steps: readonly NumberedStep[],
    transactional: boolean,
    settings: readonly Statement[],
  ): Promise<RestartUnit | undefined> {
    let unit: TransactionUnit | undefined;
    const done: StepDone[] = [];
    let current: NumberedStep | undefined;
    try {
      for (const numbered of steps) {
        current = numbered;
        await this.#giveWay();
        const { step, index, total, next } = numbered;
        const { ready, loadMs } = await this.#take(step);
        const { migration } = ready;
        this.#next.expect(next);
        if (unit === undefined) {
          // A run of several migrations in one transaction has it whole.
          unit = new TransactionUnit(
            this.parts.sink,
            transactional && (steps.length > 1 || migration.transaction !== false),
            {
              describe: ({ source }) => this.parts.operations.describe(source),
              onCommit: () => this.#tellDone(done),
              ...(this.parts.journal === undefined ? {} : { journal: this.parts.journal }),
            },
          );
          await unit.make(settings);
        }
        if (steps.length > 1 && migration.transaction === false) {
          throw new TransactionNotWantedError(step.revision.id, step.file);
        }
        done.push({ step, index, total, loadMs, ...(await this.#step(numbered, ready, unit, steps.length === 1)) });
        // What took effect cannot be rolled back with later migrations: its version row must not be either.
        if (unit.inEffect.length > 0) {
          await this.#commit(unit, done);
          current = undefined;
          this.#tellDone(done);
        }
      }
      await this.#commit(unit, done);
      // Whatever a listener throws from now on, no migration has failed.
      current = undefined;
      this.#tellDone(done);
    } catch (error) {
      if (!(error instanceof RestartUnit)) {
        await unit?.abandon();
        throw this.#failed(error, current, unit);
      }
      await unit?.rollback();
      await unit?.close();
      return error;
    }
    await unit?.close();
    return undefined;
  }

  /** Not before it is committed: what is in a transaction that does not end is not done. */
  #tellDone(done: StepDone[]): void {
    for (const { step, run, index, total, durationMs, loadMs } of done.splice(0)) {
      run.end();
      this.parts.emit({ type: 'stepDone', ...named(step), index, total, durationMs, loadMs });
    }
  }

  /** Says of a failed step what is left of it. */
  #failed(error: unknown, failed: NumberedStep | undefined, unit: TransactionUnit | undefined): unknown {
    const { emit } = this.parts;
    if (failed === undefined) return error;
    const inEffect = unit?.inEffect ?? [];
    const { step, index, total } = failed;
    emit({ type: 'stepFailed', ...named(step), index, total, inEffect });
    return error instanceof AludelError ? error.leaving(inEffect) : error;
  }

  async #commit(unit: TransactionUnit | undefined, done: readonly StepDone[]): Promise<void> {
    const last = done.at(-1);
    try {
      for (const { run } of done) run.assertNothingLate();
      await unit?.verify();
      await unit?.commit();
    } catch (error) {
      throw last === undefined ? error : this.#explained(error, last.step);
    }
  }

  async #step(
    { step, index, total, prologue }: NumberedStep,
    ready: ReadyStep,
    unit: TransactionUnit,
    endsUnit: boolean,
  ): Promise<Pick<StepDone, 'run' | 'durationMs'>> {
    const { emit, sink } = this.parts;
    const { run } = ready;
    emit({ type: 'stepStarted', ...named(step), index, total });
    // In a transaction the version table goes if the step fails; where it cannot, it must not tear one in two.
    const isAhead = prologue.some(({ transaction }) => transaction === 'outside');
    unit.startStep(step.revision.id, isAhead ? prologue : []);
    sink.comment(`Revision ${step.revision.id}: ${step.revision.message || '(no message)'} (${step.direction})`);
    try {
      await this.#orInterrupted(ready.carryOut(unit));
      const { durationMs } = ready;
      const row = ready.row(durationMs);
      const write = async (statement: Statement): Promise<void> => {
        await sink.run(statement);
      };
      if (!isAhead) await unit.run(prologue, write);
      if (endsUnit) {
        run.assertNothingLate();
        if (unit.isSettled) this.#next.mayBeCalled();
        await unit.runLast(row, write);
      } else await unit.run([row], write);
      return { run, durationMs };
    } catch (error) {
      throw this.#explained(await run.abandon(error), step);
    }
  }

  /** A migration that waits for something of its own is not waited for when the run is to end. */
  async #orInterrupted<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.parts;
    if (signal === undefined) return work;
    let onAbort = (): void => undefined;
    const interrupted = new Promise<never>((_, reject) => {
      onAbort = () => {
        reject(new InterruptedError({ cause: signal.reason }));
        // What cannot be given up is waited for.
        this.parts.sink.cancel?.().catch(() => undefined);
      };
      // While its file was loaded, it may have come already.
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([work, interrupted]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #insert(table: TableName, groups: readonly RowGroup[]): Promise<number> {
    let rows = 0;
    for (const group of groups)
      rows += (await this.parts.sink.insertRows?.(table, group.columns, valuesOf(group))) ?? 0;
    return rows;
  }

  async #statement(step: RunStep, statement: Statement, run: () => Promise<number>): Promise<void> {
    await this.#giveWay();
    const { emit, sink, operations } = this.parts;
    const operation = operations.describe(statement.source);
    const told = { ...named(step), operation, sql: statement.sql };
    emit({ type: 'statementStarted', ...told });
    if (this.#lastSource !== statement.source) sink.comment(operation);
    this.#lastSource = statement.source;
    const started = performance.now();
    try {
      const rows = await run();
      emit({ type: 'statementDone', ...told, durationMs: performance.now() - started, rows });
    } catch (error) {
      if (error instanceof AludelError) throw error.at({ operation, sql: statement.sql });
      throw error;
    }
  }

  async #take(step: RunStep): Promise<Awaited<ReturnType<NextStep['take']>>> {
    try {
      return await this.#next.take(step);
    } catch (error) {
      throw this.#explained(error, step);
    }
  }

  async #load(step: RunStep): Promise<ReadyStep> {
    const migration = await step.open();
    const { sink } = this.parts;
    return new ReadyStep(step, migration, {
      ...this.parts,
      runStatement: (statement) => this.#statement(step, statement, () => sink.run(statement)),
      insertRows:
        sink.insertRows === undefined
          ? undefined
          : (statement, table, groups) => this.#statement(step, statement, () => this.#insert(table, groups)),
      giveWay: () => this.#giveWay(),
    });
  }

  #explained(error: unknown, { revision, file }: RunStep): unknown {
    return error instanceof RestartUnit ? error : explained(error, { revision: revision.id, file });
  }

  /**
   * Lets the process do something else now and then, such as to hear a signal: a database that answers at once would keep it
   * from that to the end.
   * @throws InterruptedError
   */
  async #giveWay(): Promise<void> {
    const { signal } = this.parts;
    if (performance.now() - this.#gaveWayAt > giveWayAfterMs) {
      await setImmediate();
      this.#gaveWayAt = performance.now();
    }
    if (signal?.aborted === true) throw new InterruptedError({ cause: signal.reason });
  }
}

interface NumberedStep {
  readonly prologue: readonly Statement[];
  readonly step: RunStep;
  readonly index: number;
  readonly total: number;
  readonly next: RunStep | undefined;
}

/** A step that was carried out, and is not yet committed. */
interface StepDone extends Pick<NumberedStep, 'step' | 'index' | 'total'> {
  readonly run: MigrationRun;
  readonly durationMs: number;
  readonly loadMs: number;
}

function named(step: RunStep): { readonly direction: Direction; readonly revision: string; readonly message: string } {
  return { direction: step.direction, revision: step.revision.id, message: step.revision.message };
}
