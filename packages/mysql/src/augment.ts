import type { TableName } from '@aludel/core';

/** What the definitions of MySQL and MariaDB can say beyond the portable model, under the key `mysql`. */
declare module '@aludel/core' {
  interface ColumnTypes {
    'mysql.integer': MysqlIntegerType;
    'mysql.number': MysqlNumberType;
    'mysql.text': MysqlTextType;
    'mysql.binary': MysqlBinaryType;
    'mysql.bit': MysqlBitType;
    'mysql.year': MysqlYearType;
    'mysql.datetime': MysqlDatetimeType;
    'mysql.set': MysqlSetType;
    'mysql.spatial': MysqlSpatialType;
    'mysql.builtin': MysqlBuiltinType;
  }
  interface TableOptions {
    readonly mysql?: MysqlTableOptions;
  }
  interface ColumnOptions {
    readonly mysql?: MysqlColumnOptions;
  }
  interface ConstraintOptions {
    readonly mysql?: MysqlConstraintOptions;
  }
  interface IndexOptions {
    readonly mysql?: MysqlIndexOptions;
  }
  interface IndexElementOptions {
    readonly mysql?: MysqlIndexElementOptions;
  }
  interface ViewOptions {
    readonly mysql?: MysqlViewOptions;
  }
  interface AlterOptions {
    readonly mysql?: MysqlAlterOptions;
  }
  interface SchemaObjects {
    'mysql.trigger': MysqlTrigger;
    'mysql.routine': MysqlRoutine;
    'mysql.event': MysqlEvent;
    'mysql.sequence': MysqlSequence;
  }
}

/** The integers that are not portable: other sizes, unsigned, with a display width or zero-filled. */
export interface MysqlIntegerType {
  readonly kind: 'mysql.integer';
  readonly size: 'tinyint' | 'smallint' | 'mediumint' | 'int' | 'bigint';
  readonly unsigned?: boolean;
  readonly zerofill?: boolean;
  /** A width for display, which changes nothing that is kept. */
  readonly width?: number;
}

/** Decimals and floating point numbers with attributes that the portable ones lack. */
export interface MysqlNumberType {
  readonly kind: 'mysql.number';
  readonly name: 'decimal' | 'float' | 'double';
  readonly precision?: number;
  readonly scale?: number;
  readonly unsigned?: boolean;
  readonly zerofill?: boolean;
}

/** Texts by their size; `text` alone is portable as `t.text()`, which is the largest. */
export interface MysqlTextType {
  readonly kind: 'mysql.text';
  readonly size: 'tinytext' | 'text' | 'mediumtext' | 'longtext';
}

/** Bytes: of fixed length, of at most some, or by size. */
export interface MysqlBinaryType {
  readonly kind: 'mysql.binary';
  readonly name: 'binary' | 'varbinary' | 'tinyblob' | 'blob' | 'mediumblob' | 'longblob';
  /** Of `binary` and `varbinary`, in bytes. */
  readonly length?: number;
}

export interface MysqlBitType {
  readonly kind: 'mysql.bit';
  readonly length: number;
}

export interface MysqlYearType {
  readonly kind: 'mysql.year';
}

/** Whichever of DATETIME and TIMESTAMP the portable `t.timestamp()` does not give. */
export interface MysqlDatetimeType {
  readonly kind: 'mysql.datetime';
  readonly name: 'datetime' | 'timestamp';
  readonly precision?: number;
}

export interface MysqlSetType {
  readonly kind: 'mysql.set';
  readonly values: readonly string[];
}

export interface MysqlSpatialType {
  readonly kind: 'mysql.spatial';
  readonly name:
    | 'geometry'
    | 'point'
    | 'linestring'
    | 'polygon'
    | 'multipoint'
    | 'multilinestring'
    | 'multipolygon'
    | 'geometrycollection';
  /** Spatial reference system (MySQL) or REF_SYSTEM_ID (MariaDB). */
  readonly srid?: number;
}

/** Types without arguments that one of the servers alone has. */
export interface MysqlBuiltinType {
  readonly kind: 'mysql.builtin';
  readonly name: 'json' | 'uuid' | 'inet4' | 'inet6' | 'vector';
  /** Of `vector`. */
  readonly length?: number;
}

export interface MysqlTableOptions {
  readonly engine?: string;
  readonly charset?: string;
  readonly collation?: string;
  readonly rowFormat?: string;
  /** What AUTO_INCREMENT counts on from, when the table is made. Never a difference between two tables. */
  readonly autoIncrement?: number | bigint;
  readonly keyBlockSize?: number;
  readonly statsPersistent?: boolean;
  /** `PARTITION BY …` as the server writes it. */
  readonly partitioning?: string;
  /** MariaDB: the table keeps the history of its rows. */
  readonly systemVersioning?: boolean;
  /** MariaDB: the first and the last column of each `PERIOD FOR`, by name; that of the history is `SYSTEM_TIME`. */
  readonly periods?: Readonly<Record<string, readonly [start: string, end: string]>>;
  /** Further options as the server writes them, by upper-case name. */
  readonly others?: Readonly<Record<string, string>>;
}

export interface MysqlColumnOptions {
  /** Where it is not the table's. The collation is in the model. */
  readonly charset?: string;
  /** `ON UPDATE CURRENT_TIMESTAMP`, with the column's own precision. */
  readonly onUpdateCurrentTimestamp?: boolean;
  /** Left out by `SELECT *`. */
  readonly invisible?: boolean;
  /** The position among the columns. How it is made; the model's order says what it is. */
  readonly position?: 'first' | { readonly after: string };
  /** MariaDB: `COMPRESSED`, and other attributes that have no field of their own, as the server writes them. */
  readonly attributes?: string;
}

export interface MysqlConstraintOptions {
  /** Unique: prefix lengths, order and comment, as an index has them, by position. */
  readonly elements?: readonly (MysqlIndexElementOptions & { readonly order?: 'desc' })[];
  readonly using?: 'btree' | 'hash';
  readonly comment?: string;
  readonly invisible?: boolean;
  /** MariaDB: a period of the table that is the last part of the key, and of which no two overlap. */
  readonly withoutOverlaps?: string;
  /** Checks (MySQL). */
  readonly notEnforced?: boolean;
  /** Checks (MariaDB): written on its column, where it has the column's name. Only spelling, so never a difference. */
  readonly onColumn?: boolean;
  /** How it is made. */
  readonly algorithm?: MysqlAlterOptions['algorithm'];
  readonly lock?: MysqlAlterOptions['lock'];
}

export interface MysqlIndexOptions {
  /** `vector`: MariaDB only. */
  readonly type?: 'fulltext' | 'spatial' | 'vector';
  readonly using?: 'btree' | 'hash';
  /** `WITH PARSER` of a full-text index. */
  readonly parser?: string;
  readonly keyBlockSize?: number;
  /** MariaDB: further options of the index (`M` and `DISTANCE` of a vector index) as the server writes them, by upper-case name. */
  readonly others?: Readonly<Record<string, string>>;
  readonly comment?: string;
  /** Not used by the optimizer: INVISIBLE in MySQL, IGNORED in MariaDB. */
  readonly invisible?: boolean;
  /** How it is made. */
  readonly algorithm?: MysqlAlterOptions['algorithm'];
  readonly lock?: MysqlAlterOptions['lock'];
}

export interface MysqlIndexElementOptions {
  /** Only so many characters (bytes, for binary columns) are indexed. */
  readonly length?: number;
}

export interface MysqlViewOptions {
  readonly algorithm?: 'merge' | 'temptable';
  readonly checkOption?: 'local' | 'cascaded';
  readonly security?: 'invoker';
  /** `'user'@'host'`, where it is not the user of the session. */
  readonly definer?: string;
}

/** How an ALTER is carried out; the server refuses what it cannot do so. */
export interface MysqlAlterOptions {
  readonly algorithm?: 'instant' | 'nocopy' | 'inplace' | 'copy';
  readonly lock?: 'none' | 'shared' | 'exclusive';
}

export interface MysqlTrigger {
  readonly kind: 'mysql.trigger';
  readonly name: TableName;
  readonly table: TableName;
  /** The CREATE TRIGGER as the server writes it, without its definer. */
  readonly definition: string;
  /** When it fires among those of one event of its table. Where it does not say, behind those that are there. */
  readonly order?: MysqlTriggerOrder;
  readonly definer?: string;
  readonly sqlMode?: string;
}

/** Among the triggers of the same event and table: right behind the one, and right before the other. */
export interface MysqlTriggerOrder {
  readonly follows?: string;
  readonly precedes?: string;
}

export interface MysqlRoutine {
  readonly kind: 'mysql.routine';
  readonly name: TableName;
  readonly type: 'function' | 'procedure';
  /** The CREATE statement as the server writes it, without its definer. */
  readonly definition: string;
  readonly definer?: string;
  readonly sqlMode?: string;
}

export interface MysqlEvent {
  readonly kind: 'mysql.event';
  readonly name: TableName;
  readonly definition: string;
  readonly definer?: string;
  readonly sqlMode?: string;
  /** The time zone of its times, where it is not the session's. */
  readonly timeZone?: string;
}

/** MariaDB only. */
export interface MysqlSequence {
  readonly kind: 'mysql.sequence';
  readonly name: TableName;
  /** The CREATE SEQUENCE as the server writes it. */
  readonly definition: string;
}
