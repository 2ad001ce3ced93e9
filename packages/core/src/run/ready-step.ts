import type { Statement } from '../ddl/statement.js';
import type { Revision } from '../graph/revision.js';
import type { Operation } from '../operations/operation.js';
import type { Migration } from '../revisions/migration.js';
import { AppliedOperations } from './applied-operations.js';
import type { Direction } from './events.js';
import { MigrationRun, type MigrationRunParts } from './migration-run.js';
import type { TransactionUnit } from './transaction-unit.js';
import type { VersionStore } from './version-store.js';

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

export interface ReadyStepParts extends Omit<MigrationRunParts, 'onFlush'> {
  readonly versions: VersionStore;
  readonly toolVersion: string;
  readonly now: () => Date;
}

/** A step whose code is loaded, and what its version row keeps of it. */
export class ReadyStep {
  readonly run: MigrationRun;
  /** None where it goes down: its row is removed. */
  readonly #applied: AppliedOperations | undefined;
  #work: Promise<void> | undefined;
  #calledAt = 0;

  constructor(
    private readonly step: RunStep,
    readonly migration: Migration,
    private readonly parts: ReadyStepParts,
  ) {
    const applied =
      step.direction === 'upgrade'
        ? new AppliedOperations(parts.operations, migration.downgrade === undefined)
        : undefined;
    this.#applied = applied;
    this.run = new MigrationRun(step.revision.id, { ...parts, onFlush: (flushed) => applied?.note(flushed) });
  }

  /** Calls the migration's function, unless it has been. What it asks for is done in its turn. */
  call(): Promise<void> {
    if (this.#work === undefined) {
      this.#calledAt = performance.now();
      this.#work = migrate(this.step, this.migration, this.run);
    }
    return this.#work;
  }

  /** Since its function was called, in whole milliseconds. */
  get durationMs(): number {
    return Math.round(performance.now() - this.#calledAt);
  }

  /** Its turn has come. */
  carryOut(unit: TransactionUnit): Promise<void> {
    this.run.start(unit);
    return this.call();
  }

  /** Writes or removes its version row. To be asked once, when it is carried out. */
  row(durationMs: number): Statement {
    const { versions, toolVersion, now } = this.parts;
    const { id } = this.step.revision;
    if (this.#applied === undefined) return versions.remove(id);
    return versions.add({
      revision: id,
      appliedAt: now().toISOString(),
      durationMs,
      checksum: this.#applied.checksum(),
      downgrade: this.run.changedUnrecorded ? null : this.#applied.downgrade(),
      toolVersion,
    });
  }
}

async function migrate({ direction, derived }: RunStep, migration: Migration, run: MigrationRun): Promise<void> {
  if (direction === 'upgrade') await migration.upgrade(run.op);
  else if (derived === undefined) await migration.downgrade?.(run.op);
  else for (const operation of derived) run.op.apply(operation);
  await run.finish();
}
