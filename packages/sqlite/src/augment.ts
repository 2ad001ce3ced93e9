import type { TableName } from '@aludel/core';
import type { ConflictAction } from './parse/table-syntax.js';

/** What SQLite's definitions can say beyond the portable model, under the key `sqlite`. */
declare module '@aludel/core' {
  interface TableOptions {
    readonly sqlite?: SqliteTableOptions;
  }
  interface ColumnOptions {
    readonly sqlite?: SqliteColumnOptions;
  }
  interface ConstraintOptions {
    readonly sqlite?: SqliteConstraintOptions;
  }
  interface IndexOptions {
    readonly sqlite?: SqliteIndexOptions;
  }
  interface ViewOptions {
    readonly sqlite?: SqliteViewOptions;
  }
  interface SchemaObjects {
    'sqlite.trigger': SqliteTrigger;
    'sqlite.virtualTable': SqliteVirtualTable;
  }
}

export interface SqliteTableOptions {
  /** Values must fit the declared types: https://sqlite.org/stricttables.html */
  readonly strict?: boolean;
  /** The rows lie in the primary key: https://sqlite.org/withoutrowid.html */
  readonly withoutRowid?: boolean;
  /** The CREATE TABLE as it is stored. Only how it is spelled, so never a difference between two tables. */
  readonly definition?: string;
}

export interface SqliteColumnOptions {
  /** What happens when a NOT NULL is broken; without it, the statement fails. */
  readonly onConflict?: ConflictAction;
  /** The name of NOT NULL: `CONSTRAINT name NOT NULL`. */
  readonly notNullName?: string;
  /** Of a primary key: it may hold null, as SQLite's keys do unless they say otherwise. */
  readonly nullableKey?: boolean;
}

export interface SqliteConstraintOptions {
  /** What happens when a key is broken; without it, the statement fails. */
  readonly onConflict?: ConflictAction;
  /** Written on its column, not after all columns. Only spelling, so never a difference between two constraints. */
  readonly onColumn?: boolean;
  /** Of a key: what its columns say beside their names, in the order of the columns. */
  readonly elements?: readonly SqliteKeyElement[];
  /** `MATCH name` of a foreign key, which SQLite reads and ignores. */
  readonly match?: string;
  /**
   * A foreign key that SQLite keeps without a word though what it points at is not there, or is no key: models that say so
   * are not refused for it. Never a difference between two constraints.
   */
  readonly unchecked?: boolean;
}

/** A column of a primary key or unique constraint. */
export interface SqliteKeyElement {
  readonly collation?: string;
  readonly order?: 'desc';
}

export interface SqliteIndexOptions {
  /** The CREATE INDEX as it is stored. Only how it is spelled. */
  readonly definition?: string;
}

export interface SqliteViewOptions {
  /** The CREATE VIEW as it is stored. Only how it is spelled. */
  readonly definition?: string;
  /** Why it does not work, in SQLite's words, where that was looked at: SQLite drops and renames nothing by ALTER then. */
  readonly broken?: string;
}

export interface SqliteTrigger {
  readonly kind: 'sqlite.trigger';
  readonly name: TableName;
  /** The table or view that it watches. */
  readonly table: TableName;
  /** The CREATE TRIGGER as it is stored. */
  readonly definition: string;
  /** Why it does not work, as with views. */
  readonly broken?: string;
}

/** A table kept by a module, such as a full-text index. Its shadow tables belong to it and are not reported. */
export interface SqliteVirtualTable {
  readonly kind: 'sqlite.virtualTable';
  readonly name: TableName;
  /** The CREATE VIRTUAL TABLE as it is stored. */
  readonly definition: string;
}
