import type { SchemaModel } from '../schema/model.js';
import type { TableName } from '../schema/names.js';

/** What is to be read: these tables (those of them that exist) and what hangs on them; or everything. */
export interface SchemaScope {
  readonly tables?: readonly TableName[];
}

/** Tells what a schema looks like now. */
export interface SchemaReader {
  /**
   * The tables in scope and the objects (views, triggers …) of the same names or that depend on them. Never leaves
   * out something silently: what it cannot express it refuses, with the name of the object.
   */
  read(scope: SchemaScope): Promise<SchemaModel>;
}

/** Something that a database holds and the model cannot express. */
export interface Unmodelled {
  /** What it is, in the database's own words: `rule`, `aggregate` … */
  readonly kind: string;
  /** As people read it. */
  readonly name: string;
  /** What does not come along when the schema is made anew from the model. */
  readonly reason: string;
}

/** Reads a live database. */
export interface Inspector extends SchemaReader {
  /**
   * Names of all tables, views and other named objects that a scope can ask for, in one cheap query. Where a dialect
   * gives it, a run asks it once, and then inspects only what is there and was not inspected yet: worth it over a network.
   */
  names?(): Promise<readonly TableName[]>;
  /** What the whole database holds beyond the model. Left out where there is no such thing. */
  unmodelled?(): Promise<readonly Unmodelled[]>;
  /**
   * Schemas of which this user is not shown everything, `''` for the default one: what is hidden would be taken for
   * missing. Left out where all is shown to everybody.
   */
  unreadableSchemas?(): Promise<readonly string[]>;
}
