import { AludelError, type ErrorLocation, type StatementInEffect } from '../errors.js';
import { didYouMean } from '../schema/errors.js';
import type { LockHolder } from './lock.js';

/** A dialect that cannot do what an operation wants. */
export class UnsupportedOperationError extends AludelError {
  constructor(
    readonly dialect: string,
    readonly operation: string,
    reason: string,
    hint = `Limit it to other databases with op.on(…), or say it in SQL of this one with op.execute.`,
  ) {
    super('UNSUPPORTED_OPERATION', `${dialect} cannot do ${operation}: ${reason}`, { hint });
  }
}

/** A name that the database would cut, or refuse. */
export class IdentifierTooLongError extends AludelError {
  readonly dialect: string;
  readonly identifier: string;
  readonly length: number;
  readonly limit: number;

  constructor(found: {
    readonly dialect: string;
    /** What is called so, in words. */
    readonly what: string;
    readonly name: string;
    readonly length: number;
    readonly limit: number;
    readonly unit: 'bytes' | 'characters';
  }) {
    const { dialect, what, name, length, limit, unit } = found;
    super(
      'IDENTIFIER_TOO_LONG',
      `The name of the ${what} ${name} is ${length} ${unit} long, and ${dialect} takes names of ${limit} ${unit} at most.`,
      { hint: 'Give it a shorter name. Nothing of the migration was carried out after this was found.' },
    );
    this.dialect = dialect;
    this.identifier = name;
    this.length = length;
    this.limit = limit;
  }
}

/** A setting or an option of a dialect that means nothing where it stands. */
export class UnknownOptionError extends AludelError {
  constructor(
    readonly option: string,
    /** What it was given for, in words: `index`. */
    readonly place: string,
    /** Whose option it would be; `undefined` for a setting that is no dialect's. */
    readonly dialect: string | undefined,
    known: readonly string[],
  ) {
    const article = /^[aeiou]/u.test(place) ? 'an' : 'a';
    super(
      'UNKNOWN_OPTION',
      dialect === undefined
        ? `${option} is no setting of ${article} ${place}.`
        : `${option} is no option of ${article} ${place} on ${dialect}.`,
      {
        hint:
          dialect === undefined
            ? 'Look at its spelling. What one database alone knows stands under the name of its dialect.'
            : didYouMean(option, known),
      },
    );
  }
}

/** Another run holds the lock, and went on holding it. */
export class LockTimeoutError extends AludelError {
  constructor(
    readonly waitedMs: number,
    readonly holder: LockHolder | undefined,
  ) {
    super(
      'LOCK_TIMEOUT',
      `Another run of aludel holds the lock (${holder?.description ?? 'it does not say who'}); waited ${(waitedMs / 1000).toFixed(1)} s for it.`,
      { hint: 'Wait until it is done and try again, or give it more time with --lock-timeout SECONDS.' },
    );
  }
}

/** The database cannot be opened or reached. */
export class ConnectionFailedError extends AludelError {
  constructor(message: string, hint: string, cause?: unknown) {
    super('CONNECTION_FAILED', message, { hint, cause });
  }
}

/** A statement that the database refused. The database's own words are in the message; its error is the `cause`. */
export class StatementFailedError extends AludelError {
  constructor(
    message: string,
    options: { readonly cause: unknown; readonly hint?: string; readonly location: ErrorLocation },
  ) {
    super('STATEMENT_FAILED', message, options);
  }

  /** A hint of the database's own says nothing of the migration. */
  override leaving(statements: readonly StatementInEffect[]): this {
    const { hint } = this;
    super.leaving(statements);
    if (statements.length === 0 && hint !== undefined) this.hint = `${hint}\nNothing of the migration is in effect.`;
    return this;
  }
}

/** The user lacks a right. The hint says how to grant it. */
export class MissingPrivilegeError extends AludelError {
  constructor(message: string, hint: string, cause: unknown) {
    super('MISSING_PRIVILEGE', message, { hint, cause });
  }
}

/** The database as a whole cannot be worked with: it is locked, read only, full, damaged, too old. The code says which. */
export class DatabaseTroubleError extends AludelError {}

/** A statement of the user's own ended the transaction that guards the migration. */
export class TransactionLostError extends AludelError {
  constructor(sql: string) {
    super('TRANSACTION_LOST', 'The statement ended the transaction of the migration: what came before it is settled.', {
      hint: 'Leave COMMIT, END and ROLLBACK out of migrations; a migration that wants no transaction says so in its header.',
      location: { sql },
    });
  }
}

/** A value that cannot be handed to the database, or would not come back as the same. */
export class InvalidBindingError extends AludelError {
  /** @param position from 0 */
  constructor(position: number, what: string, hint: string) {
    super(
      'INVALID_BINDING',
      `The value ${position + 1} of the statement is ${what}, which no column can hold as it is.`,
      {
        hint,
      },
    );
  }

  /** Of a value that is none of `Literal`, such as plain JavaScript can give. */
  static ofType(position: number, value: unknown): InvalidBindingError {
    if (value instanceof Date) {
      return new InvalidBindingError(
        position,
        'a Date',
        "Write it as the column keeps it: date.toISOString(), or date.toISOString().slice(0, 23).replace('T', ' ').",
      );
    }
    if (value === undefined) return new InvalidBindingError(position, 'undefined', 'Use null for no value.');
    const what = typeof value === 'object' ? 'an object' : `a ${typeof value}`;
    return new InvalidBindingError(position, what, 'Write it as text: JSON.stringify(value).');
  }
}
