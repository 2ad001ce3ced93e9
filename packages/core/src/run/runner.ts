import type { Statement } from '../ddl/statement.js';
import { AludelError, type ErrorLocation } from '../errors.js';
import type { Revision } from '../graph/revision.js';
import { createdTables } from '../operations/created-tables.js';
import { IrreversibleOperationError } from '../operations/errors.js';
import type { Operation } from '../operations/operation.js';
import { canonicalJson, checksumOf } from '../revisions/checksum.js';
import type { Migration } from '../revisions/migration.js';
import { userFrame } from './call-site.js';
import { InterruptedError, MigrationFailedError } from './errors.js';
import type { Direction, RunListener } from './events.js';
import { MigrationRun, type FlushedOperations, type MigrationRunParts } from './migration-run.js';
import type { StatementSink } from './statement-sink.js';
import { RestartUnit, TransactionUnit } from './transaction-unit.js';
import type { VersionStore } from './version-store.js';

/** How migrations and transactions go together: one for each, one for the whole run, or none. */
export type TransactionMode = 'perMigration' | 'all' | 'none';

/** A step of a plan, with its code at hand. */
export interface RunStep {
  readonly direction: Direction;
  readonly revision: Revision;
  /** Path of its file. */
  readonly file: string;
  /** Loads its code. */
  readonly open: () => Promise<Migration>;
  /** Of a downgrade whose file has none: what was derived. */
  readonly derived?: readonly Operation[];
}

export interface RunnerParts extends Omit<MigrationRunParts, 'runStatement'> {
  readonly sink: StatementSink;
  readonly versions: VersionStore;
  readonly emit: RunListener;
  readonly signal?: AbortSignal;
  readonly toolVersion: string;
  readonly now: () => Date;
}

/** Carries out a plan, step by step. Cannot tell whether its statements go to a database or into a script. */
export class Runner {
  constructor(private readonly parts: RunnerParts) {}

  /** @param prologue statements that the first version row needs, in its transaction: they go if that step fails */
  async run(steps: readonly RunStep[], mode: TransactionMode, prologue: readonly Statement[] = []): Promise<void> {
    const numbered = steps.map((step, index) => ({
      step,
      index,
      total: steps.length,
      prologue: index === 0 ? prologue : [],
    }));
    if (mode === 'all') {
      if (numbered.length > 0) await this.#unit(numbered, true);
      return;
    }
    for (const one of numbered) await this.#unit([one], mode !== 'none');
  }

  /** Changes version rows alone, in one transaction: what `stamp` does. */
  async writeVersions(statements: readonly Statement[], comment: string): Promise<void> {
    const { sink } = this.parts;
    await sink.begin();
    try {
      sink.comment(comment);
      for (const statement of statements) await sink.run(statement);
      await sink.commit();
    } catch (error) {
      await sink.rollback();
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
      for (const { step } of steps.slice(0, 1)) {
        this.parts.emit({
          type: 'stepRestarted',
          ...named(step),
          reason: restart.settings.map(({ sql }) => sql).join('; '),
        });
      }
    }
  }

  async #attempt(
    steps: readonly NumberedStep[],
    transactional: boolean,
    settings: readonly Statement[],
  ): Promise<RestartUnit | undefined> {
    let unit: TransactionUnit | undefined;
    try {
      for (const numbered of steps) {
        this.#assertNotInterrupted();
        const loading = performance.now();
        const migration = await this.#open(numbered.step);
        const loadMs = performance.now() - loading;
        // The first migration decides for its unit: within a run in one transaction, none may opt out.
        unit ??= await this.#beginUnit(
          transactional && (steps.length > 1 || migration.transaction !== false),
          settings,
        );
        await this.#step(numbered, migration, loadMs, unit);
      }
      await unit?.commit();
      return undefined;
    } catch (error) {
      await unit?.rollback();
      if (error instanceof RestartUnit) return error;
      throw error;
    } finally {
      await unit?.close();
    }
  }

  async #beginUnit(transactional: boolean, settings: readonly Statement[]): Promise<TransactionUnit> {
    const unit = new TransactionUnit(this.parts.sink, transactional);
    await unit.make(settings);
    await unit.begin();
    return unit;
  }

  async #step(
    { step, index, total, prologue }: NumberedStep,
    migration: Migration,
    loadMs: number,
    unit: TransactionUnit,
  ): Promise<void> {
    const { emit, versions, toolVersion, now, sink } = this.parts;
    emit({ type: 'stepStarted', ...named(step), index, total });
    sink.comment(`Revision ${step.revision.id}: ${step.revision.message || '(no message)'} (${step.direction})`);
    const started = performance.now();
    const run = new MigrationRun(
      step.revision.id,
      { ...this.parts, runStatement: (statement) => this.#statement(step, statement) },
      unit,
    );
    await this.#migrate(step, migration, run);

    const durationMs = Math.round(performance.now() - started);
    const row =
      step.direction === 'downgrade'
        ? versions.remove(step.revision.id)
        : versions.add({
            revision: step.revision.id,
            appliedAt: now().toISOString(),
            durationMs,
            checksum: checksumOf(run.flushed.flatMap(({ operations }) => operations)),
            downgrade: migration.downgrade === undefined ? this.#derivedDowngrade(run) : null,
            toolVersion,
          });
    await unit.run([...prologue, row], async (statement) => {
      await sink.run(statement);
    });
    emit({ type: 'stepDone', ...named(step), durationMs, loadMs: Math.round(loadMs) });
  }

  async #migrate(step: RunStep, migration: Migration, run: MigrationRun): Promise<void> {
    try {
      if (step.direction === 'upgrade') await migration.upgrade(run.op);
      else if (step.derived !== undefined) for (const operation of step.derived) run.op.apply(operation);
      else await migration.downgrade?.(run.op);
      await run.finish();
    } catch (error) {
      await run.abandon();
      throw this.#explained(error, step);
    }
  }

  /** What undoes the migration, as canonical JSON; null where that cannot be said. */
  #derivedDowngrade(run: MigrationRun): string | null {
    if (run.changedByKnex) return null;
    const reversed: (readonly Operation[])[] = [];
    const earlier: FlushedOperations[] = [];
    try {
      for (const flushed of run.flushed) {
        const created = earlier.flatMap(({ operations }) => createdTables(operations));
        reversed.push(this.parts.operations.reverseAll(flushed.before, flushed.operations, created));
        earlier.push(flushed);
      }
    } catch (error) {
      // It is an error only when somebody wants to go back, and is named then, before anything runs.
      if (error instanceof IrreversibleOperationError) return null;
      throw error;
    }
    return canonicalJson(reversed.toReversed().flat());
  }

  async #statement(step: RunStep, statement: Statement): Promise<void> {
    this.#assertNotInterrupted();
    const { emit, sink, operations } = this.parts;
    const operation = operations.describe(statement.source);
    const told = { ...named(step), operation, sql: statement.sql };
    emit({ type: 'statementStarted', ...told });
    if (this.#lastSource !== statement.source) sink.comment(operation);
    this.#lastSource = statement.source;
    const started = performance.now();
    try {
      const rows = await sink.run(statement);
      emit({ type: 'statementDone', ...told, durationMs: performance.now() - started, rows });
    } catch (error) {
      if (error instanceof AludelError) throw error.at({ operation, sql: statement.sql });
      throw error;
    }
  }

  #lastSource: Operation | undefined;

  async #open(step: RunStep): Promise<Migration> {
    try {
      return await step.open();
    } catch (error) {
      throw this.#explained(error, step);
    }
  }

  #explained(error: unknown, step: RunStep): unknown {
    const location: ErrorLocation = { ...userFrame(error), revision: step.revision.id };
    const where = location.file === undefined ? { ...location, file: step.file } : location;
    if (error instanceof RestartUnit) return error;
    if (error instanceof AludelError) return error.at(where);
    return new MigrationFailedError(error, where);
  }

  #assertNotInterrupted(): void {
    if (this.parts.signal?.aborted === true) throw new InterruptedError({ cause: this.parts.signal.reason });
  }
}

interface NumberedStep {
  readonly prologue: readonly Statement[];
  readonly step: RunStep;
  readonly index: number;
  readonly total: number;
}

function named(step: RunStep): { readonly direction: Direction; readonly revision: string; readonly message: string } {
  return { direction: step.direction, revision: step.revision.id, message: step.revision.message };
}
