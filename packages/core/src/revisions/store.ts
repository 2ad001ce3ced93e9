import type { RevisionHeader } from './header.js';
import type { Migration } from './migration.js';

/** A revision, and the file that declares it. */
export interface RevisionFile extends RevisionHeader {
  /** Absolute path. */
  readonly file: string;
}

/** What a new migration file is made of. */
export interface NewRevisionFile {
  readonly id: string;
  /** What the file's name is made of, beside the id. */
  readonly message: string;
  /** The whole text of the file. */
  readonly source: string;
  /** Extension with its dot. Default: `.ts`. */
  readonly extension?: string;
}

/** Where the revisions are kept. */
export interface RevisionStore {
  /** All revisions, read without executing any of them, in the order of the files' names. */
  list(): Promise<readonly RevisionFile[]>;
  /** Loads one revision's code. */
  open(id: string): Promise<Migration>;
  /** Writes a new file and returns its path. It never overwrites. */
  write(file: NewRevisionFile): Promise<string>;
}
