import type { SchemaObjects, TableName } from '@aludel/core';
import type { Operation } from '@aludel/core/dialect';
import type { PostgresExclusion, PostgresTableOptions } from '../augment.js';

declare module '@aludel/core' {
  interface Operations extends PostgresOperations {}
}

/** What PostgreSQL has operations for beyond the portable ones; each has a function that makes its record. */
export interface PostgresOperations {
  'postgres.createObject': CreateObject;
  'postgres.dropObject': DropObject;
  'postgres.alterObject': AlterObject;
  'postgres.renameObject': RenameObject;
  'postgres.addEnumValue': AddEnumValue;
  'postgres.renameEnumValue': RenameEnumValue;
  'postgres.refreshMaterializedView': RefreshMaterializedView;
  'postgres.createExclusion': CreateExclusion;
  'postgres.validateConstraint': ValidateConstraint;
  'postgres.attachPartition': AttachPartition;
  'postgres.detachPartition': DetachPartition;
  'postgres.alterPartitions': AlterPartitions;
  'postgres.setRowLevelSecurity': SetRowLevelSecurity;
  'postgres.alterTableOptions': AlterTableOptions;
  'postgres.commentOn': CommentOn;
  'postgres.alterTable': AlterTable;
}

export type PostgresObjectKind = Extract<keyof SchemaObjects, `postgres.${string}`>;
export type PostgresObject = SchemaObjects[PostgresObjectKind];

/** Creates a type, sequence, schema …: whatever is no table, view or index. */
export interface CreateObject {
  readonly kind: 'postgres.createObject';
  readonly object: PostgresObject;
  readonly ifNotExists?: boolean;
  /** Functions and triggers. */
  readonly orReplace?: boolean;
  /** Functions in SQL: the server does not look at what the body names, which may not be found there yet, or from here. */
  readonly unchecked?: boolean;
}

/** What tells an object from others of its kind. */
export interface ObjectReference {
  readonly type: PostgresObjectKind;
  readonly name: TableName;
  /** Policies and triggers: the table that they are on. */
  readonly table?: TableName;
  /** Functions: the types of the arguments. */
  readonly arguments?: string;
  /** Of what is made by a definition: what DROP calls it. */
  readonly identity?: string;
}

export interface DropObject extends ObjectReference {
  readonly kind: 'postgres.dropObject';
  readonly ifExists?: boolean;
  readonly cascade?: boolean;
}

/** Changes an object: what is not named stays as it is; `null` removes. */
export interface AlterObject extends ObjectReference {
  readonly kind: 'postgres.alterObject';
  readonly to: Readonly<Record<string, unknown>>;
}

export interface RenameObject extends ObjectReference {
  readonly kind: 'postgres.renameObject';
  readonly to: string;
}

/** Adds a value to an enum: at its end, or next to another. */
export interface AddEnumValue {
  readonly kind: 'postgres.addEnumValue';
  readonly name: TableName;
  readonly value: string;
  readonly before?: string;
  readonly after?: string;
  readonly ifNotExists?: boolean;
  /** The type is made in the same transaction: then its values can be used at once. Said by the compiler. */
  readonly ofNewType?: boolean;
}

export interface RenameEnumValue {
  readonly kind: 'postgres.renameEnumValue';
  readonly name: TableName;
  readonly from: string;
  readonly to: string;
}

export interface RefreshMaterializedView {
  readonly kind: 'postgres.refreshMaterializedView';
  readonly name: TableName;
  /** Readers are not kept out; it needs a unique index. */
  readonly concurrently?: boolean;
  readonly withoutData?: boolean;
}

export interface CreateExclusion {
  readonly kind: 'postgres.createExclusion';
  readonly table: TableName;
  readonly constraint: PostgresExclusion;
}

/** Looks at the rows that a constraint that was added as `NOT VALID` has not looked at. */
export interface ValidateConstraint {
  readonly kind: 'postgres.validateConstraint';
  readonly table: TableName;
  readonly name: string;
}

/** Makes a table a partition of another. */
export interface AttachPartition {
  readonly kind: 'postgres.attachPartition';
  readonly table: TableName;
  readonly parent: TableName;
  /** SQL text: `FOR VALUES FROM (1) TO (9)`, `DEFAULT`. */
  readonly bound: string;
}

/** Makes a partition a table of its own. */
export interface DetachPartition {
  readonly kind: 'postgres.detachPartition';
  readonly table: TableName;
  readonly parent: TableName;
  /** Without keeping readers of the parent out, outside of the transaction (14 and newer). */
  readonly concurrently?: boolean;
}

/**
 * Gives partitions other bounds: all of them are detached, and attached again. So they may change places; rows stay in the
 * table where they are, and have to be within its new bound.
 */
export interface AlterPartitions {
  readonly kind: 'postgres.alterPartitions';
  readonly partitions: readonly PartitionBound[];
}

export interface PartitionBound {
  readonly table: TableName;
  /** SQL text: `FOR VALUES FROM (1) TO (9)`, `DEFAULT`. */
  readonly bound: string;
}

export interface SetRowLevelSecurity {
  readonly kind: 'postgres.setRowLevelSecurity';
  readonly table: TableName;
  readonly to: 'enabled' | 'forced' | 'disabled';
}

/** What of a table's options can be changed in place; `null` removes. */
export type TableOptionsChange = {
  readonly [K in 'unlogged' | 'storage' | 'tablespace' | 'accessMethod' | 'clusterOn' | 'replicaIdentity']?:
    | PostgresTableOptions[K]
    | null;
};

export interface AlterTableOptions {
  readonly kind: 'postgres.alterTableOptions';
  readonly table: TableName;
  readonly to: TableOptionsChange;
}

/** Comments on parts of tables that the portable model has none for, and on views; `null` removes. */
export interface CommentOn {
  readonly kind: 'postgres.commentOn';
  readonly on: 'constraint' | 'index' | 'view';
  /** Of a view, its own name. */
  readonly table: TableName;
  /** Of the constraint or index. */
  readonly name?: string;
  readonly comment: string | null;
}

/** Several changes of one table in one `ALTER TABLE`. Written by the compiler in their place. */
export interface AlterTable {
  readonly kind: 'postgres.alterTable';
  readonly table: TableName;
  readonly operations: readonly Operation[];
}
