import { readdirSync, statSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
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
import type { RevisionHeader } from './header.js';
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
  private files: readonly RevisionFile[] = [];
  /** The same by id, once one is opened: most commands open none. */
  private byId: ReadonlyMap<string, RevisionFile> | undefined;

  constructor(options: FileStoreOptions) {
    this.folder = resolve(options.folder);
    this.recursive = options.recursive ?? false;
    this.loader = options.loader;
  }

  async list(): Promise<readonly RevisionFile[]> {
    const prefix = this.folder + sep;
    const files: RevisionFile[] = [];
    let untilPause = FILES_AT_ONCE;
    /** Mostly the ids rise with the names that begin with them: then none comes twice. */
    let areRising = true;
    let last = '';
    for (const name of this.names()) {
      const declared = declaredIn(prefix, name);
      if (declared === undefined) continue;
      areRising &&= declared.id > last;
      last = declared.id;
      files.push(declared);
      if (--untilPause === 0) {
        untilPause = FILES_AT_ONCE;
        await setImmediate();
      }
    }
    if (!areRising) refuseDuplicates(files);
    this.files = files;
    this.byId = undefined;
    return files;
  }

  async open(id: string): Promise<Migration> {
    if (this.find(id) === undefined) await this.list();
    const declared = this.find(id);
    if (declared === undefined) throw new RevisionFileNotFoundError(id, this.folder);
    return migrationIn(await this.loader.load(declared.file), declared);
  }

  private find(id: string): RevisionFile | undefined {
    this.byId ??= new Map(this.files.map((file) => [file.id, file]));
    return this.byId.get(id);
  }

  async write(file: NewRevisionFile): Promise<string> {
    const { writeNewFile } = await import('./new-file.js');
    const path = join(this.folder, revisionFileName(file.id, file.message, file.extension));
    await writeNewFile(path, file.source);
    return path;
  }

  /** Names of the migration files within the folder, sorted by code unit, so that the order is the same on every system. */
  private names(): readonly string[] {
    const { folder } = this;
    const names = this.recursive
      ? namesBelow(folder).filter((name) => isMigrationFile(basename(name)))
      : namesIn(folder).filter(isMigrationFile);
    return names.sort();
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

/** Two files with one id. @throws DuplicateRevisionFileError for the first in the order of the names */
function refuseDuplicates(files: readonly RevisionFile[]): void {
  const byId = new Map<string, RevisionFile>();
  for (const file of files) {
    const other = byId.get(file.id);
    if (other !== undefined) throw new DuplicateRevisionFileError(file.id, [other.file, file.file]);
    byId.set(file.id, file);
  }
}

/** A revision that puts its path together when it is asked: of very many, few are. */
class DeclaredRevision implements RevisionFile {
  readonly id: string;
  readonly downRevisions: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly message: string;
  readonly text: string;

  constructor(
    header: RevisionHeader,
    private readonly prefix: string,
    private readonly name: string,
  ) {
    this.id = header.id;
    this.downRevisions = header.downRevisions;
    this.dependsOn = header.dependsOn;
    this.branchLabels = header.branchLabels;
    this.message = header.message;
    this.text = header.text;
  }

  get file(): string {
    return this.prefix + this.name;
  }
}

/** What a file declares; undefined for a folder that is named like a migration. */
function declaredIn(prefix: string, name: string): RevisionFile | undefined {
  const file = prefix + name;
  try {
    return new DeclaredRevision(readHeaderOf(file), prefix, name);
  } catch (error) {
    if (codeOf(error) === 'EISDIR') return undefined;
    if (error instanceof AludelError) throw error;
    throw new MigrationsUnreadableError(file, error);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
