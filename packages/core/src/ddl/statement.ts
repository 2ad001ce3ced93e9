import type { Operation } from '../operations/operation.js';
import type { Literal } from '../schema/values.js';

/** A statement as a dialect's compiler gives it, and why it exists. */
export interface Statement {
  readonly sql: string;
  /** Values for its `?`, in order. */
  readonly bindings?: readonly Literal[];
  /**
   * `inside`: within the migration's transaction, where there is one. `outside`: the database refuses it there, so the
   * runner commits before it and opens anew after. `session`: a setting of the session that must be made before the
   * transaction begins, and is taken back by `undo` after it ends.
   */
  readonly transaction: 'inside' | 'outside' | 'session';
  /** Of a `session` statement: what takes it back. */
  readonly undo?: string;
  /** Of a `session` statement: tests of what the database itself does not look after while the setting is in force. */
  readonly guard?: SettingGuard;
  /** The statement is a test: it must return no rows, else it fails with this text. */
  readonly mustBeEmpty?: string;
  /** What to do where it is not empty. The rows themselves say nothing then, and are not shown. */
  readonly hint?: string;
  /** The operation that it belongs to. */
  readonly source: Operation;
}

/** Statements around changes of data: rebuilds and the like look after themselves. */
export interface SettingGuard {
  /** Before data is changed for the first time. */
  readonly before: readonly RuleOutput[];
  /** Before the transaction ends, if data was changed. */
  readonly after: readonly RuleOutput[];
}

/** What a rule writes: SQL text, or a statement that has more to say. */
export type RuleOutput = string | Omit<Statement, 'source'>;
