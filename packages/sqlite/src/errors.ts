import { AludelError, DatabaseTroubleError } from '@aludel/core/connection';

/** What SQLite says about a whole database, not about one statement, and what can be done. */
const troubles: readonly {
  readonly codes: readonly string[];
  readonly code: string;
  readonly says: (database: string) => string;
  readonly hint: string;
}[] = [
  {
    codes: ['SQLITE_BUSY', 'SQLITE_LOCKED'],
    code: 'DATABASE_LOCKED',
    says: (database) => `The database ${database} is locked by another process`,
    hint: 'Let the other program finish or close it, or give it more time with sqlite({ busyTimeout: MILLISECONDS }).',
  },
  {
    codes: ['SQLITE_NOTADB'],
    code: 'NOT_A_DATABASE',
    says: (database) => `${database} is not a database of SQLite`,
    hint: 'Look at the file name in the config. A file that is encrypted or cut off looks like this too.',
  },
  {
    codes: ['SQLITE_READONLY'],
    code: 'DATABASE_READONLY',
    says: (database) => `The database ${database} cannot be written to`,
    hint: 'Look at the permissions of the file and of its folder (SQLite writes its journal there), and at `readonly` in the config.',
  },
  {
    codes: ['SQLITE_FULL'],
    code: 'DATABASE_FULL',
    says: (database) => `There is no room left for the database ${database}`,
    hint: 'Free space on the disk (a rebuilt table is there twice for a while), then run the command again: nothing was changed.',
  },
  {
    codes: ['SQLITE_CORRUPT'],
    code: 'DATABASE_CORRUPT',
    says: (database) => `The database ${database} is damaged`,
    hint: "Look at it with `PRAGMA integrity_check` and take back a backup; see SQLite's manual on recovery.",
  },
];

/** Turns what SQLite says about the whole database into an error with a hint; any other error is given back as it is. */
export function explained(error: unknown, database: string): unknown {
  const code = sqliteCode(error);
  if (code === undefined || !(error instanceof Error)) return error;
  const broken = /^error in (trigger|view) (.+?): /su.exec(error.message);
  // `error in view v after drop column`: that one did work.
  if (broken !== null && !/ after (?:drop column|rename)$/u.test(broken[2] ?? ''))
    return new BrokenObjectError(broken[1] ?? '', broken[2] ?? '', error);
  // SQLite refines its codes: SQLITE_BUSY_SNAPSHOT, SQLITE_READONLY_DBMOVED.
  const trouble = troubles.find(({ codes }) =>
    codes.some((prefix) => code === prefix || code.startsWith(`${prefix}_`)),
  );
  if (trouble === undefined) return error;
  return new DatabaseTroubleError(trouble.code, `${trouble.says(database)}: ${error.message}.`, {
    hint: trouble.hint,
    cause: error,
  });
}

/**
 * SQLite reads all triggers and views again before it drops or renames a column or table, and stops at the first that does
 * not work, whatever it is about (https://sqlite.org/lang_altertable.html).
 */
export class BrokenObjectError extends AludelError {
  constructor(what: string, name: string, cause: Error) {
    super('BROKEN_OBJECT', `The ${what} ${name} does not work: ${cause.message}.`, {
      hint: `SQLite drops and renames nothing by ALTER TABLE until it is mended, whatever it is about. Drop it, or make it anew without what is wrong, before that: op.execute('DROP ${what.toUpperCase()} "${name.replaceAll('"', '""')}"').`,
      cause,
    });
  }
}

/** The code of an error of better-sqlite3: `SQLITE_BUSY`. */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code.startsWith('SQLITE_') ? error.code : undefined;
}

/** Another connection is in the way; trying again can help. Not so with a snapshot that is out of date. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === 'SQLITE_BUSY' || code === 'SQLITE_BUSY_RECOVERY' || code === 'SQLITE_BUSY_TIMEOUT';
}

/** An object of that name is there already, or is not there. */
export class ObjectNameError extends AludelError {
  constructor(what: string, name: string, isThere: boolean) {
    super(
      isThere ? 'OBJECT_EXISTS' : 'UNKNOWN_OBJECT',
      isThere ? `There is a ${what} ${name} already.` : `There is no ${what} ${name}.`,
      {
        hint: isThere
          ? 'Drop it first, or choose another name.'
          : 'Look at its name; or drop it with { ifExists: true }.',
      },
    );
  }
}
