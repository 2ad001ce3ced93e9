import { AludelError, nearestName } from '@aludel/core/connection';

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
      const near = nearestName(key, Object.keys(types));
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
