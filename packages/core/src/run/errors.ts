import { AludelError, type ErrorLocation } from '../errors.js';

/** A migration's own code threw. What it threw is the `cause`. */
export class MigrationFailedError extends AludelError {
  constructor(cause: unknown, location: ErrorLocation) {
    super('MIGRATION_FAILED', cause instanceof Error ? cause.message : String(cause), {
      cause,
      location,
      hint: 'Mend the migration and run the command again.',
    });
  }
}

/** A read or a Knex query was still on its way when the migration's function had returned. */
export class PromiseNotAwaitedError extends AludelError {
  constructor(
    readonly calls: readonly string[],
    location: ErrorLocation,
  ) {
    super('PROMISE_NOT_AWAITED', `The migration returned before this was done: ${calls.join('; ')}.`, {
      hint: 'Write `await` before it, and make the function async.',
      location,
    });
  }
}

/** `op` was used after the migration's function had returned. */
export class OperationTooLateError extends AludelError {
  constructor(readonly revision: string) {
    super('OPERATION_TOO_LATE', `An operation was recorded after revision ${revision} had returned.`, {
      hint: 'Something in it is not awaited: a promise, a callback, a timer.',
      location: { revision },
    });
  }
}

/** The migration reads, and there is no database to read from. */
export class OfflineReadError extends AludelError {
  constructor(
    readonly call: string,
    location: ErrorLocation,
  ) {
    super('OFFLINE_READ', `${call} reads from the database, which cannot be done when only SQL is written.`, {
      hint: 'Say it in one SQL statement with op.execute, or guard it with `if (!op.offline)`.',
      location,
    });
  }
}

/** The caller's signal was raised; the open migration was rolled back. */
export class InterruptedError extends AludelError {
  constructor(options: { readonly cause?: unknown } = {}) {
    super('INTERRUPTED', 'Interrupted: the open migration was rolled back, earlier ones stay applied.', {
      ...options,
      hint: 'Run the command again to go on.',
    });
  }
}

/** No downgrade is written, and none can be derived. */
export class IrreversibleMigrationError extends AludelError {
  constructor(
    readonly revision: string,
    reason: string,
    location: ErrorLocation = {},
  ) {
    super('IRREVERSIBLE_MIGRATION', `Revision ${revision} has no downgrade, and none can be derived: ${reason}.`, {
      hint: 'Write a downgrade(op) in its file. Nothing was changed.',
      location: { revision, ...location },
    });
  }
}
