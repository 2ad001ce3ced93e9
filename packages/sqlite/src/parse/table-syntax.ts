import type { TextRange, Token } from './tokens.js';

/**
 * The concrete syntax of a stored CREATE TABLE: what stands where in the text, so that one part can be changed and all
 * other text, comments and spacing included, stays as it is. Ranges never begin or end with space or comments.
 */
export interface CreateTableText {
  readonly text: string;
  /** All of the text's tokens, space and comments included. */
  readonly tokens: readonly Token[];
  readonly schema?: NameText;
  readonly name: NameText;
  /** The parentheses around columns and constraints. */
  readonly open: TextRange;
  readonly close: TextRange;
  /** In order; SQLite wants all columns before all table constraints. */
  readonly columns: readonly ColumnText[];
  readonly constraints: readonly TableConstraintText[];
  /** What follows the closing parenthesis. */
  readonly options: readonly TableOptionText[];
}

export interface NameText {
  /** Without quotes. */
  readonly value: string;
  readonly range: TextRange;
}

export interface TableOptionText {
  readonly kind: 'strict' | 'withoutRowid';
  readonly range: TextRange;
}

/** What columns and table constraints have in common. */
interface ItemText {
  /** Name to last clause, or CONSTRAINT to last part. */
  readonly range: TextRange;
  /** The comma before it: the first item has none, and table constraints after another may do without. */
  readonly comma?: TextRange;
}

export interface ColumnText extends ItemText {
  readonly kind: 'column';
  readonly name: NameText;
  /** Declared type as written: `NVARCHAR(160)`. */
  readonly type?: { readonly text: string; readonly range: TextRange };
  readonly clauses: readonly ColumnClause[];
}

/** What all clauses and table constraints have in common. */
interface ClauseText {
  /** Its `CONSTRAINT name` included. */
  readonly range: TextRange;
  /** The name given by `CONSTRAINT name`. */
  readonly name?: NameText;
}

export type ConflictAction = 'rollback' | 'abort' | 'fail' | 'ignore' | 'replace';

export interface ConflictText {
  readonly action: ConflictAction;
  /** ON CONFLICT included. */
  readonly range: TextRange;
}

/** SQL text in parentheses: `range` is between them. */
export interface ExpressionText {
  readonly text: string;
  readonly range: TextRange;
}

export interface PrimaryKeyClause extends ClauseText {
  readonly kind: 'primaryKey';
  readonly order?: 'asc' | 'desc';
  readonly onConflict?: ConflictText;
  /** The word AUTOINCREMENT. */
  readonly autoincrement?: TextRange;
}

export interface NotNullClause extends ClauseText {
  readonly kind: 'notNull';
  readonly onConflict?: ConflictText;
}

/** `NULL`, which means nothing. */
export interface NullClause extends ClauseText {
  readonly kind: 'null';
}

export interface UniqueClause extends ClauseText {
  readonly kind: 'unique';
  readonly onConflict?: ConflictText;
}

export interface CheckClause extends ClauseText {
  readonly kind: 'check';
  readonly expression: ExpressionText;
}

export interface DefaultClause extends ClauseText {
  readonly kind: 'default';
  /** The value, without its parentheses if it has them. */
  readonly value: ExpressionText;
  readonly parenthesized: boolean;
}

export interface CollateClause extends ClauseText {
  readonly kind: 'collate';
  readonly collation: NameText;
}

export interface ReferencesClause extends ClauseText {
  readonly kind: 'references';
  readonly references: ReferenceText;
}

/** DEFERRABLE that does not follow its REFERENCES at once: it belongs to the last foreign key before it. */
export interface DeferrableClause extends ClauseText {
  readonly kind: 'deferrable';
  readonly deferrable: DeferrableText;
}

export interface GeneratedClause extends ClauseText {
  readonly kind: 'generated';
  readonly expression: ExpressionText;
  readonly stored: boolean;
}

/** `CONSTRAINT name` with nothing to name, which SQLite allows. */
export interface LoneNameClause extends ClauseText {
  readonly kind: 'name';
  readonly name: NameText;
}

export type ColumnClause =
  | PrimaryKeyClause
  | NotNullClause
  | NullClause
  | UniqueClause
  | CheckClause
  | DefaultClause
  | CollateClause
  | ReferencesClause
  | DeferrableClause
  | GeneratedClause
  | LoneNameClause;

export type ReferenceAction = 'cascade' | 'restrict' | 'set null' | 'set default' | 'no action';

export interface DeferrableText {
  /** `not`: NOT DEFERRABLE, whatever follows. `immediate`: also DEFERRABLE alone. */
  readonly mode: 'not' | 'immediate' | 'deferred';
  readonly range: TextRange;
}

/** From REFERENCES on. */
export interface ReferenceText {
  readonly range: TextRange;
  readonly table: NameText;
  /** Empty where only the table is named. */
  readonly columns: readonly NameText[];
  readonly onDelete?: { readonly action: ReferenceAction; readonly range: TextRange };
  readonly onUpdate?: { readonly action: ReferenceAction; readonly range: TextRange };
  readonly match?: NameText;
  readonly deferrable?: DeferrableText;
}

/** An element of a key or an index: a column, or an expression (in an index only). */
export interface ElementText {
  readonly range: TextRange;
  /** The column's name, where the element is a lone name. */
  readonly column?: NameText;
  /** The element without COLLATE, ASC and DESC, as written. */
  readonly expression: ExpressionText;
  readonly collation?: NameText;
  readonly order?: 'asc' | 'desc';
}

interface ConstraintItem extends ItemText, ClauseText {
  readonly range: TextRange;
}

interface KeyItem extends ConstraintItem {
  readonly columns: readonly ElementText[];
  readonly onConflict?: ConflictText;
}

export interface PrimaryKeyConstraintText extends KeyItem {
  readonly kind: 'primaryKey';
  /** The word AUTOINCREMENT. */
  readonly autoincrement?: TextRange;
}

export interface UniqueConstraintText extends KeyItem {
  readonly kind: 'unique';
}

export type KeyConstraintText = PrimaryKeyConstraintText | UniqueConstraintText;

export interface CheckConstraintText extends ConstraintItem {
  readonly kind: 'check';
  readonly expression: ExpressionText;
  readonly onConflict?: ConflictText;
}

export interface ForeignKeyText extends ConstraintItem {
  readonly kind: 'foreignKey';
  readonly columns: readonly NameText[];
  readonly references: ReferenceText;
}

export interface LoneNameText extends ConstraintItem {
  readonly kind: 'name';
  readonly name: NameText;
}

export type TableConstraintText = KeyConstraintText | CheckConstraintText | ForeignKeyText | LoneNameText;
