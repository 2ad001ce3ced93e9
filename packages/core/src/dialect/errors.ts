import { AludelError, type ErrorLocation } from '../errors.js';
import type { LockHolder } from './lock.js';

/** A dialect that cannot do what an operation wants. */
export class UnsupportedOperationError extends AludelError {
  constructor(
    readonly dialect: string,
    readonly operation: string,
    reason: string,
    hint = `Limit it to other databases with op.on(…), or say it in SQL of this one with op.execute.`,
  ) {
    super('UNSUPPORTED_OPERATION', `${dialect} cannot do ${operation}: ${reason}`, { hint, location: { operation } });
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
}
