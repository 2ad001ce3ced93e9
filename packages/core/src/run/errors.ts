import { inspect } from 'node:util';
import { AludelError, type ErrorLocation, type StatementInEffect } from '../errors.js';

/** A migration's own code threw. What it threw is the `cause`. */
export class MigrationFailedError extends AludelError {
  constructor(cause: unknown, location: ErrorLocation) {
    super('MIGRATION_FAILED', cause instanceof Error ? cause.message || cause.name : thrownText(cause), {
      cause,
      location,
      hint: 'Nothing of the migration is in effect: mend it and run the command again.',
    });
  }

  override leaving(statements: readonly StatementInEffect[]): this {
    if (statements.length > 0) this.hint = 'Mend the migration.';
    return super.leaving(statements);
  }
}

/** What was thrown and is no error. */
function thrownText(value: unknown): string {
  return typeof value === 'string' ? value : `It threw ${inspect(value, { depth: 1, breakLength: Infinity })}.`;
}

/** A call that the migration should have awaited. */
export interface ForgottenCall {
  /** In words: `op.query`. */
  readonly what: string;
  readonly site: ErrorLocation;
}

/** A read or a query of Knex was still on its way when the migration's function had returned, or never sent at all. */
export class PromiseNotAwaitedError extends AludelError {
  /** Each with its file and line. */
  readonly calls: readonly string[];

  constructor(forgotten: readonly ForgottenCall[], revision: string) {
    const calls = forgotten.map(
      ({ what, site: { file, line } }) => what + (file === undefined ? '' : ` at ${file}:${line ?? 0}`),
    );
    super('PROMISE_NOT_AWAITED', `The migration returned before this was done: ${calls.join('; ')}.`, {
      hint: 'Write `await` before it, and make the function async.',
      location: { ...forgotten[0]?.site, revision },
    });
    this.calls = calls;
  }
}

/** `op` was used after the migration's function had returned. */
export class OperationTooLateError extends AludelError {
  constructor(
    readonly revision: string,
    location: ErrorLocation = {},
  ) {
    super('OPERATION_TOO_LATE', `Revision ${revision} used \`op\` after its function had returned.`, {
      hint: 'Something in it is not awaited: a promise, a callback, a timer.',
      location: { ...location, revision },
    });
  }
}

/** A migration wants no transaction around it, and the run is one transaction. */
export class TransactionNotWantedError extends AludelError {
  constructor(
    readonly revision: string,
    file: string,
  ) {
    super(
      'TRANSACTION_NOT_WANTED',
      `Revision ${revision} has \`transaction: false\`, and this run of several migrations is one transaction.`,
      {
        hint: 'Run it with one transaction a migration (`--transaction per-migration`).',
        location: { revision, file },
      },
    );
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

/** How far a run was when it was interrupted. */
const states = {
  beforeAll: { message: 'Interrupted before anything was done.', hint: 'Run the command again.' },
  rolledBack: {
    message: 'Interrupted: the open migration was rolled back, earlier ones stay applied.',
    hint: 'Run the command again to go on.',
  },
  /** The process ended while something still went on. */
  unsettled: {
    message: 'Interrupted while the database was still at work: it rolls back what can be rolled back.',
    hint: 'See with `aludel current` what is applied, and run the command again to go on.',
  },
} as const;

/** The caller's signal was raised; the open migration was rolled back. */
export class InterruptedError extends AludelError {
  constructor({ at = 'rolledBack', ...options }: { readonly cause?: unknown; readonly at?: keyof typeof states } = {}) {
    super('INTERRUPTED', states[at].message, { ...options, hint: states[at].hint });
  }

  override leaving(statements: readonly StatementInEffect[]): this {
    if (statements.length === 0) return this;
    this.message = 'Interrupted.';
    this.hint = undefined;
    return super.leaving(statements);
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

/** There is a table of the version table's name, and it is another one. */
export class VersionTableUnreadableError extends AludelError {
  constructor(
    readonly table: string,
    sql: string,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super('VERSION_TABLE_UNREADABLE', `The table ${table} cannot be read as the version table: ${reason}.`, {
      hint: 'If it is a table of your own, give the version table another name: `versionTable` in the config.',
      cause,
      location: { sql },
    });
  }
}
