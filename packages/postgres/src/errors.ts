import {
  AludelError,
  ConnectionFailedError,
  DatabaseTroubleError,
  MissingPrivilegeError,
  StatementFailedError,
} from '@aludel/core/connection';

/** What is said of the database in errors. */
export interface Whereabouts {
  /** `postgres://anna@db.example:5432/shop` */
  readonly database: string;
  readonly user?: string;
}

/** The session ended while something was on its way. */
export class ConnectionLostError extends AludelError {
  constructor({ database }: Whereabouts, reason: string, state: LostState, cause: unknown) {
    super('CONNECTION_LOST', `The session with ${database} was lost: ${reason}. ${lostStates[state].says}`, {
      hint: lostStates[state].hint,
      cause,
    });
  }
}

/** How far a transaction had come when the session was lost. */
export type LostState = 'outside' | 'inside' | 'committing';

const lostStates: Readonly<Record<LostState, { readonly says: string; readonly hint: string }>> = {
  outside: {
    says: 'No transaction was open: the statement that was on its way may have taken effect.',
    hint: 'Look at what the statement was to change, then run the command again.',
  },
  inside: {
    says: 'The server takes back the transaction that was open: nothing of it is in the database.',
    hint: 'Run the command again: it begins with the first migration that is not applied.',
  },
  committing: {
    says: 'COMMIT had been sent: the transaction may be done or not.',
    hint: '`aludel current` tells which revisions are applied; run the command again to do the rest.',
  },
};

/** COMMIT was answered with ROLLBACK: a statement had failed and its error was swallowed. */
export class CommitRefusedError extends AludelError {
  constructor() {
    super(
      'COMMIT_REFUSED',
      'The server rolled the transaction back instead of committing it: a statement in it had failed.',
      {
        hint: 'Where a statement may fail, wrap it in a savepoint (op.knex.transaction) before you catch its error.',
      },
    );
  }
}

/** A transaction pooler hands the session to others between transactions. */
export class TransactionPoolerError extends AludelError {
  constructor({ database }: Whereabouts, how: string) {
    super(
      'TRANSACTION_POOLER',
      `${database} is reached through a pooler that gives the session to others between transactions (${how}). The lock that keeps two runs apart cannot be held there.`,
      {
        hint: 'Give migrations a direct address of the server, or a pooler in session mode (PgBouncer: pool_mode = session).',
      },
    );
  }
}

const driverCodes = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'EACCES',
];

/** What kept a session from being opened, in words; for any error at all. */
export function openingFailed(error: unknown, where: Whereabouts): AludelError {
  if (error instanceof AludelError) return error;
  const code = codeOf(error);
  const said = messageOf(error);
  const failed = (message: string, hint: string): ConnectionFailedError =>
    new ConnectionFailedError(message, hint, error);
  const { database, user } = where;
  if (code !== undefined && driverCodes.includes(code)) {
    return failed(
      `${database} cannot be reached: ${said}.`,
      'Is the server running, and are host and port right? See `url` in the config, or --url.',
    );
  }
  if (/timeout|timed out/iu.test(said)) {
    return failed(
      `${database} did not answer in time.`,
      'Look at host and port, and at firewalls in between; or set connectTimeout.',
    );
  }
  switch (code) {
    case '28P01':
    case '28000':
      return failed(
        `${database} refuses the user${user === undefined ? '' : ` ${user}`}: ${said}.`,
        'Look at user and password, and at pg_hba.conf of the server.',
      );
    case '3D000':
      return failed(
        `There is no such database: ${database}.`,
        'Make it with `CREATE DATABASE`, or look at the name in the config. Aludel makes no databases.',
      );
    case '53300':
      return failed(
        `${database} takes no more sessions: ${said}.`,
        'Close some, or raise max_connections of the server.',
      );
    case '57P03':
      return failed(`${database} is not ready yet: ${said}.`, 'Try again in a moment.');
    case '42501':
      return new MissingPrivilegeError(`${said}.`, `Grant CONNECT on the database to ${user ?? 'the user'}.`, error);
    default:
  }
  if (/password/iu.test(said) && /string|SASL/iu.test(said)) {
    return failed(`${database} wants a password, and none is given.`, 'Write it into the address, or set PGPASSWORD.');
  }
  if (/ssl|certificate|self.signed/iu.test(said)) {
    return failed(
      `${database} and the client do not agree on encryption: ${said}.`,
      'Set `ssl` in the config: true, false, or the options of tls.connect ({ ca }, { rejectUnauthorized }).',
    );
  }
  return failed(`${database} cannot be opened: ${said}.`, 'Look at the address and at the log of the server.');
}

const lostCodes = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P05', '25P03', '08006', '08003'];

/** Whether the session is over. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && lostCodes.includes(code)) return true;
  return /connection terminated|client has encountered a connection error|not queryable|client was closed/iu.test(
    messageOf(error),
  );
}

/** What the server says of a statement, with what can be done. */
export function statementFailed(error: unknown, where: Whereabouts, state: LostState): unknown {
  if (error instanceof AludelError) return error;
  if (isLost(error)) return new ConnectionLostError(where, lostReason(error), state, error);
  const said = fullMessage(error);
  switch (codeOf(error)) {
    case '42501':
      return new MissingPrivilegeError(
        `${where.database} refuses the statement to ${where.user ?? 'its user'}: ${said}`,
        privilegeHint(messageOf(error), where.user ?? 'the user'),
        error,
      );
    case '25006':
      return new DatabaseTroubleError('DATABASE_READONLY', `${where.database} cannot be written to: ${said}`, {
        hint: 'It is a standby, or default_transaction_read_only is on. Give the address of the primary.',
        cause: error,
      });
    case '53100':
      return new DatabaseTroubleError('DATABASE_FULL', `There is no room left for ${where.database}: ${said}`, {
        hint: 'Free space on the server, then run the command again.',
        cause: error,
      });
    case '55P03':
    case '40P01':
      return failedStatement(
        error,
        said,
        'Others use the table. Try again when they are done; see pg_stat_activity and pg_locks for who they are.',
      );
    case '23502':
      return failedStatement(
        error,
        said,
        /contains null values/u.test(said)
          ? 'There are rows without a value: give the column a default, or fill it before it becomes NOT NULL.'
          : serverHint(error),
      );
    case '57014':
      return failedStatement(
        error,
        said,
        'The limit is statement_timeout: see statementTimeout of postgres(), or the settings of server and user.',
      );
    default:
      return codeOf(error) === undefined ? error : failedStatement(error, said, serverHint(error));
  }
}

function failedStatement(cause: unknown, message: string, hint?: string): StatementFailedError {
  return new StatementFailedError(message, { cause, location: {}, ...(hint === undefined ? {} : { hint }) });
}

/** The server's words name what was refused; here what to grant. */
function privilegeHint(said: string, user: string): string {
  const [, kind = '', name = ''] = /permission denied (?:for|to) (\w+(?: \w+)?) "?([^"\s]+)"?$/u.exec(said) ?? [];
  const rights: Readonly<Record<string, string | undefined>> = {
    schema: `GRANT USAGE, CREATE ON SCHEMA ${name} TO ${user};`,
    database: `GRANT CREATE ON DATABASE ${name} TO ${user};`,
    table: `GRANT ALL ON TABLE ${name} TO ${user};`,
    sequence: `GRANT ALL ON SEQUENCE ${name} TO ${user};`,
    relation: `GRANT ALL ON TABLE ${name} TO ${user};`,
  };
  if (/must be owner/u.test(said)) {
    return `Only the owner may do that: run migrations as the owner, or as a member of the owner’s role (GRANT owner TO ${user}).`;
  }
  const right = rights[kind];
  return right === undefined
    ? `Grant the right to ${user}, or run migrations as a user that has it.`
    : `Let an administrator run: ${right}`;
}

function lostReason(error: unknown): string {
  return messageOf(error).replace(/\.$/u, '');
}

/** The server's message with its detail. */
function fullMessage(error: unknown): string {
  const detail = fieldOf(error, 'detail');
  const said = messageOf(error);
  // Of many rows that were copied, it says which.
  const place = fieldOf(error, 'where')
    ?.split('\n')
    .find((line) => line.startsWith('COPY '));
  return [said, ...(detail === undefined ? [] : [detail]), ...(place === undefined ? [] : [place])].join(': ');
}

function serverHint(error: unknown): string | undefined {
  return fieldOf(error, 'hint');
}

/** SQLSTATE of a server's error, or the code of Node's. */
export function codeOf(error: unknown): string | undefined {
  return fieldOf(error, 'code') ?? firstOf(error, (inner) => fieldOf(inner, 'code'));
}

function messageOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  // Several addresses of one host: Node tells of all, and the message is empty.
  return said === '' ? (firstOf(error, messageOf) ?? 'no reason was given') : said;
}

function firstOf(error: unknown, ask: (inner: unknown) => string | undefined): string | undefined {
  return error instanceof AggregateError && error.errors.length > 0 ? ask(error.errors[0]) : undefined;
}

function fieldOf(error: unknown, name: string): string | undefined {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined;
  const value = (error as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
