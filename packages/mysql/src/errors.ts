import {
  AludelError,
  ConnectionFailedError,
  DatabaseTroubleError,
  MissingPrivilegeError,
  StatementFailedError,
} from '@aludel/core/connection';

/** What is said of the database in errors. */
export interface Whereabouts {
  /** `mysql://anna@db.example:3306/shop` */
  readonly database: string;
  readonly user?: string;
}

/** The session ended while something was on its way. */
export class ConnectionLostError extends AludelError {
  constructor({ database }: Whereabouts, reason: string, state: LostState, cause: unknown) {
    super('CONNECTION_LOST', `The session with ${database} was lost: ${reason}. ${lostStates[state]}`, {
      hint: 'Look at the processes of the server (SHOW PROCESSLIST), then run the command again; `aludel current` tells which revisions are applied.',
      cause,
    });
  }
}

/** What was under way when the session was lost. */
type LostState = 'inside' | 'outside' | 'unsent';

const lostStates: Readonly<Record<LostState, string>> = {
  inside: 'The server takes back what the open transaction had changed.',
  outside:
    'The statement that was on its way may still take effect: the server finishes an ALTER whose client is gone.',
  unsent: 'The statement had not been sent yet.',
};

/** Another session was in the way for too long. */
export class LockWaitError extends AludelError {
  constructor(said: string, cause: unknown) {
    super('LOCK_WAIT_TIMEOUT', `Another session holds a lock that the statement needs: ${said}.`, {
      hint: 'Look for long transactions (information_schema.innodb_trx, performance_schema.metadata_locks, SHOW PROCESSLIST) and run the command again; or give it more time with mysql({ lockWaitTimeout: SECONDS }).',
      cause,
    });
  }
}

/** What kept a session from being opened, in words; for any error at all. */
export function openingFailed(error: unknown, where: Whereabouts): AludelError {
  if (error instanceof AludelError) return error;
  const said = messageOf(error);
  const { database, user } = where;
  const failed = (message: string, hint: string): ConnectionFailedError =>
    new ConnectionFailedError(message, hint, error);
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENOENT':
    case 'EACCES':
      return failed(
        `${database} cannot be reached: ${said === '' ? codeOf(error) : said}.`,
        'Is the server running, and are host and port right? See `url` in the config, or --url.',
      );
    case 'ETIMEDOUT':
      return failed(
        `${database} did not answer in time.`,
        'Look at host and port, and at firewalls in between; or set connectTimeout.',
      );
    case 'HANDSHAKE_SSL_ERROR':
    case 'HANDSHAKE_NO_SSL_SUPPORT':
      return failed(
        `${database} and the client do not agree on encryption: ${said}.`,
        'Set `ssl` in the config: true, false, or the options of tls.connect ({ ca }, { rejectUnauthorized }).',
      );
    default:
  }
  switch (numberOf(error)) {
    case 1045:
    case 1698:
      return failed(
        `${database} refuses the user${user === undefined ? '' : ` ${user}`}: ${said}.`,
        'Look at user and password, and from which hosts the server lets this user in.',
      );
    case 1049:
      return failed(
        `There is no such database: ${database}.`,
        'Make it with `CREATE DATABASE`, or look at the name in the config. Aludel makes no databases.',
      );
    case 1044:
      return new MissingPrivilegeError(
        `${database} is refused to ${user ?? 'the user'}: ${said}.`,
        `Grant it: GRANT ALL ON the database TO ${user ?? 'the user'}; or look whether the database is there at all.`,
        error,
      );
    case 1040:
    case 1203:
      return failed(
        `${database} takes no more sessions: ${said}.`,
        'Close some, or raise max_connections of the server.',
      );
    default:
      return failed(`${database} cannot be opened: ${said}.`, 'Look at the address and at the log of the server.');
  }
}

const lostCodes: ReadonlySet<string> = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const lostNumbers: ReadonlySet<number> = new Set([1053, 1927, 1077, 1079, 1080, 3169, 4031]);

/** Whether the session is over. */
export function isLost(error: unknown): boolean {
  const [code, number] = [codeOf(error), numberOf(error)];
  if (code !== undefined && lostCodes.has(code)) return true;
  if (number !== undefined && lostNumbers.has(number)) return true;
  return /in closed state|connection lost|server has gone away/iu.test(messageOf(error));
}

/** Turns what the server says into an error with a hint, where there is more to say; any other error is given back. */
export function statementFailed(error: unknown, where: Whereabouts, inTransaction: boolean): unknown {
  if (error instanceof AludelError) return error;
  const said = messageOf(error);
  if (isLost(error)) {
    // The driver says only that it is closed.
    const unsent = /in closed state/iu.test(said);
    const state: LostState = inTransaction ? 'inside' : unsent ? 'unsent' : 'outside';
    return new ConnectionLostError(where, unsent ? 'the server closed the connection' : said, state, error);
  }
  const trouble = (code: string, message: string, hint: string): DatabaseTroubleError =>
    new DatabaseTroubleError(code, `${message}: ${said}.`, { hint, cause: error });
  switch (numberOf(error)) {
    case 1142:
    case 1143:
    case 1044:
    case 1227:
    case 1370:
    case 1419:
    case 1356:
      return new MissingPrivilegeError(
        `${where.database} refuses the statement to ${where.user ?? 'its user'}: ${said}.`,
        privilegeHint(said, where.user ?? 'the user'),
        error,
      );
    case 1290:
    case 1836:
    case 1792:
      return trouble(
        'DATABASE_READONLY',
        `${where.database} cannot be written to`,
        'It is a replica, or read_only is on. Give the address of the primary.',
      );
    case 1005:
      if (!/errno: 150/u.test(said)) return error;
      return new StatementFailedError(`${said}.`, {
        cause: error,
        hint: 'A referenced column needs a key that begins with it, and the types have to be the same. MariaDB refuses ON UPDATE CASCADE from a column that may be NULL to one that may not, too. SHOW WARNINGS and SHOW ENGINE INNODB STATUS tell more.',
        location: {},
      });
    case 1292:
      // MariaDB takes no offset at all, MySQL neither a T nor a Z.
      if (!/datetime value: '[^']*(?:Z|[+-]\d\d:?\d\d)'/u.test(said)) return error;
      return new StatementFailedError(`${said}.`, {
        cause: error,
        hint: "Rows of op.bulkInsert may have an offset in a timestamp with time zone. Elsewhere write it as the server does: in the session's time zone, or with FROM_UNIXTIME(…).",
        location: {},
      });
    case 1205:
      return new LockWaitError(said, error);
    case 1213:
      return trouble(
        'DEADLOCK',
        'The server broke a deadlock by rolling this transaction back',
        'Run the command again; if it happens each time, look at what else writes to the same tables.',
      );
    case 1153:
      return trouble(
        'STATEMENT_TOO_LARGE',
        'A statement, or a value in it, is larger than the server takes',
        'Raise max_allowed_packet of the server.',
      );
    case 1021:
    case 1114:
    case 1041:
      return trouble(
        'DATABASE_FULL',
        `There is no room left for ${where.database}`,
        'Free space on the disk (a table that is copied is there twice for a while), then run the command again.',
      );
    default:
      return error;
  }
}

function privilegeHint(said: string, user: string): string {
  const denied = /^([A-Z ,]+) command denied .* for (?:table|routine|column) (.+)$/u.exec(said);
  if (denied !== null)
    return `Grant ${denied[1]} on ${denied[2]?.replaceAll(/['`]/gu, '')} (or on the whole database) to ${user}.`;
  const needed = /the ([\w ,]+) privilege/iu.exec(said);
  if (needed !== null) return `Grant ${needed[1]} to ${user}, or let a user run it that has it.`;
  return `SHOW GRANTS FOR ${user} tells what it may do.`;
}

/** What MySQL numbers its errors by: 1045. */
export function numberOf(error: unknown): number | undefined {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' && error.errno > 0
    ? error.errno
    : undefined;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/u, '');
}
