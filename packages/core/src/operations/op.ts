import type { Knex } from 'knex';
import type { ColumnBuilder, ReferenceSettings } from '../schema/column-builder.js';
import type { ColumnType } from '../schema/column-types.js';
import type {
  AlterOptions,
  ConstraintKind,
  Deferrable,
  Generated,
  Identity,
  ConstraintOptions,
  IndexOptions,
  Table,
  ViewOptions,
} from '../schema/model.js';
import type { TableReference } from '../schema/names.js';
import type { GivenName } from '../schema/naming.js';
import type { ColumnBuilders, IndexElementInput, IndexSettings, TableSettings } from '../schema/table.js';
import type { Literal, SqlText } from '../schema/values.js';
import type { ColumnOptionsChange } from './alter-column.js';
import type { Row, Rows } from './bulk-insert.js';
import type { Operation } from './operation.js';

interface IfExists {
  /** Does nothing where it is not there. */
  readonly ifExists?: boolean;
}

interface IfNotExists {
  /** Does nothing where it is there already. */
  readonly ifNotExists?: boolean;
}

/** What `op.alterColumn` takes: what is not named stays as it is; `null` removes. */
export interface ColumnChangeInput {
  /** A new name. */
  readonly name?: string;
  /** A builder gives its type alone: `type: t.string(40)`. */
  readonly type?: ColumnBuilder | ColumnType;
  readonly nullable?: boolean;
  readonly default?: Literal | SqlText;
  readonly comment?: string | null;
  readonly identity?: Identity | true | null;
  readonly collation?: string | null;
  readonly generated?: Generated | null;
  /** How existing values become the new type, where the database wants to be told: SQL text. */
  readonly using?: string | SqlText;
  /** Replaces the options of the dialects that it names; `null` removes a dialect's. */
  readonly options?: ColumnOptionsChange;
}

/** The operations on one table, as `op.alterTable(table, (table) => …)` gives them. */
export interface TableOp {
  addColumn(name: string, column: ColumnBuilder, settings?: IfNotExists & AlterOptions): void;
  dropColumn(name: string, settings?: IfExists & AlterOptions): void;
  alterColumn(name: string, to: ColumnChangeInput, settings?: AlterOptions): void;
  renameColumn(name: string, to: string, settings?: AlterOptions): void;
  createIndex(name: string | null, columns: readonly IndexElementInput[], settings?: IndexSettings & IfNotExists): void;
  dropIndex(name: string, settings?: IndexOptions & IfExists): void;
  createPrimaryKey(name: GivenName | null, columns: readonly string[], settings?: ConstraintOptions): void;
  createUniqueConstraint(name: GivenName | null, columns: readonly string[], settings?: UniqueSettings): void;
  createForeignKey(
    name: GivenName | null,
    referenced: TableReference,
    columns: readonly string[],
    referencedColumns?: readonly string[],
    settings?: ForeignKeySettings,
  ): void;
  createCheckConstraint(name: GivenName | null, condition: string | SqlText, settings?: ConstraintOptions): void;
  dropConstraint(name: string | null, settings?: DropConstraintSettings): void;
  renameConstraint(name: string, to: string, settings?: AlterOptions): void;
}

export interface UniqueSettings extends ConstraintOptions {
  readonly deferrable?: Deferrable;
}

export interface ForeignKeySettings extends Omit<ReferenceSettings, 'name'>, ConstraintOptions {}

export interface DropConstraintSettings extends IfExists, AlterOptions {
  /** Needed where the name is not enough, or there is none. */
  readonly type?: ConstraintKind;
  /** Of a constraint without a name: its columns. */
  readonly columns?: readonly string[];
  /** Of a check without a name: its text. */
  readonly expression?: string;
}

export interface ExecuteSettings {
  /** What undoes it; an empty text says that nothing need be done. */
  readonly reverse?: string;
  /** Tables whose definition it changes, so that what is known of them is read anew. */
  readonly touches?: readonly TableReference[];
}

/**
 * What a migration's `upgrade` and `downgrade` are given. The methods record; the runner carries out what was recorded
 * in call order when the function returns, at `flush()`, and before any read. None of them needs an `await`.
 */
export interface Op {
  /** The dialect of the database that the migration runs on. */
  readonly dialect: { readonly name: string };
  /**
   * Quotes a name as the database wants it, for SQL of your own that shall run on several:
   * `` op.execute(`UPDATE ${op.quote('Track')} SET …`) ``.
   */
  readonly quote: (name: string) => string;
  /** Only SQL is written (`--sql`); nothing can be read. */
  readonly offline: boolean;

  createTable(table: Table, settings?: IfNotExists): void;
  createTable(name: TableReference, columns: ColumnBuilders, settings?: TableSettings & IfNotExists): void;
  dropTable(table: TableReference, settings?: IfExists): void;
  renameTable(table: TableReference, to: string): void;

  addColumn(table: TableReference, name: string, column: ColumnBuilder, settings?: IfNotExists & AlterOptions): void;
  dropColumn(table: TableReference, name: string, settings?: IfExists & AlterOptions): void;
  alterColumn(table: TableReference, name: string, to: ColumnChangeInput, settings?: AlterOptions): void;
  renameColumn(table: TableReference, name: string, to: string, settings?: AlterOptions): void;

  /** A name of `null` is made by the naming convention. */
  createIndex(
    name: string | null,
    table: TableReference,
    columns: readonly IndexElementInput[],
    settings?: Omit<IndexSettings, 'name'> & IfNotExists,
  ): void;
  dropIndex(name: string, table: TableReference, settings?: IndexOptions & IfExists): void;
  renameIndex(name: string, table: TableReference, to: string, settings?: AlterOptions): void;

  /** A name of `null` is made by the naming convention; `false` gives the constraint none, as with those below. */
  createPrimaryKey(
    name: GivenName | null,
    table: TableReference,
    columns: readonly string[],
    settings?: ConstraintOptions,
  ): void;
  createUniqueConstraint(
    name: GivenName | null,
    table: TableReference,
    columns: readonly string[],
    settings?: UniqueSettings,
  ): void;
  createForeignKey(
    name: GivenName | null,
    table: TableReference,
    referenced: TableReference,
    columns: readonly string[],
    referencedColumns?: readonly string[],
    settings?: ForeignKeySettings,
  ): void;
  createCheckConstraint(
    name: GivenName | null,
    table: TableReference,
    condition: string | SqlText,
    settings?: ConstraintOptions,
  ): void;
  dropConstraint(name: string | null, table: TableReference, settings?: DropConstraintSettings): void;
  renameConstraint(name: string, table: TableReference, to: string, settings?: AlterOptions): void;

  createTableComment(table: TableReference, comment: string): void;
  dropTableComment(table: TableReference): void;

  createView(
    name: TableReference,
    definition: string | SqlText,
    settings?: { readonly columns?: readonly string[]; readonly orReplace?: boolean } & IfNotExists & ViewOptions,
  ): void;
  dropView(name: TableReference, settings?: IfExists): void;

  /** Runs SQL of your own: text with `?` for the bindings, or a Knex builder. */
  execute(
    sql: string | SqlText | Knex.QueryBuilder | Knex.Raw,
    bindings?: readonly Literal[],
    settings?: ExecuteSettings,
  ): void;
  /** Inserts rows, many in a statement; an iterable's rows are never all in memory. */
  bulkInsert(table: TableReference, rows: Rows): void;

  /** Groups operations on one table. */
  alterTable(table: TableReference, change: (table: TableOp) => void): void;
  /** Does `change` only if the database's dialect is this one (or one of these). */
  on(dialect: string | readonly string[], change: (op: Op) => void): void;
  /** Records any operation: a dialect's own, or one that you have registered. */
  apply(operation: Operation): void;

  /** Carries out what has been recorded so far. */
  flush(): Promise<void>;
  /** Carries out what has been recorded, then reads. Not to be had when only SQL is written (`--sql`). */
  query<R extends Record<string, unknown> = Record<string, unknown>>(
    sql: string | SqlText | Knex.QueryBuilder | Knex.Raw,
    bindings?: readonly Literal[],
  ): Promise<readonly R[]>;
  /** A Knex on the migration's own session and transaction. Each of its queries first carries out what was recorded. */
  readonly knex: Knex;
}

export type { Row, Rows };
