import type { Operation, SchemaObject, TableName } from '@aludel/core';
import type { MysqlTableOptions } from '../augment.js';

/** MySQL's own operations. */
export interface MysqlOperations {
  'mysql.alterTable': AlterTable;
  'mysql.alterTableOptions': AlterTableOptions;
  'mysql.convertCharset': ConvertCharset;
  'mysql.createObject': CreateObject;
  'mysql.dropObject': DropObject;
}

declare module '@aludel/core' {
  interface Operations extends MysqlOperations {}
}

/** Operations on one table that become one ALTER TABLE. Written by the compiler in place of them. */
export interface AlterTable {
  readonly kind: 'mysql.alterTable';
  readonly table: TableName;
  readonly operations: readonly Operation[];
}

/** Options of a table and what they are to be; null for what the server does where nothing is said. */
export type TableOptionChanges = {
  readonly [K in Exclude<keyof MysqlTableOptions, 'periods'>]?: MysqlTableOptions[K] | null;
} & {
  /** Those that are named; null for one that goes. */
  readonly periods?: Readonly<Record<string, readonly [start: string, end: string] | null>>;
};

/** Changes options of a table; what is not named stays as it is. */
export interface AlterTableOptions {
  readonly kind: 'mysql.alterTableOptions';
  readonly table: TableName;
  readonly to: TableOptionChanges;
  /** What those were of which the table says nothing, for the way back. */
  readonly from?: TableOptionChanges;
}

/** Converts a table and the texts in it to another charset: all rows are written anew. */
export interface ConvertCharset {
  readonly kind: 'mysql.convertCharset';
  readonly table: TableName;
  readonly charset: string;
  /** Default: the charset's own. */
  readonly collation?: string;
}

/** The kinds of object that this package adds. */
export type MysqlObjectKind = 'mysql.trigger' | 'mysql.routine' | 'mysql.event' | 'mysql.sequence';
export type MysqlObject = Extract<SchemaObject, { readonly kind: MysqlObjectKind }>;

export interface CreateObject {
  readonly kind: 'mysql.createObject';
  readonly object: MysqlObject;
}

export interface DropObject {
  readonly kind: 'mysql.dropObject';
  readonly type: MysqlObjectKind;
  readonly name: TableName;
  /** Of a routine: a function and a procedure can have the same name. */
  readonly routine?: 'function' | 'procedure';
  readonly ifExists?: boolean;
}
