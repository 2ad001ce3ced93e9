import type { Deferrable, IndexElement, TableName } from '@aludel/core';

/** What tables, columns, constraints, indexes and views can say beyond the portable model. */

export interface PostgresTableOptions {
  readonly unlogged?: boolean;
  /** `PARTITION BY strategy (elements)`. */
  readonly partitionBy?: {
    readonly strategy: 'range' | 'list' | 'hash';
    readonly elements: readonly IndexElement[];
  };
  /** `PARTITION OF parent bound`; the bound is SQL text: `FOR VALUES FROM (1) TO (9)`, `DEFAULT`. */
  readonly partitionOf?: {
    readonly parent: TableName;
    readonly bound: string;
    /**
     * What the partition's own parts of the parent's indexes are called, where it is not as the server calls them. How
     * the partition is made: it is not compared.
     */
    readonly indexNames?: readonly { readonly of: string; readonly name: string }[];
  };
  readonly inherits?: readonly TableName[];
  /** Storage parameters: `WITH (fillfactor = 70)`. */
  readonly storage?: Readonly<Record<string, string | number | boolean>>;
  readonly accessMethod?: string;
  readonly tablespace?: string;
  /** Row-level security; `forced` is for the owner, too. */
  readonly rowLevelSecurity?: 'enabled' | 'forced';
  /** The index by which CLUSTER last ordered it, and will again: `CLUSTER ON`. */
  readonly clusterOn?: string;
  /** Of columns in the log for logical replication: `REPLICA IDENTITY`, where it is not the primary key's. */
  readonly replicaIdentity?: 'full' | 'nothing' | { readonly index: string };
}

export interface PostgresColumnOptions {
  /** `STORAGE`, where it is not the type's own. */
  readonly storage?: 'plain' | 'external' | 'extended' | 'main';
  readonly compression?: 'pglz' | 'lz4';
  /** `SET STATISTICS`. */
  readonly statistics?: number;
  /** What ANALYZE is told instead of what it finds: `n_distinct`, `n_distinct_inherited`. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /**
   * Of a table that inherits: the column is the parent's, and only its default, its `NOT NULL` or its comment is the
   * table's own. How it came to be, which is not compared.
   */
  readonly inherited?: boolean;
  /** What its `NOT NULL` is called, where it is not `table_column_not_null`. Not compared: servers before 18 know no name. */
  readonly notNullName?: string;
}

export interface PostgresIdentityOptions {
  /** `serial`: an integer with the default `nextval(…)` of a sequence that the column owns, instead of an identity. */
  readonly serial?: boolean;
  /** The sequence's name, where it is not `table_column_seq`. */
  readonly sequence?: TableName;
  readonly minValue?: number | bigint;
  readonly maxValue?: number | bigint;
  readonly cache?: number;
  readonly cycle?: boolean;
}

export interface PostgresConstraintOptions {
  /** Unique: `NULLS NOT DISTINCT` (15 and newer). */
  readonly nullsNotDistinct?: boolean;
  /** Keys: further columns that the index carries. */
  readonly include?: readonly string[];
  /** Keys: storage parameters of the index. */
  readonly storage?: Readonly<Record<string, string | number | boolean>>;
  /** Keys: where the index is. */
  readonly tablespace?: string;
  /** Keys: the index that becomes the constraint's. How it is made, not what it is. */
  readonly usingIndex?: string;
  /** Primary keys that may be checked at commit; others say so in the model. */
  readonly deferrable?: Deferrable;
  /** Foreign keys and checks: existing rows are not looked at until `VALIDATE`. */
  readonly notValid?: boolean;
  /** Foreign keys and checks (18 and newer). */
  readonly notEnforced?: boolean;
  /** Checks: not for tables that inherit. */
  readonly noInherit?: boolean;
  /** Foreign keys: `MATCH FULL`. */
  readonly match?: 'full';
  /** Foreign keys: the columns that `ON DELETE SET NULL` or `SET DEFAULT` sets (15 and newer). */
  readonly onDeleteColumns?: readonly string[];
  readonly comment?: string;
}

/** `EXCLUDE USING method (element WITH operator, …) WHERE (predicate)`. */
export interface PostgresExclusion {
  readonly kind: 'postgres.exclude';
  readonly name?: string;
  /** Those of its elements that are plain columns: the constraint goes with them. */
  readonly columns: readonly string[];
  readonly method: string;
  readonly elements: readonly (IndexElement & { readonly operator: string })[];
  readonly where?: string;
  readonly deferrable?: Deferrable;
  readonly options?: { readonly postgres?: PostgresConstraintOptions };
}

export interface PostgresIndexOptions {
  /** `gin`, `gist`, `brin`, `hash`, `spgist` or an extension's; `btree`, the default, is left out. */
  readonly method?: string;
  readonly include?: readonly string[];
  /** 15 and newer. */
  readonly nullsNotDistinct?: boolean;
  readonly storage?: Readonly<Record<string, string | number | boolean>>;
  readonly tablespace?: string;
  /** `ON ONLY`: not on the partitions. */
  readonly only?: boolean;
  /** Built or dropped without blocking writes, outside of the transaction. How it is made, not what it is. */
  readonly concurrently?: boolean;
  /** Only of what is read: a build failed half way and left it behind. It is not used, and is to be built again. */
  readonly invalid?: boolean;
  readonly comment?: string;
}

export interface PostgresIndexElementOptions {
  /** Where it is not the type's default. */
  readonly operatorClass?: string;
  readonly operatorClassParameters?: Readonly<Record<string, string | number | boolean>>;
}

export interface PostgresViewOptions {
  readonly checkOption?: 'local' | 'cascaded';
  readonly securityBarrier?: boolean;
  /** 15 and newer. */
  readonly securityInvoker?: boolean;
  readonly columnComments?: Readonly<Record<string, string>>;
  /** What a row that is inserted through the view has where it says nothing: SQL text. */
  readonly columnDefaults?: Readonly<Record<string, string>>;
  /** Of a view that reads itself: its columns' types, with which it is made before it can. */
  readonly ownTypes?: Readonly<Record<string, string>>;
  readonly comment?: string;
}

/** How an operation is carried out. */
export interface PostgresAlterOptions {
  /** A dropped column, or one of another type, leaves its enum type behind even if nothing uses it any more. */
  readonly keepEnum?: boolean;
  /** `CASCADE`: what depends on the dropped goes with it. */
  readonly cascade?: boolean;
}
