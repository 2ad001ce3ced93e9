import { AludelError } from '@aludel/core/connection';

/** How a database of SQLite is opened. */
export interface SqliteOptions {
  /** Path of the file, made if it is not there; or `:memory:`. */
  readonly filename: string;
  /** Only reads; needs no lock. The file must be there. Default: false. */
  readonly readonly?: boolean;
  /** Refuses to create the file. Default: false. */
  readonly mustExist?: boolean;
  /** Enforces foreign keys (`PRAGMA foreign_keys`). Default: true. */
  readonly foreignKeys?: boolean;
  /** How long to wait for another program that holds the database, in milliseconds. Default: 5000. */
  readonly busyTimeout?: number;
  /** One migrator at a time, by a file beside the database. Default: true. */
  readonly lock?: boolean;
  /** Version of SQLite that scripts (`--sql`) are written for, where there is no database to ask. Default: 3.35.0. */
  readonly scriptVersion?: string;
}

const types: { readonly [K in keyof Required<SqliteOptions>]: 'string' | 'boolean' | 'number' } = {
  filename: 'string',
  readonly: 'boolean',
  mustExist: 'boolean',
  foreignKeys: 'boolean',
  busyTimeout: 'number',
  lock: 'boolean',
  scriptVersion: 'string',
};

export class InvalidSqliteOptionsError extends AludelError {
  constructor(message: string, hint: string) {
    super('INVALID_SQLITE_OPTIONS', message, { hint });
  }
}

/** Plain JavaScript configs are not checked by a compiler. */
export function assertOptions(options: SqliteOptions): void {
  for (const [key, value] of Object.entries(options) as [string, unknown][]) {
    if (!isKey(key)) {
      const near = Object.keys(types).find((known) => isNear(known, key));
      throw new InvalidSqliteOptionsError(
        `sqlite() has no option ${key}.`,
        near === undefined ? `There are: ${Object.keys(types).join(', ')}.` : `Did you mean ${near}?`,
      );
    }
    if (value !== undefined && typeof value !== types[key]) {
      throw new InvalidSqliteOptionsError(
        `The option ${key} of sqlite() must be a ${types[key]}, but is ${value === null ? 'null' : typeof value}.`,
        key === 'filename' ? "For example: sqlite({ filename: 'app.db' })." : `Leave it out to take the default.`,
      );
    }
  }
  if (options.filename === undefined || options.filename === '') {
    throw new InvalidSqliteOptionsError('sqlite() needs a filename.', "For example: sqlite({ filename: 'app.db' }).");
  }
}

function isKey(key: string): key is keyof SqliteOptions {
  return Object.hasOwn(types, key);
}

/** The same but for case and separators, a beginning of the other, or one or two letters apart. */
function isNear(known: string, asked: string): boolean {
  const [a, b] = [known.toLowerCase(), asked.toLowerCase().replaceAll(/[_-]/gu, '')];
  return a.startsWith(b) || b.startsWith(a) || distance(a, b) <= 2;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
