import type { Rename } from '../diff/renames.js';
import type { SchemaModel } from '../schema/model.js';
import type { NamingConvention } from '../schema/naming.js';

/** The database that a schema is wanted for. */
export interface SchemaTarget {
  /** Name of its dialect. */
  readonly dialect: string;
  /** How constraints and indexes without a name are called. */
  readonly convention: NamingConvention;
  /** How it quotes a name. Default: double quotes. */
  readonly quote?: (name: string) => string;
  /** Its foreign keys may point at any columns that an index begins with, unique or not. */
  readonly referencesAnyIndex?: boolean;
}

/** What a database is to look like. */
export interface WantedSchema {
  /** As it is on the database that it is wanted for. */
  readonly model: SchemaModel;
  /**
   * The same for all databases, which migrations are written from: what a column is on one dialect stands in its `variants`,
   * and names within SQL text are marked by `quote`. Left out: `model` is for all.
   */
  readonly portable?: SchemaModel;
  /** What the models say of former names. */
  readonly renames: readonly Rename[];
}

/**
 * Where the wanted schema comes from: modules that export tables, or an adapter that makes the same of another library's
 * models. The differ sees nothing but this.
 */
export interface SchemaSource {
  /** For people: which files, which library. */
  readonly description: string;
  load(target: SchemaTarget): Promise<WantedSchema>;
}

export function isSchemaSource(value: unknown): value is SchemaSource {
  return typeof value === 'object' && value !== null && 'load' in value && typeof value.load === 'function';
}
