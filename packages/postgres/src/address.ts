import { fileURLToPath } from 'node:url';
import { InvalidPostgresOptionsError, isInstance, type AnyPostgresOptions } from './options.js';

/** `postgres://…`, `postgresql://…`, `pglite:PATH`, `pglite::memory:` as options. */
export function parseAddress(url: string): Pick<AnyPostgresOptions, 'url' | 'pglite'> {
  const scheme = /^([a-z][a-z0-9+.-]*):/iu.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      parsed(url);
      return { url };
    case 'pglite':
      return { pglite: pgliteFolder(url) };
    default:
      throw new InvalidPostgresOptionsError(
        scheme === undefined ? 'That is no address of PostgreSQL.' : `${scheme}:… is not an address of PostgreSQL.`,
        'Write postgres://USER@HOST:PORT/DATABASE, pglite:PATH or pglite::memory:; or choose another database of the config with --database.',
      );
  }
}

function pgliteFolder(url: string): { readonly dataDir?: string } {
  const path = url.slice('pglite:'.length);
  if (path === ':memory:' || path === '//:memory:') return {};
  const folder = path.startsWith('///') ? fileURLToPath(`file:${path}`) : decode(path.replace(/^\/\/(?=[^/])/u, ''));
  if (folder !== '') return { dataDir: folder };
  throw new InvalidPostgresOptionsError(
    `The address ${url} names no folder.`,
    'Write pglite:PATH, or pglite::memory: for a database that is gone afterwards.',
  );
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A path with a percent sign that was never meant as an escape.
  }
}

/** The address is not told again where it cannot be read: it may hold a password. */
function parsed(url: string): URL {
  try {
    // Several hosts, or none, are more than URL takes; the driver takes them.
    return new URL(url.replace(/^[a-z]+:\/\/(?=\/)/iu, 'postgres://localhost'));
  } catch {
    throw new InvalidPostgresOptionsError(
      'The address of the PostgreSQL database cannot be read.',
      'Write postgres://USER@HOST:PORT/DATABASE, and a password after the user and a colon, its special characters as %XX (encodeURIComponent).',
    );
  }
}

/** Which database this is, for people: never with a password. */
export function shownDatabase(options: AnyPostgresOptions): string {
  const { pglite, url } = options;
  if (pglite !== undefined) {
    const folder = isInstance(pglite) ? pglite.dataDir : pglite.dataDir;
    return folder === undefined || folder === '' ? 'pglite::memory:' : `pglite:${folder}`;
  }
  if (Object.hasOwn(options, 'url')) {
    if (url === undefined || url === '') return 'postgres (no address)';
    const { username, host, pathname } = parsed(url);
    return `postgres://${username === '' ? '' : `${username}@`}${/:\/\/\//u.test(url) ? '' : host}${pathname}`;
  }
  const { user, host, port, database } = options;
  const place = `${host ?? process.env['PGHOST'] ?? 'localhost'}${port === undefined ? '' : `:${port}`}`;
  return `postgres://${user === undefined ? '' : `${user}@`}${place}/${database ?? process.env['PGDATABASE'] ?? ''}`;
}
