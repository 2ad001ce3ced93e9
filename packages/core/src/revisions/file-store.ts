import { readdirSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { AludelError } from '../errors.js';
import {
  DuplicateRevisionFileError,
  MigrationsFolderMissingError,
  MigrationsUnreadableError,
  RevisionFileNotFoundError,
} from './errors.js';
import { revisionFileName } from './file-name.js';
import type { Migration } from './migration.js';
import type { ModuleLoader } from './module-loader.js';
import { migrationIn } from './opened-migration.js';
import { readHeaderOf } from './read-start.js';
import type { NewRevisionFile, RevisionFile, RevisionStore } from './store.js';

export interface FileStoreOptions {
  /** Folder of the migration files. */
  readonly folder: string;
  /** Look into the folders within it, too. Default: no. */
  readonly recursive?: boolean;
  /** What loads the bodies. */
  readonly loader: Pick<ModuleLoader, 'load'>;
}

/** So many files are read before others get a turn: about 10 ms. */
const FILES_AT_ONCE = 256;

const MIGRATION_FILE = /^[^.].*\.m?[jt]s$/;
const OTHER_FILE = /\.(?:d|test|spec)\.m?[jt]s$/;

/** Whether a file of this name in the migrations folder is a migration: `.ts .mts .js .mjs`, no declarations, tests or dotfiles. */
export function isMigrationFile(name: string): boolean {
  return MIGRATION_FILE.test(name) && !OTHER_FILE.test(name);
}

/** A folder of migration files. */
export class FileRevisionStore implements RevisionStore {
  readonly folder: string;
  private readonly recursive: boolean;
  private readonly loader: Pick<ModuleLoader, 'load'>;
  /** What the last `list` found. */
  private files = new Map<string, RevisionFile>();

  constructor(options: FileStoreOptions) {
    this.folder = resolve(options.folder);
    this.recursive = options.recursive ?? false;
    this.loader = options.loader;
  }

  async list(): Promise<readonly RevisionFile[]> {
    const files = new Map<string, RevisionFile>();
    let untilPause = FILES_AT_ONCE;
    for (const file of this.paths()) {
      const declared = declaredIn(file);
      if (declared === undefined) continue;
      const other = files.get(declared.id);
      if (other !== undefined) throw new DuplicateRevisionFileError(declared.id, [other.file, file]);
      files.set(declared.id, declared);
      if (--untilPause === 0) {
        untilPause = FILES_AT_ONCE;
        await setImmediate();
      }
    }
    this.files = files;
    return [...files.values()];
  }

  async open(id: string): Promise<Migration> {
    if (!this.files.has(id)) await this.list();
    const declared = this.files.get(id);
    if (declared === undefined) throw new RevisionFileNotFoundError(id, this.folder);
    return migrationIn(await this.loader.load(declared.file), declared);
  }

  async write(file: NewRevisionFile): Promise<string> {
    const { writeNewFile } = await import('./new-file.js');
    const path = join(this.folder, revisionFileName(file.id, file.message, file.extension));
    await writeNewFile(path, file.source);
    return path;
  }

  /** Paths of the migration files, sorted by code unit, so that the order is the same on every system. */
  private paths(): readonly string[] {
    const { folder } = this;
    const names = this.recursive ? namesBelow(folder) : namesIn(folder);
    return names
      .filter((name) => isMigrationFile(name.slice(name.lastIndexOf(sep) + 1)))
      .sort()
      .map((name) => folder + sep + name);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new MigrationsFolderMissingError(folder);
    throw new MigrationsUnreadableError(folder, error);
  }
}

/** Names within the folder and the folders in it, without hidden ones and packages. */
function namesBelow(folder: string, prefix = ''): readonly string[] {
  const names: string[] = [];
  for (const name of namesIn(join(folder, prefix))) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    if (isFolder(join(folder, prefix, name))) names.push(...namesBelow(folder, prefix + name + sep));
    else names.push(prefix + name);
  }
  return names;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** What a file declares; undefined for a folder that is named like a migration. */
function declaredIn(file: string): RevisionFile | undefined {
  try {
    return { ...readHeaderOf(file), file };
  } catch (error) {
    if (codeOf(error) === 'EISDIR') return undefined;
    if (error instanceof AludelError) throw error;
    throw new MigrationsUnreadableError(file, error);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
