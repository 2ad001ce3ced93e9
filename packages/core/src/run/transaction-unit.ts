import type { RuleOutput, Statement } from '../ddl/statement.js';
import type { StatementSink } from './statement-sink.js';

/** Raised within a unit when a setting of the session has to come before what was done already: start the unit again. */
export class RestartUnit extends Error {
  constructor(readonly settings: readonly Statement[]) {
    super('A setting of the session has to be made before the transaction begins.');
  }
}

/**
 * What is done in one transaction: one migration, or a whole run; or without any. It keeps to where each statement may
 * run, and takes settings of the session back at its end.
 */
export class TransactionUnit {
  readonly #settings = new Map<string, Statement>();
  /** The settings in spite of which data was changed. */
  readonly #guarded = new Set<Statement>();
  #open = false;
  #dirty = false;

  constructor(
    private readonly sink: StatementSink,
    private readonly transactional: boolean,
  ) {}

  async begin(): Promise<void> {
    if (!this.transactional || this.#open) return;
    await this.sink.begin();
    this.#open = true;
    this.#dirty = false;
  }

  /**
   * Makes those settings of the session that are not made yet.
   * @returns whether the transaction, empty so far, was begun anew: then what was read in it must be read again
   * @throws RestartUnit where something was done in it already
   */
  async make(settings: readonly Statement[]): Promise<boolean> {
    const missing = settings.filter((setting) => !this.#settings.has(setting.sql));
    if (missing.length === 0) return false;
    if (this.#open && this.#dirty) throw new RestartUnit(missing);
    const wasOpen = this.#open;
    await this.rollback();
    for (const setting of missing) {
      await this.sink.run(setting);
      this.#settings.set(setting.sql, setting);
    }
    if (wasOpen) await this.begin();
    return wasOpen;
  }

  /** Runs statements that belong together: all of one operation. */
  async run(statements: readonly Statement[], runOne: (statement: Statement) => Promise<void>): Promise<void> {
    // Without a transaction around the migration, an operation of several statements still is one thing or nothing.
    const atomic =
      !this.#open && statements.length > 1 && statements.every(({ transaction }) => transaction === 'inside');
    if (!atomic) {
      for (const statement of statements) await this.#runOne(statement, runOne);
      return;
    }
    await this.sink.begin();
    try {
      for (const statement of statements) await runOne(statement);
      await this.sink.commit();
    } catch (error) {
      await quietly(() => this.sink.rollback());
      throw error;
    }
  }

  /** To be called before data is changed by the user's own statements. */
  async guardData(): Promise<void> {
    for (const setting of this.#settings.values()) {
      if (setting.guard === undefined || this.#guarded.has(setting)) continue;
      this.#guarded.add(setting);
      await this.#runAll(setting.guard.before, setting);
    }
  }

  /** Tests what the settings of the session left unguarded. To be called before the end; throws where it does not hold. */
  async verify(): Promise<void> {
    for (const setting of this.#guarded) await this.#runAll(setting.guard?.after ?? [], setting);
    this.#guarded.clear();
  }

  /** Something was read or done on the session that did not come through `run`. */
  touch(): void {
    this.#dirty = true;
  }

  /** Where it fails the transaction is still open, and is rolled back. */
  async commit(): Promise<void> {
    if (!this.#open) return;
    await this.sink.commit();
    this.#open = false;
  }

  async rollback(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.sink.rollback();
  }

  /** Takes the settings of the session back, last first. */
  async close(): Promise<void> {
    for (const setting of [...this.#settings.values()].toReversed()) {
      if (setting.undo !== undefined) await this.sink.run({ ...setting, sql: setting.undo });
    }
    this.#settings.clear();
  }

  /** Ends it after an error, which is what the caller must hear of, and not of what goes wrong here. */
  async abandon(): Promise<void> {
    await quietly(() => this.rollback());
    await quietly(() => this.close());
  }

  async #runAll(outputs: readonly RuleOutput[], { source }: Statement): Promise<void> {
    for (const output of outputs) {
      await this.sink.run(
        typeof output === 'string' ? { sql: output, transaction: 'inside', source } : { ...output, source },
      );
    }
  }

  async #runOne(statement: Statement, runOne: (statement: Statement) => Promise<void>): Promise<void> {
    const outside = statement.transaction === 'outside' && this.#open;
    if (outside) await this.commit();
    await runOne(statement);
    if (outside) await this.begin();
    else this.#dirty = true;
  }
}

async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // The session is closed after an error, and what it left open goes with it.
  }
}
