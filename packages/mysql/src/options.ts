import { AludelError, nearestName } from '@aludel/core/connection';
import { flavour, isAtLeast, oldestVersions, type Flavour } from './flavour.js';

/** How a database of MySQL or MariaDB is reached. */
export interface MysqlOptions {
  /** `mysql://user:password@host:3306/database`, `mariadb://…`; instead of the parts below. */
  readonly url?: string | undefined;
  /** Default: `localhost`. */
  readonly host?: string;
  /** Default: 3306. */
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  /** A Unix socket instead of host and port. */
  readonly socketPath?: string;
  /** Encryption: `true`, or as for `tls.connect`. Default: false. */
  readonly ssl?: MysqlSsl;
  /** How long to wait for the server to answer, in milliseconds. Default: 10,000. */
  readonly connectTimeout?: number;
  /** The session's `time_zone`: `+00:00`, `Europe/Berlin`. Default: as the server has it. */
  readonly timezone?: string;
  /**
   * How long a statement waits for a lock of a table or a row, in seconds. The server's own default is a day or a year,
   * and whatever comes after a waiting ALTER waits with it. Default: 30.
   */
  readonly lockWaitTimeout?: number;
  /** One migrator at a time, by GET_LOCK. Default: true. */
  readonly lock?: boolean;
  /** Says that in a cluster of several writing servers all migrations go to this one: GET_LOCK holds on one alone. */
  readonly cluster?: 'single-writer';
  /** Which server scripts (`--sql`) are written for, where there is none to ask. Default: `mysql`. */
  readonly scriptFlavour?: 'mysql' | 'mariadb';
  /** And its version. Default: 8.0.29, or 10.6. */
  readonly scriptVersion?: string;
}

/** As for `tls.connect`; `true` for the system's own settings. */
export type MysqlSsl = boolean | Readonly<Record<string, unknown>>;

const types: { readonly [K in keyof Required<MysqlOptions>]: readonly string[] } = {
  url: ['string'],
  host: ['string'],
  port: ['number'],
  user: ['string'],
  password: ['string'],
  database: ['string'],
  socketPath: ['string'],
  ssl: ['boolean', 'object'],
  connectTimeout: ['number'],
  timezone: ['string'],
  lockWaitTimeout: ['number'],
  lock: ['boolean'],
  cluster: ['string'],
  scriptFlavour: ['string'],
  scriptVersion: ['string'],
};

export const addressParts = ['url', 'host', 'port', 'user', 'password', 'database', 'socketPath'] as const;
const example = 'For example: mysql({ url: process.env.DATABASE_URL }).';

export class InvalidMysqlOptionsError extends AludelError {
  constructor(message: string, hint: string) {
    super('INVALID_MYSQL_OPTIONS', message, { hint });
  }
}

/** Plain JavaScript configs are not checked by a compiler. */
export function assertOptions(options: MysqlOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidMysqlOptionsError('mysql() needs options.', example);
  }
  for (const [key, value] of Object.entries(options) as [string, unknown][]) {
    if (!isKey(key)) throw unknownOption(key);
    const found = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
    if (value !== undefined && !types[key].includes(found)) {
      throw new InvalidMysqlOptionsError(
        `The option ${key} of mysql() must be a ${types[key].join(' or an ')}, but is ${found === 'list' ? 'a list' : found}.`,
        addressParts.some((part) => part === key) ? example : 'Leave it out to take the default.',
      );
    }
  }
  assertOneAddress(options);
  assertValues(options);
}

function assertOneAddress(options: MysqlOptions): void {
  const given = addressParts.filter((part) => Object.hasOwn(options, part));
  if (given.length === 0) {
    throw new InvalidMysqlOptionsError(
      'mysql() is not told which database to use.',
      `${example} Or host, database, user and password.`,
    );
  }
  const other = given.find((part) => part !== 'url' && options[part] !== undefined);
  if (options.url !== undefined && other !== undefined) {
    throw new InvalidMysqlOptionsError(
      `mysql() is given both url and ${other}, which say the same twice.`,
      'Give an address by url, or by host, port, user, password and database.',
    );
  }
}

function assertValues(options: MysqlOptions): void {
  for (const key of ['connectTimeout', 'lockWaitTimeout'] as const) {
    const value = options[key];
    if (value !== undefined && (!Number.isInteger(value) || value < 1 || value > 31_536_000)) {
      throw new InvalidMysqlOptionsError(
        `The option ${key} of mysql() is ${value}.`,
        `Give a whole number of ${key === 'connectTimeout' ? 'milliseconds' : 'seconds'}, from 1 on.`,
      );
    }
  }
  const { cluster, scriptFlavour, scriptVersion, timezone } = options;
  if (cluster !== undefined && cluster !== 'single-writer') {
    throw new InvalidMysqlOptionsError(
      `The option cluster of mysql() is ${JSON.stringify(cluster)}.`,
      "It can be 'single-writer': then all migrations must go to this one server of the cluster.",
    );
  }
  if (scriptFlavour !== undefined && scriptFlavour !== 'mysql' && scriptFlavour !== 'mariadb') {
    throw new InvalidMysqlOptionsError(
      `The option scriptFlavour of mysql() is ${JSON.stringify(scriptFlavour)}.`,
      "It can be 'mysql' or 'mariadb'.",
    );
  }
  const oldest = oldestVersions[scriptFlavour ?? 'mysql'];
  if (scriptVersion !== undefined && !(/^\d+(?:\.\d+)*$/u.test(scriptVersion) && isAtLeast(scriptVersion, oldest))) {
    throw new InvalidMysqlOptionsError(
      `The option scriptVersion of mysql() is ${JSON.stringify(scriptVersion)}.`,
      `Give a version from ${oldest} on: '${scriptFlavour === 'mariadb' ? '11.8' : '8.4'}'.`,
    );
  }
  if (timezone !== undefined && !/^[\w+:/-]+$/u.test(timezone)) {
    throw new InvalidMysqlOptionsError(
      `The option timezone of mysql() is ${JSON.stringify(timezone)}.`,
      "Give an offset, '+00:00', or a name that the server knows.",
    );
  }
}

/** The server that scripts are written for. */
export function scriptFlavour({ scriptFlavour: kind = 'mysql', scriptVersion }: MysqlOptions): Flavour {
  return flavour(kind, scriptVersion ?? (kind === 'mysql' ? '8.0.29' : '10.6'));
}

function unknownOption(key: string): InvalidMysqlOptionsError {
  const alias = aliases[key.toLowerCase().replaceAll(/[_-]/gu, '')];
  const near = alias ?? nearestName(key, Object.keys(types));
  return new InvalidMysqlOptionsError(
    `mysql() has no option ${key}.`,
    near === undefined ? `There are: ${Object.keys(types).join(', ')}.` : `Did you mean ${near}?`,
  );
}

/** What other libraries call them. */
const aliases: Readonly<Record<string, string | undefined>> = {
  connectionstring: 'url',
  uri: 'url',
  username: 'user',
  db: 'database',
  dbname: 'database',
  schema: 'database',
  filename: 'database',
  socket: 'socketPath',
  flavour: 'scriptFlavour',
  flavor: 'scriptFlavour',
  version: 'scriptVersion',
  tls: 'ssl',
};

function isKey(key: string): key is keyof MysqlOptions {
  return Object.hasOwn(types, key);
}
