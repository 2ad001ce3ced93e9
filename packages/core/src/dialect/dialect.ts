import type { TableName } from '../schema/names.js';
import type { Literal } from '../schema/values.js';

/** Facts about a database that concern running, never writing, SQL. */
export interface DialectTraits {
  /** A DDL statement can be rolled back together with the others of its transaction. */
  readonly transactionalDdl: boolean;
  /** In bytes; `undefined` where there is no limit. */
  readonly maxIdentifierLength?: number;
}

/** How a database writes names and values. */
export interface Dialect {
  /** Lower case, as `op.on(name, …)` and option keys have it. */
  readonly name: string;
  readonly traits: DialectTraits;
  /** Quotes one name. */
  identifier(name: string): string;
  /** A table's name with its schema, quoted. */
  tableName(name: TableName): string;
  /** Writes a value into SQL text. */
  literal(value: Literal): string;
}
