import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { ConnectionFailedError } from '@aludel/core/connection';
import type Database from 'better-sqlite3';
import { explained } from './errors.js';
import type { SqliteOptions } from './options.js';

/** How long the driver itself waits for another process: it blocks the whole program meanwhile, so not for long. */
const blockingTimeout = 20;

/** Opens a database file. What is wrong with the path is told in words; the driver only says that it cannot. */
export function openHandle(options: SqliteOptions): Database.Database {
  const { filename, readonly = false, mustExist = false } = options;
  if (!isMemory(filename)) assertPath(filename, readonly, readonly || mustExist);
  try {
    const Driver = createRequire(import.meta.url)('better-sqlite3') as typeof Database;
    return new Driver(filename, { readonly, fileMustExist: readonly || mustExist, timeout: blockingTimeout });
  } catch (error) {
    const trouble = explained(error, filename);
    if (trouble !== error) throw trouble;
    throw new ConnectionFailedError(
      `The database ${filename} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`,
      'Look at the path and its permissions, and whether better-sqlite3 is installed for this version of Node.',
      error,
    );
  }
}

export function isMemory(filename: string): boolean {
  return filename === ':memory:' || filename === '';
}

function assertPath(filename: string, readonly: boolean, mustExist: boolean): void {
  const path = resolve(filename);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) {
    throw new ConnectionFailedError(`${filename} is a folder, not a database.`, 'Give the path of a file in it.');
  }
  if (found === undefined) {
    const folder = dirname(path);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new ConnectionFailedError(
        `The database ${filename} cannot be made: there is no folder ${folder}.`,
        `Make it (mkdir -p ${folder}), or look at the path in the config.`,
      );
    }
    if (mustExist) {
      throw new ConnectionFailedError(
        `There is no database ${filename}.`,
        'Look at the path in the config; or, where it is new, let `aludel upgrade head` make it.',
      );
    }
    assertAccess(
      folder,
      constants.W_OK,
      `The database ${filename} cannot be made: the folder ${folder} cannot be written to.`,
    );
    return;
  }
  assertAccess(path, constants.R_OK, `The database ${filename} cannot be read.`);
  if (!readonly) {
    assertAccess(path, constants.W_OK, `The database ${filename} cannot be written to.`);
  }
}

function assertAccess(path: string, mode: number, message: string): void {
  try {
    accessSync(path, mode);
  } catch (error) {
    throw new ConnectionFailedError(
      message,
      'Look at its permissions and its owner; to only read it, sqlite({ readonly: true }).',
      error,
    );
  }
}
