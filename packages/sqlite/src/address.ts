import { fileURLToPath } from 'node:url';
import { InvalidSqliteOptionsError, type SqliteOptions } from './options.js';

/** `sqlite:app.db`, `sqlite:///var/app.db`, `file:///var/app.db?mode=ro`, `app.db`, `:memory:` as options. */
export function parseAddress(url: string): Pick<SqliteOptions, 'filename' | 'readonly' | 'mustExist'> {
  const scheme = /^([a-z][a-z0-9+.-]+):/iu.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return { filename: required(url, url) };
  if (scheme !== 'sqlite' && scheme !== 'sqlite3' && scheme !== 'file') {
    throw new InvalidSqliteOptionsError(
      `${scheme}:… is not an address of SQLite.`,
      'Write sqlite:PATH, file:PATH, a path, or :memory:; or choose another database of the config with --database.',
    );
  }
  const [address = '', query = ''] = split(url);
  const path =
    scheme === 'file' && address.startsWith('file:///')
      ? fileURLToPath(address)
      : decode(address.slice(scheme.length + 1).replace(/^\/\/(?=\/|[^/])/u, ''));
  return { filename: required(path, url), ...mode(query, url) };
}

function split(url: string): readonly string[] {
  const at = url.indexOf('?');
  return at === -1 ? [url] : [url.slice(0, at), url.slice(at + 1)];
}

function mode(query: string, url: string): Pick<SqliteOptions, 'readonly' | 'mustExist'> {
  let result: Pick<SqliteOptions, 'readonly' | 'mustExist'> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    if (key === 'mode' && value === 'ro') result = { readonly: true };
    else if (key === 'mode' && value === 'rw') result = { mustExist: true };
    else if (key !== 'mode' || value !== 'rwc') {
      throw new InvalidSqliteOptionsError(
        `${key}=${value} in ${url} is not understood.`,
        'Only mode=ro, mode=rw and mode=rwc are.',
      );
    }
  }
  return result;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A path with a percent sign that was never meant as an escape.
  }
}

function required(path: string, url: string): string {
  if (path !== '') return path;
  throw new InvalidSqliteOptionsError(`The address "${url}" names no file.`, 'Write sqlite:PATH, or :memory:.');
}
