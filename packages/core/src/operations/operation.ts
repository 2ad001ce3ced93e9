import type { SchemaModel } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import type { AddColumn } from './add-column.js';
import type { AlterColumn } from './alter-column.js';
import type { BulkInsert } from './bulk-insert.js';
import type { Call } from './call.js';
import type { CreateCheckConstraint } from './create-check-constraint.js';
import type { CreateForeignKey } from './create-foreign-key.js';
import type { CreateIndex } from './create-index.js';
import type { CreatePrimaryKey } from './create-primary-key.js';
import type { CreateTable } from './create-table.js';
import type { CreateTableComment } from './create-table-comment.js';
import type { CreateUniqueConstraint } from './create-unique-constraint.js';
import type { CreateView } from './create-view.js';
import type { DropColumn } from './drop-column.js';
import type { DropConstraint } from './drop-constraint.js';
import type { DropIndex } from './drop-index.js';
import type { DropTable } from './drop-table.js';
import type { DropTableComment } from './drop-table-comment.js';
import type { DropView } from './drop-view.js';
import type { Execute } from './execute.js';
import type { GivenName } from './given-names.js';
import type { RenameConstraint } from './rename-constraint.js';
import type { RenameIndex } from './rename-index.js';
import type { RenameTable } from './rename-table.js';
import type { TableNaming } from './source.js';

/** The portable operations. Closed: every dialect's rule table is total over it. */
export interface CoreOperations {
  createTable: CreateTable;
  dropTable: DropTable;
  renameTable: RenameTable;
  addColumn: AddColumn;
  dropColumn: DropColumn;
  alterColumn: AlterColumn;
  createIndex: CreateIndex;
  dropIndex: DropIndex;
  renameIndex: RenameIndex;
  createPrimaryKey: CreatePrimaryKey;
  createUniqueConstraint: CreateUniqueConstraint;
  createForeignKey: CreateForeignKey;
  createCheckConstraint: CreateCheckConstraint;
  dropConstraint: DropConstraint;
  renameConstraint: RenameConstraint;
  createTableComment: CreateTableComment;
  dropTableComment: DropTableComment;
  createView: CreateView;
  dropView: DropView;
  execute: Execute;
  bulkInsert: BulkInsert;
}

/** All operations that the program knows: the portable ones, and those of dialect packages and users (by augmentation). */
export interface Operations extends CoreOperations {}

export type CoreOperationKind = keyof CoreOperations;
export type CoreOperation = CoreOperations[CoreOperationKind];
export type OperationKind = keyof Operations;
export type Operation = Operations[OperationKind];

/** What every operation is: a record with a kind. */
export interface AnyOperation {
  readonly kind: string;
}

/**
 * All that is to be known of a kind of operation without a database. How it is said in SQL is a dialect's rule.
 *
 * `before` may hold only some of the database's tables: those that `touches` names are there if they exist; others must
 * not be asked for, but may be looked at.
 */
export interface OperationType<Op extends AnyOperation> {
  readonly kind: Op['kind'];
  /** The tables that must be known to apply, reverse or compile it. */
  touches(operation: Op): readonly TableName[];
  /** The schema after it. Throws where it cannot be: an unknown table, a name that is taken. */
  apply(before: SchemaModel, operation: Op): SchemaModel;
  /** What undoes it, in order; `undefined` where nothing can. */
  reverse(operation: Op, before: SchemaModel): readonly Operation[] | undefined;
  /**
   * How it is written in a migration file.
   * @param naming of the parts of a table: which need no word about their names
   */
  toCall(operation: Op, naming?: TableNaming): Call;
  /**
   * Of an operation that is made of others: which ones. Then no dialect needs a rule for it: what users define is
   * mostly of this sort. `apply` and `reverse` are still asked. `undefined`: none, it stays as it is.
   */
  expand?(operation: Op, before: SchemaModel): readonly Operation[] | undefined;
  /** The names that it gives to things, where it is not a portable one: those too long for a database are refused. */
  names?(operation: Op): readonly GivenName[];
  /** Whether data is gone after it that no downgrade brings back. Default: no. */
  losesData?(operation: Op, before: SchemaModel): boolean;
  /** In a few words, for errors, progress and comments: `addColumn users.email`. */
  describe(operation: Op): string;
}
