import type { PGlite } from '@electric-sql/pglite';
import { AludelError, nearestName } from '@aludel/core/connection';

/** What holds for every database of PostgreSQL, however it is reached. */
export interface PostgresSettings {
  /** Schemas that names without one are looked for in, in this order. Default: as the server has it. */
  readonly searchPath?: string | readonly string[];
  /** What the session is called in `pg_stat_activity`. Default: `aludel`. */
  readonly applicationName?: string;
  /** The server gives up a statement that takes longer, in milliseconds. Default: as the server has it. */
  readonly statementTimeout?: number;
  /** The server gives up a statement that waits longer for a lock of a table, in milliseconds. */
  readonly lockTimeout?: number;
  /** One migrator at a time, by an advisory lock. Default: true. */
  readonly lock?: boolean;
  /** Version of PostgreSQL that scripts (`--sql`) are written for, where there is none to ask. Default: 13. */
  readonly scriptVersion?: string;
}

/** A server, by its address. */
export interface PostgresUrlOptions extends PostgresSettings {
  /** `postgres://user:password@host:5432/database?sslmode=require` */
  readonly url: string | undefined;
  readonly ssl?: PostgresSsl;
  /** How long to wait for the server to answer, in milliseconds. Default: 10,000. */
  readonly connectTimeout?: number;
}

/** A server, by the parts of its address. What is left out is taken from `PGHOST`, `PGUSER` and their like. */
export interface PostgresServerOptions extends PostgresSettings {
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string | (() => string | Promise<string>);
  readonly database?: string;
  readonly ssl?: PostgresSsl;
  readonly connectTimeout?: number;
}

/** PostgreSQL within the process: https://pglite.dev */
export interface PglitePostgresOptions extends PostgresSettings {
  /** A folder (left out: in memory, gone with the session), or an instance of your own, which is not closed. */
  readonly pglite: { readonly dataDir?: string } | PGlite;
}

export type PostgresOptions = PostgresUrlOptions | PostgresServerOptions | PglitePostgresOptions;

/** As for `tls.connect`; `true` for the system's own settings. */
export type PostgresSsl = boolean | Readonly<Record<string, unknown>>;

/** All options together, however the database is reached. */
export interface AnyPostgresOptions
  extends Omit<Partial<PostgresUrlOptions>, 'url'>, PostgresServerOptions, Partial<PglitePostgresOptions> {
  readonly url?: string | undefined;
}

/** What each option may be; the first is what it is told to be. */
const types: { readonly [K in keyof Required<AnyPostgresOptions>]: readonly string[] } = {
  url: ['string'],
  host: ['string'],
  port: ['number'],
  user: ['string'],
  password: ['string', 'function'],
  database: ['string'],
  ssl: ['boolean', 'object'],
  connectTimeout: ['number'],
  pglite: ['object'],
  searchPath: ['string', 'object'],
  applicationName: ['string'],
  statementTimeout: ['number'],
  lockTimeout: ['number'],
  lock: ['boolean'],
  scriptVersion: ['string'],
};

const addressParts = ['url', 'host', 'port', 'user', 'password', 'database', 'pglite'] as const;
const example = 'For example: postgres({ url: process.env.DATABASE_URL }).';

export class InvalidPostgresOptionsError extends AludelError {
  constructor(message: string, hint: string) {
    super('INVALID_POSTGRES_OPTIONS', message, { hint });
  }
}

/** Plain JavaScript configs are not checked by a compiler. */
export function assertOptions(options: AnyPostgresOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidPostgresOptionsError('postgres() needs options.', example);
  }
  for (const [key, value] of Object.entries(options) as [string, unknown][]) {
    if (!isKey(key)) throw unknownOption(key);
    const found = Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
    const isList = key === 'searchPath' && Array.isArray(value) && value.every((name) => typeof name === 'string');
    if (value !== undefined && !isList && !types[key].includes(found)) {
      throw new InvalidPostgresOptionsError(
        `The option ${key} of postgres() must be ${types[key].map((type) => (type === 'object' ? 'an object' : `a ${type}`)).join(' or ')}, but is ${found === 'list' ? 'a list' : found}.`,
        hintOf(key),
      );
    }
  }
  assertOneAddress(options);
  assertNumbers(options);
}

function hintOf(key: keyof AnyPostgresOptions): string {
  if (key === 'pglite') return "For example: postgres({ pglite: { dataDir: './data' } }).";
  return addressParts.some((part) => part === key) ? example : 'Leave it out to take the default.';
}

function assertOneAddress(options: AnyPostgresOptions): void {
  const given = addressParts.filter((part) => Object.hasOwn(options, part));
  if (given.length === 0) {
    throw new InvalidPostgresOptionsError(
      'postgres() is not told which database to use.',
      `${example} Or host, database, user and password; or pglite: { dataDir } for a database within the process.`,
    );
  }
  const whole = given.find((part) => part === 'url' || part === 'pglite');
  const other = given.find((part) => part !== whole && options[part] !== undefined);
  if (whole !== undefined && options[whole] !== undefined && other !== undefined) {
    throw new InvalidPostgresOptionsError(
      `postgres() is given both ${whole} and ${other}, which say the same twice.`,
      'Give an address by url, or by host, port, user, password and database, or pglite.',
    );
  }
}

function assertNumbers(options: AnyPostgresOptions): void {
  for (const key of ['connectTimeout', 'statementTimeout', 'lockTimeout'] as const) {
    const value = options[key];
    if (value !== undefined && (!Number.isInteger(value) || value < 0 || value > 2 ** 31 - 1)) {
      throw new InvalidPostgresOptionsError(
        `The option ${key} of postgres() is ${value}, which is no number of milliseconds.`,
        'Give a whole number; 0 is no limit.',
      );
    }
  }
  const { scriptVersion } = options;
  if (scriptVersion !== undefined && !(Number.parseInt(scriptVersion, 10) >= oldestVersion)) {
    throw new InvalidPostgresOptionsError(
      `The option scriptVersion of postgres() is ${JSON.stringify(scriptVersion)}.`,
      `Give a version of PostgreSQL from ${oldestVersion} on: '17'.`,
    );
  }
}

/** The oldest version that Aludel works with. */
export const oldestVersion = 13;

function unknownOption(key: string): InvalidPostgresOptionsError {
  const alias = aliases[key.toLowerCase().replaceAll(/[_-]/gu, '')];
  const near = alias ?? nearestName(key, Object.keys(types));
  return new InvalidPostgresOptionsError(
    `postgres() has no option ${key}.`,
    near === undefined ? `There are: ${Object.keys(types).join(', ')}.` : `Did you mean ${near}?`,
  );
}

/** What other libraries call them. */
const aliases: Readonly<Record<string, string | undefined>> = {
  connectionstring: 'url',
  uri: 'url',
  schema: 'searchPath',
  username: 'user',
  db: 'database',
  dbname: 'database',
  datadir: 'pglite: { dataDir }',
  filename: 'pglite: { dataDir }',
};

function isKey(key: string): key is keyof AnyPostgresOptions {
  return Object.hasOwn(types, key);
}

/** Whether it is an instance of the user's own, and not a folder to make one of. */
export function isInstance(pglite: PglitePostgresOptions['pglite']): pglite is PGlite {
  return 'execProtocolRaw' in pglite;
}
