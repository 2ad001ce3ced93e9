import type { NamePatterns } from './name-patterns.js';
import type { SchemaModel, Table } from '../schema/model.js';
import type { TableName } from '../schema/names.js';

/** What is to be read: these tables (those of them that exist) and what hangs on them; or everything; or what names say. */
export interface SchemaScope {
  readonly tables?: readonly TableName[];
  /**
   * Where no tables are given: only what is called so is asked for, each object by its own name. An inspector puts it into the
   * conditions of its queries, so that a large database is not read for a small part of it. More may come than was asked
   * for: what those objects need to be read right (their types, what they are partitions of), or all, if the database
   * cannot tell; whoever reads leaves out the rest by `matchesNames`. Less may not.
   */
  readonly names?: NamePatterns;
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
  /**
   * What the database holds beyond the model; of what has a name, that which is in scope at least. Left out where there is
   * no such thing.
   */
  unmodelled?(scope?: Pick<SchemaScope, 'names'>): Promise<readonly Unmodelled[]>;
  /**
   * Schemas of which this user is not shown everything, `''` for the default one: what is hidden would be taken for
   * missing. Left out where all is shown to everybody.
   */
  unreadableSchemas?(): Promise<readonly string[]>;
  /**
   * Asks the database how it would keep the SQL text of these tables and objects: they are made where nobody sees them,
   * read, and taken back, and nothing is left. Left out where text is kept as it was given, or where what is made cannot
   * be taken back.
   * @param wanted tables as the models give them, objects normalised
   * @param around tables that the objects may rest on, which the database does not have like this
   * @returns the same tables and objects with the same parts in the same order, with their texts as they would be kept; as they
   *   were given where it cannot be told
   */
  asStored?(wanted: SchemaModel, around: readonly Table[]): Promise<SchemaModel>;
}
