import type { RuleOutput, Statement } from '../ddl/statement.js';
import type { StatementInEffect } from '../errors.js';
import { Effects } from './effects.js';
import { noJournal, type Journal } from './journal.js';
import type { StatementSink } from './statement-sink.js';

/** Raised within a unit when a setting of the session has to come before what was done already: start the unit again. */
export class RestartUnit extends Error {
  constructor(readonly settings: readonly Statement[]) {
    super('A setting of the session has to be made before the transaction begins.');
  }
}

export interface UnitParts {
  /** Default: one that keeps no note. */
  readonly journal?: Journal;
  /** Says which operation a statement belongs to. */
  readonly describe?: (statement: Statement) => string;
  /** Called after each commit in the middle: earlier steps are done then. */
  readonly onCommit?: () => void;
}

/**
 * What is done in one transaction: one migration, or a whole run; or without any. It keeps to where each statement may
 * run, and takes settings of the session back at its end.
 *
 * The transaction begins with the first statement that belongs into one, or the first read that must stay true until the
 * end: not earlier, since DDL that takes effect at once would only have to end it again. What such statements leave behind
 * is noted, so that nobody is told that it was rolled back.
 */
export class TransactionUnit {
  readonly #settings = new Map<string, Statement>();
  /** The settings in spite of which data was changed. */
  readonly #guarded = new Set<Statement>();
  #open = false;
  #dirty = false;
  #revision = '';
  #count = 0;
  #ahead: readonly Statement[] = [];
  /** Of the present step: what the open transaction holds, from which place on, and what is in effect whatever comes. */
  readonly #uncommitted: Effects;
  readonly #inEffect: Effects;
  #begunAt = 0;
  /** Is sent together with the COMMIT. */
  #last: Statement | undefined;
  /** Something of the unit is in effect: it cannot start again. */
  #final = false;
  readonly #journal: Journal;

  constructor(
    private readonly sink: StatementSink,
    private readonly transactional: boolean,
    private readonly parts: UnitParts = {},
  ) {
    const describe = parts.describe ?? (({ source }: Statement) => source.kind);
    this.#uncommitted = new Effects(describe);
    this.#inEffect = new Effects(describe);
    this.#journal = parts.journal ?? noJournal;
  }

  /** What of the present step is in effect and will not be rolled back, in order. */
  get inEffect(): readonly StatementInEffect[] {
    return this.#inEffect.list;
  }

  /** Whether all that was done is in effect, and nothing of it left to be tested. */
  get isSettled(): boolean {
    return !this.#open && this.#guarded.size === 0;
  }

  /**
   * What comes now belongs to another migration.
   * @param ahead statements that take effect at once, and have to come before its first; not its own
   */
  startStep(revision: string, ahead: readonly Statement[] = []): void {
    this.#revision = revision;
    this.#count = 0;
    this.#begunAt = 0;
    this.#ahead = ahead;
    this.#uncommitted.clear();
    this.#inEffect.clear();
  }

  /** Begins the transaction, if it is not open: before a read that must stay true. `run` does so by itself. */
  async begin(): Promise<void> {
    if (!this.transactional || this.#open) return;
    await this.#runAhead();
    await this.sink.begin();
    this.#open = true;
    this.#dirty = false;
    this.#begunAt = this.#count;
  }

  /**
   * Makes those settings of the session that are not made yet.
   * @returns whether the transaction, empty so far, was begun anew: then what was read in it must be read again
   * @throws RestartUnit where something was done in it already
   */
  async make(settings: readonly Statement[]): Promise<boolean> {
    const missing = settings.filter((setting) => !this.#settings.has(setting.sql));
    if (missing.length === 0) return false;
    if (this.#open && this.#dirty) {
      if (!this.#final) throw new RestartUnit(missing);
      await this.commitMidway();
    }
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
      !this.transactional && statements.length > 1 && statements.every(({ transaction }) => transaction === 'inside');
    if (!atomic) {
      for (const statement of statements) await this.#runOne(statement, runOne);
      return;
    }
    await this.#runAhead();
    await this.sink.begin();
    try {
      this.#begunAt = this.#count;
      for (const statement of statements) {
        await runOne(statement);
        this.#note(statement, this.#uncommitted);
      }
      await this.#committing();
      await this.sink.commit();
      this.#tookEffect();
    } catch (error) {
      this.#uncommitted.clear();
      await quietly(() => this.sink.rollback());
      throw error;
    }
  }

  /**
   * Runs the last statement of the unit, or leaves it for `commit` to send along. Where it would be alone in its
   * transaction it needs none: one statement is one thing or nothing by itself, and two round trips are saved.
   */
  async runLast(statement: Statement, runOne: (statement: Statement) => Promise<void>): Promise<void> {
    const isInside = statement.transaction === 'inside' && this.#guarded.size === 0;
    if (isInside && this.#open && this.sink.runAndCommit !== undefined) {
      this.#last = statement;
      return;
    }
    if (!isInside || this.#open) {
      await this.run([statement], runOne);
      return;
    }
    await this.#runAhead();
    await runOne(statement);
  }

  /** To be called before data is changed by the user's own statements. */
  async guardData(): Promise<void> {
    for (const setting of this.#settings.values()) {
      if (setting.guard === undefined || this.#guarded.has(setting)) continue;
      this.#guarded.add(setting);
      await this.begin();
      await this.#runAll(setting.guard.before, setting);
    }
  }

  /** Tests what the settings of the session left unguarded. To be called before the end; throws where it does not hold. */
  async verify(): Promise<void> {
    for (const setting of this.#guarded) await this.#runAll(setting.guard?.after ?? [], setting);
    this.#guarded.clear();
  }

  /** Something was read on the session that did not come through `run`. */
  touch(): void {
    this.#dirty = true;
  }

  /** Something was changed on the session that did not come through `run`. */
  changed(statement: Statement): void {
    this.#dirty = true;
    this.#did(statement);
  }

  /** Commits what is open, with more to come: nothing of it can be rolled back then. */
  async commitMidway(): Promise<void> {
    if (!this.#open) return;
    await this.verify();
    await this.#committing();
    if (this.#dirty) this.#final = true;
    await this.commit();
    this.parts.onCommit?.();
  }

  /** Where it fails the transaction is still open, and is rolled back. */
  async commit(): Promise<void> {
    if (!this.#open) return;
    const last = this.#last;
    this.#last = undefined;
    if (last === undefined || this.sink.runAndCommit === undefined) await this.sink.commit();
    else {
      await this.sink.runAndCommit(last);
      this.#did(last);
    }
    this.#open = false;
    this.#tookEffect();
  }

  async rollback(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#last = undefined;
    this.#uncommitted.clear();
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
    if (statement.transaction === 'outside') await this.commitMidway();
    else await this.begin();
    await this.#runAhead();
    if (this.#open) {
      await runOne(statement);
      this.#dirty = true;
      this.#did(statement);
      return;
    }
    if (!hasEffect(statement)) {
      await runOne(statement);
      return;
    }
    const entry = { revision: this.#revision, index: this.#count, statement };
    await this.#journal.before(entry);
    await runOne(statement);
    this.#did(statement);
    await this.#journal.after(entry);
  }

  async #runAhead(): Promise<void> {
    const ahead = this.#ahead;
    this.#ahead = [];
    for (const statement of ahead) await this.sink.run(statement);
  }

  #did(statement: Statement): void {
    this.#note(statement, this.#open ? this.#uncommitted : this.#inEffect);
    if (!this.#open && !this.#inEffect.isEmpty) this.#final = true;
  }

  #note(statement: Statement, effects: Effects): void {
    if (!hasEffect(statement)) return;
    effects.add(statement);
    this.#count += 1;
  }

  async #committing(): Promise<void> {
    if (this.#uncommitted.isEmpty) return;
    await this.#journal.committing({ revision: this.#revision, from: this.#begunAt, to: this.#count - 1 });
  }

  /** What the transaction held. */
  #tookEffect(): void {
    if (!this.#uncommitted.isEmpty) this.#final = true;
    this.#inEffect.take(this.#uncommitted);
  }
}

/** A test has none. */
function hasEffect({ mustBeEmpty }: Statement): boolean {
  return mustBeEmpty === undefined;
}

async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // The session is closed after an error, and what it left open goes with it.
  }
}
