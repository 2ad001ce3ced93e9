/**
 * The errors of Aludel. Each has a stable `code` to catch it by, fields instead of prose, and a `hint`: what to do next.
 *
 * This file holds the root of the family; each room defines its own errors beside the code that raises them, and
 * `index.ts` exports all of them.
 */

/** What an error can say about where it arose; all parts optional, printed by the CLI when they are there. */
export interface ErrorLocation {
  /** Path of a file, as the user would open it. */
  readonly file?: string;
  /** Line in the file, counted from 1. */
  readonly line?: number;
  /** Revision whose file or run it concerns. */
  readonly revision?: string;
  /** Operation that was being compiled or run, in words: `addColumn users.email`. */
  readonly operation?: string;
  /** Statement that the database refused. */
  readonly sql?: string;
}

/** A statement whose effect stays, whatever becomes of the migration that it is part of. */
export interface StatementInEffect {
  /** The operation that it carries out, in words. */
  readonly operation: string;
  readonly sql: string;
  /** How often it was run, one after another, where that was more than once. */
  readonly times?: number;
}

export interface AludelErrorOptions {
  /** What to do next, as a full sentence or a command to type. */
  readonly hint?: string;
  readonly cause?: unknown;
  readonly location?: ErrorLocation;
}

/**
 * Root of all errors that Aludel raises on purpose. Anything else that reaches the caller is a defect, or was thrown by
 * the user's own migration (and is then the `cause` of a `MigrationFailedError`).
 */
export class AludelError extends Error {
  /** Stable, upper case with underscores: `MULTIPLE_HEADS`. */
  readonly code: string;
  hint: string | undefined;
  location: ErrorLocation;
  /**
   * Of a migration that failed half way: what of it is in effect already and was not rolled back, in order. Empty where
   * nothing is left of it.
   */
  inEffect: readonly StatementInEffect[] = [];

  /** What programs need to act on it, beside the fields of its class: it is part of `--json`. */
  get details(): Readonly<Record<string, unknown>> | undefined {
    return undefined;
  }

  constructor(code: string, message: string, options: AludelErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = options.hint;
    this.location = options.location ?? {};
  }

  /** Says that these statements of the failed migration are in effect, or that none is, and what to do about it. */
  leaving(statements: readonly StatementInEffect[]): this {
    if (statements.length === 0) {
      this.hint ??= 'Nothing of the migration is in effect: mend it and run the command again.';
      return this;
    }
    const total = statements.reduce((sum, { times = 1 }) => sum + times, 0);
    const count = total === 1 ? '1 statement' : `${total} statements`;
    const be = total === 1 ? 'is' : 'are';
    const own = this.message.replace(/\s+$/u, '');
    this.inEffect = statements;
    this.message = `${own}${/[.!?]$/u.test(own) ? '' : '.'} Not all could be rolled back: ${count} of the migration ${be} in effect.`;
    const next =
      'Undo by hand what is in effect and run the command again; or do the rest of the migration by hand and note with ' +
      '`aludel stamp` where the database stands.';
    this.hint = this.hint === undefined ? next : `${this.hint}\n${next}`;
    return this;
  }

  /** Adds to the location what an inner room could not know; what is there already stays. */
  at(location: ErrorLocation): this {
    const { line, ...rest } = location;
    const { file = location.file } = this.location;
    // A line is one of its file: two places are not made into a third.
    const ofSameFile = line === undefined || file !== location.file ? {} : { line };
    this.location = { ...rest, ...ofSameFile, ...this.location };
    return this;
  }
}
