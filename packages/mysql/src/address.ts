import { InvalidMysqlOptionsError, type MysqlOptions, type MysqlSsl } from './options.js';

/** Where the server is and who asks: the parts of an address. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly socketPath?: string;
  readonly ssl?: MysqlSsl;
}

/** The parts of the address that the options give, however they do. */
export function addressOf(options: MysqlOptions): Address {
  const { url, host = 'localhost', port = 3306, user, password, database, socketPath, ssl } = options;
  const withSsl = ssl === undefined ? {} : { ssl };
  if (url !== undefined && url !== '') return { ...parseAddress(url), ...withSsl };
  if (Object.hasOwn(options, 'url')) {
    throw new InvalidMysqlOptionsError(
      `mysql() is given a url that is ${url === '' ? 'empty' : 'undefined'}.`,
      'Is the environment variable set that it is taken from? Or give an address with --url.',
    );
  }
  return {
    host,
    port,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ...(socketPath === undefined ? {} : { socketPath }),
    ...withSsl,
  };
}

/** `mysql://user:password@host:3306/database?ssl=true`. The address is not told again in errors: it may hold a password. */
export function parseAddress(url: string): Address {
  const scheme = /^([a-z][a-z0-9+.-]*):/iu.exec(url)?.[1]?.toLowerCase();
  if (scheme !== 'mysql' && scheme !== 'mysql2' && scheme !== 'mariadb') {
    throw new InvalidMysqlOptionsError(
      scheme === undefined ? 'That is no address of MySQL.' : `${scheme}:… is not an address of MySQL.`,
      'Write mysql://USER@HOST:PORT/DATABASE (or mariadb://…; a password stands after the user and a colon), or choose another database of the config with --database.',
    );
  }
  const parsed = readUrl(url);
  const database = decodeURIComponent(parsed.pathname.replace(/^\//u, ''));
  return {
    host: parsed.hostname === '' ? 'localhost' : parsed.hostname.replaceAll(/^\[|\]$/gu, ''),
    port: parsed.port === '' ? 3306 : Number(parsed.port),
    ...(parsed.username === '' ? {} : { user: decodeURIComponent(parsed.username) }),
    ...(parsed.password === '' ? {} : { password: decodeURIComponent(parsed.password) }),
    ...(database === '' ? {} : { database }),
    ...settings(parsed.searchParams),
  };
}

function readUrl(url: string): URL {
  try {
    const parsed = new URL(url);
    decodeURIComponent(parsed.username + parsed.password + parsed.pathname);
    return parsed;
  } catch {
    throw new InvalidMysqlOptionsError(
      'The address of the MySQL database cannot be read.',
      'Write mysql://USER@HOST:PORT/DATABASE, and a password after the user and a colon, its special characters as %XX (encodeURIComponent).',
    );
  }
}

function settings(query: URLSearchParams): Pick<Address, 'socketPath' | 'ssl'> {
  let result: Pick<Address, 'socketPath' | 'ssl'> = {};
  for (const [key, value] of query) {
    if (key === 'socket' || key === 'socketPath') result = { ...result, socketPath: value };
    else if (key === 'ssl' && (value === 'true' || value === 'false')) result = { ...result, ssl: value === 'true' };
    else {
      throw new InvalidMysqlOptionsError(
        `${key} in the address is not understood.`,
        'Only ssl=true, ssl=false and socket=PATH are; give other settings as options of mysql().',
      );
    }
  }
  return result;
}

/** Which database this is, for people: never with a password. */
export function shownDatabase(options: MysqlOptions): string {
  if (Object.hasOwn(options, 'url') && (options.url === undefined || options.url === '')) return 'mysql (no address)';
  const { user, host, port, database = '', socketPath } = addressOf(options);
  const place = socketPath ?? `${host}:${port}`;
  return `mysql://${user === undefined ? '' : `${user}@`}${place}/${database}`;
}
