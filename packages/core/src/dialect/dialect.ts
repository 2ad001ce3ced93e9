import type { OptionsPlace } from '../operations/given-options.js';
import type { ConstraintKind } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import type { IdentifierLimit } from '../schema/naming.js';
import type { Literal } from '../schema/values.js';

/** Facts about a database that concern running, never writing, SQL. */
export interface DialectTraits extends IdentifierLimit {
  /**
   * A DDL statement can be rolled back together with the others of its transaction. Where it cannot, the dialect's rules
   * mark such statements `transaction: 'outside'`: nothing must look as if it could be taken back.
   */
  readonly transactionalDdl: boolean;
  /** A foreign key may point at any columns that an index begins with, unique or not. */
  readonly referencesAnyIndex?: boolean;
  /** Which things of a schema have their names in common, whatever table they are on. Left out: tables alone. */
  readonly nameSpaces?: readonly NameSpace[];
  /** How many values a statement takes: rows that come one after another are cut into portions of no more. */
  readonly maxBindings?: number;
}

/** Kinds of things of which no two in a schema may have one name; `table` stands for whatever rows are read from, views included. */
export interface NameSpace {
  readonly of: readonly (ConstraintKind | 'index' | 'table')[];
  /** `ix` and `IX` are one name. */
  readonly ignoresCase?: boolean;
}

/** The options that a dialect knows, by where they stand: the keys within its own key. */
export type KnownOptions = { readonly [P in OptionsPlace]?: readonly string[] };

/** How a database writes names and values. */
export interface Dialect {
  /** Lower case, as `op.on(name, …)` and option keys have it. */
  readonly name: string;
  readonly traits: DialectTraits;
  /**
   * Which options it takes where: others under its key are refused when they are recorded, since plain JavaScript has no
   * types to refuse them. A place that is left out is not checked.
   */
  readonly options?: KnownOptions;
  /** Quotes one name. */
  identifier(name: string): string;
  /** A table's name with its schema, quoted. */
  tableName(name: TableName): string;
  /** Writes a value into SQL text. */
  literal(value: Literal): string;
  /** A statement as it stands in a script, with what ends it; `undefined` where a semicolon at its end will do. */
  scriptText?(sql: string): string | undefined;
}
