import type { Column, ColumnType, Index, TableName } from '@aludel/core';

/** Objects that PostgreSQL has beyond tables and views. */

export interface PostgresSchema {
  readonly kind: 'postgres.schema';
  readonly name: TableName;
  readonly comment?: string;
}

export interface PostgresExtension {
  readonly kind: 'postgres.extension';
  readonly name: TableName;
  /** The schema that its objects are in. */
  readonly schema?: string;
  readonly version?: string;
  readonly comment?: string;
}

export interface PostgresEnum {
  readonly kind: 'postgres.enum';
  readonly name: TableName;
  readonly values: readonly string[];
  /**
   * Only of what is read, and never compared: what depends on the type. A column as `table.column` or
   * `schema.table.column` (the schema as in names of tables: left out for the default one), anything else in words.
   */
  readonly usedBy?: readonly string[];
  readonly comment?: string;
}

export interface PostgresDomain {
  readonly kind: 'postgres.domain';
  readonly name: TableName;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default?: NonNullable<Column['default']>;
  readonly collation?: string;
  readonly checks: readonly { readonly name?: string; readonly expression: string; readonly notValid?: boolean }[];
  readonly comment?: string;
}

export interface PostgresComposite {
  readonly kind: 'postgres.composite';
  readonly name: TableName;
  readonly attributes: readonly { readonly name: string; readonly type: ColumnType; readonly collation?: string }[];
  readonly comment?: string;
}

/** A sequence of its own; those of identity and serial columns belong to their columns. */
export interface PostgresSequence {
  readonly kind: 'postgres.sequence';
  readonly name: TableName;
  readonly type?: 'smallint' | 'integer';
  readonly start?: bigint;
  readonly increment?: bigint;
  readonly minValue?: bigint;
  readonly maxValue?: bigint;
  readonly cache?: bigint;
  readonly cycle?: boolean;
  readonly ownedBy?: { readonly table: TableName; readonly column: string };
  readonly comment?: string;
}

export interface PostgresMaterializedView {
  readonly kind: 'postgres.materializedView';
  readonly name: TableName;
  /** The query, without `CREATE MATERIALIZED VIEW … AS`. */
  readonly definition: string;
  readonly columns?: readonly string[];
  readonly indexes: readonly Index[];
  readonly storage?: Readonly<Record<string, string | number | boolean>>;
  readonly accessMethod?: string;
  readonly tablespace?: string;
  /** `WITH NO DATA`: empty until it is refreshed. How it is made, not what it is. */
  readonly withoutData?: boolean;
  /** The index by which CLUSTER last ordered it. */
  readonly clusterOn?: string;
  readonly columnComments?: Readonly<Record<string, string>>;
  readonly comment?: string;
}

export interface PostgresPolicy {
  readonly kind: 'postgres.policy';
  /** Its own name with its table's schema. */
  readonly name: TableName;
  readonly table: TableName;
  readonly restrictive?: boolean;
  /** All, where it is left out. */
  readonly command?: 'select' | 'insert' | 'update' | 'delete';
  /** `PUBLIC`, where it is left out. */
  readonly roles?: readonly string[];
  readonly using?: string;
  readonly withCheck?: string;
  readonly comment?: string;
}

/** A function, procedure or aggregate as the server writes it. */
export interface PostgresFunction {
  readonly kind: 'postgres.function';
  readonly name: TableName;
  /** Types of its input arguments as the server writes them, which tell overloaded ones apart: `integer, text`. */
  readonly arguments: string;
  readonly type: 'function' | 'procedure';
  /** The whole CREATE OR REPLACE statement. */
  readonly definition: string;
  readonly comment?: string;
}

/** What is made by a statement whose parts the model does not know. */
export interface PostgresDefinition {
  readonly kind: 'postgres.definition';
  readonly name: TableName;
  readonly what:
    | 'aggregate'
    | 'cast'
    | 'collation'
    | 'event trigger'
    | 'foreign server'
    | 'foreign table'
    | 'operator'
    | 'range type'
    | 'rule'
    | 'statistics object'
    | 'text search configuration'
    | 'text search dictionary';
  /** What DROP and COMMENT ON call it: `AGGREGATE total(integer)`. */
  readonly identity: string;
  /** The whole CREATE statement; after semicolons, those that complete it. */
  readonly definition: string;
  readonly comment?: string;
}

export interface PostgresTrigger {
  readonly kind: 'postgres.trigger';
  /** Its own name with its table's schema. */
  readonly name: TableName;
  readonly table: TableName;
  /** The whole CREATE TRIGGER statement. */
  readonly definition: string;
  /** Where it does not fire as usual. */
  readonly enabled?: 'disabled' | 'replica' | 'always';
  readonly comment?: string;
}
