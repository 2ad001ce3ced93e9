import type { ColumnType } from './column-types.js';
import type { TableName } from './names.js';
import type { DefaultValue } from './values.js';

/**
 * What a database looks like, as plain data: names, never pointers. It is changed by the functions of `edit.ts` only.
 *
 * The `…Options` interfaces are open: a dialect package adds its own key (`{ mydialect?: … }`) by augmentation. Options
 * of a dialect that is not the one in use are allowed everywhere, and ignored.
 */
export interface SchemaModel {
  readonly tables: readonly Table[];
  readonly objects: readonly SchemaObject[];
}

export interface Table {
  readonly name: TableName;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly comment?: string;
  readonly options?: TableOptions;
  /** In models alone: the name that it had before. Gone once the models are loaded. */
  readonly renamedFrom?: string;
}

export interface TableOptions {}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default?: DefaultValue;
  /** The database numbers the rows. */
  readonly identity?: Identity;
  /** The database computes the value. */
  readonly generated?: Generated;
  readonly collation?: string;
  readonly comment?: string;
  readonly options?: ColumnOptions;
  /** In models alone: the name that it had before. Gone once the models are loaded. */
  readonly renamedFrom?: string;
  /** What is different about it on one dialect, by the dialect's name. `forDialect` puts it in place. */
  readonly variants?: Readonly<Record<string, ColumnVariant>>;
}

/** What a column is on one dialect: its type, and whatever else is said here instead of what the column says. */
export type ColumnVariant = Pick<Column, 'type'> & Partial<Omit<Column, 'name' | 'type' | 'variants'>>;

export interface ColumnOptions {}

/** How the database numbers rows by itself (auto-increment, identity). */
export interface Identity {
  /** `always`: an explicit value is refused where the database can refuse it. Default: `byDefault`. */
  readonly generation: 'always' | 'byDefault';
  readonly start?: number | bigint;
  readonly increment?: number | bigint;
  readonly options?: IdentityOptions;
}

export interface IdentityOptions {}

/** A column computed from others. `stored`: kept on disk; else computed when read. */
export interface Generated {
  readonly expression: string;
  readonly stored: boolean;
}

/** The kinds of constraint: the portable ones, and those that dialects add. */
export interface Constraints {
  primaryKey: PrimaryKey;
  unique: UniqueConstraint;
  foreignKey: ForeignKey;
  check: CheckConstraint;
}

export type Constraint = Constraints[keyof Constraints];
export type ConstraintKind = keyof Constraints;

export interface ConstraintOptions {}

export interface PrimaryKey {
  readonly kind: 'primaryKey';
  readonly name?: string;
  readonly columns: readonly string[];
  readonly options?: ConstraintOptions;
}

export interface UniqueConstraint {
  readonly kind: 'unique';
  readonly name?: string;
  readonly columns: readonly string[];
  readonly deferrable?: Deferrable;
  readonly options?: ConstraintOptions;
}

export interface ForeignKey {
  readonly kind: 'foreignKey';
  readonly name?: string;
  readonly columns: readonly string[];
  readonly references: {
    readonly table: TableName;
    /** Empty where the schema says only the table: then its primary key is meant. */
    readonly columns: readonly string[];
  };
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: Deferrable;
  readonly options?: ConstraintOptions;
}

/** `no action`, the default of every database, is left out of the model. */
export type ReferentialAction = 'cascade' | 'restrict' | 'set null' | 'set default';

/** A constraint that may be checked at commit instead of at once, and when it is by default. */
export type Deferrable = 'initially immediate' | 'initially deferred';

export interface CheckConstraint {
  readonly kind: 'check';
  readonly name?: string;
  /** SQL text without the outer parentheses. */
  readonly expression: string;
  readonly options?: ConstraintOptions;
}

export interface Index {
  readonly name: string;
  readonly columns: readonly IndexElement[];
  readonly unique: boolean;
  /** Predicate of a partial index: SQL text. */
  readonly where?: string;
  readonly options?: IndexOptions;
}

export interface IndexOptions {}

/** What an index is over: a column, or an expression (SQL text without the outer parentheses). */
export type IndexElement = ({ readonly column: string } | { readonly expression: string }) & {
  /** Ascending, the default, is left out. */
  readonly order?: 'desc';
  readonly nulls?: 'first' | 'last';
  readonly collation?: string;
  readonly options?: IndexElementOptions;
};

export interface IndexElementOptions {}

/** Named objects beside tables: views, and what dialects add. */
export interface SchemaObjects {
  view: View;
}

export type SchemaObject = SchemaObjects[keyof SchemaObjects];
export type SchemaObjectKind = keyof SchemaObjects;

export interface View {
  readonly kind: 'view';
  readonly name: TableName;
  /** The query, without `CREATE VIEW … AS`. */
  readonly definition: string;
  /** Names of its columns, where the statement gave them. */
  readonly columns?: readonly string[];
  readonly options?: ViewOptions;
}

export interface ViewOptions {}

/**
 * How an operation is carried out, by dialect: an algorithm, a lock. Never part of the model; the last argument of the
 * methods of `op` that take it.
 */
export interface AlterOptions {}

export const emptySchema: SchemaModel = { tables: [], objects: [] };
