import type { Statement } from '../ddl/statement.js';

/** A statement of a migration that takes effect at once, for good. */
export interface JournalEntry {
  readonly revision: string;
  /** Its place among the statements of the migration, from 0: the same at every run of the same file. */
  readonly index: number;
  readonly statement: Statement;
}

/** Statements of a migration that are committed together. */
export interface JournalSpan {
  readonly revision: string;
  /** Places of the first and of the last of them. */
  readonly from: number;
  readonly to: number;
}

/**
 * Keeps note of what takes effect at once, so that a run that was cut off (a crash, a lost server) can tell what is done.
 *
 * Where DDL cannot be rolled back no version row can stand for half of a migration, and after a crash nobody knows whether
 * the statement that was under way is in effect. A note that is committed before it, and one after it, leave that single
 * statement in doubt at most; and one statement can be settled by looking at the tables that it touches. That is why these
 * three calls, and no others, are what a journal needs, and why the unit of transactions makes them: it alone knows what
 * takes effect when.
 */
export interface Journal {
  /** Called outside of any transaction, before the statement is sent. What it writes must be committed when it returns. */
  before(entry: JournalEntry): Promise<void>;
  /** The same statement is in effect. */
  after(entry: JournalEntry): Promise<void>;
  /**
   * Called within the open transaction when it is about to be committed in the middle of a migration: what it writes there
   * is committed with these statements, so that changes of data happen once, or not and are known not to have happened.
   */
  committing(span: JournalSpan): Promise<void>;
}

/** Keeps no note: a migration that was cut off is for people to settle, with what the error says is in effect. */
export const noJournal: Journal = {
  before: () => Promise.resolve(),
  after: () => Promise.resolve(),
  committing: () => Promise.resolve(),
};
