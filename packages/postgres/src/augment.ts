import type { Column, ColumnType, Deferrable, Index, IndexElement, TableName } from '@aludel/core';

/** What PostgreSQL's definitions can say beyond the portable model, under the key `postgres`. */
declare module '@aludel/core' {
  interface ColumnTypes {
    'postgres.builtin': PostgresBuiltinType;
    'postgres.bit': PostgresBitType;
    'postgres.interval': PostgresIntervalType;
    'postgres.array': PostgresArrayType;
    'postgres.named': PostgresNamedType;
  }
  interface TableOptions {
    readonly postgres?: PostgresTableOptions;
  }
  interface ColumnOptions {
    readonly postgres?: PostgresColumnOptions;
  }
  interface IdentityOptions {
    readonly postgres?: PostgresIdentityOptions;
  }
  interface ConstraintOptions {
    readonly postgres?: PostgresConstraintOptions;
  }
  interface Constraints {
    'postgres.exclude': PostgresExclusion;
  }
  interface IndexOptions {
    readonly postgres?: PostgresIndexOptions;
  }
  interface IndexElementOptions {
    readonly postgres?: PostgresIndexElementOptions;
  }
  interface ViewOptions {
    readonly postgres?: PostgresViewOptions;
  }
  interface AlterOptions {
    readonly postgres?: PostgresAlterOptions;
  }
  interface SchemaObjects {
    'postgres.schema': PostgresSchema;
    'postgres.extension': PostgresExtension;
    'postgres.enum': PostgresEnum;
    'postgres.domain': PostgresDomain;
    'postgres.composite': PostgresComposite;
    'postgres.sequence': PostgresSequence;
    'postgres.materializedView': PostgresMaterializedView;
    'postgres.policy': PostgresPolicy;
    'postgres.function': PostgresFunction;
    'postgres.trigger': PostgresTrigger;
    'postgres.definition': PostgresDefinition;
  }
}

/** A type that comes with the server and takes no arguments, by the name that the catalog gives it. */
export interface PostgresBuiltinType {
  readonly kind: 'postgres.builtin';
  readonly name: PostgresBuiltinName;
}

/** Those with a builder in `postgres.…()`; others, and types of extensions, are `t.native(…)`. */
export type PostgresBuiltinName =
  | 'json'
  | 'inet'
  | 'cidr'
  | 'macaddr'
  | 'macaddr8'
  | 'tsvector'
  | 'tsquery'
  | 'xml'
  | 'money'
  | 'point'
  | 'line'
  | 'lseg'
  | 'box'
  | 'path'
  | 'polygon'
  | 'circle'
  | 'oid'
  | 'pg_lsn'
  | 'int4range'
  | 'int8range'
  | 'numrange'
  | 'tsrange'
  | 'tstzrange'
  | 'daterange'
  | 'int4multirange'
  | 'int8multirange'
  | 'nummultirange'
  | 'tsmultirange'
  | 'tstzmultirange'
  | 'datemultirange';

/** `bit(length)`, `bit varying(length)`. */
export interface PostgresBitType {
  readonly kind: 'postgres.bit';
  readonly length?: number;
  readonly varying: boolean;
}

/** An interval of which only some fields are kept, or with fewer digits; the plain one is portable. */
export interface PostgresIntervalType {
  readonly kind: 'postgres.interval';
  /** `year`, `day to second`, … in lower case. */
  readonly fields?: string;
  readonly precision?: number;
}

/** Arrays have no fixed size or number of dimensions, whatever is declared. */
export interface PostgresArrayType {
  readonly kind: 'postgres.array';
  readonly element: ColumnType;
}

/** A type that the database defines: a domain, a composite type, an enum that is created by itself. */
export interface PostgresNamedType {
  readonly kind: 'postgres.named';
  readonly name: TableName;
}

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
