import type { ColumnChange } from '../operations/alter-column.js';
import type { Operation } from '../operations/operation.js';
import type { Column, Constraint, Index, SchemaObject, Table } from '../schema/model.js';

/** The tables that two columns are of: what a column does not say may be said there. */
export interface TablesAround {
  readonly from: Table;
  readonly to: Table;
}

/** What of a table's options has to go before its columns change, and to come after that, before its keys and indexes do. */
export interface OptionsAroundColumns {
  readonly before: readonly Operation[];
  readonly after: readonly Operation[];
}

/** The few equalities of a database that cannot be had by writing both sides canonically. Both sides are normalised. */
export interface Comparator {
  /**
   * What must change to make `from` into `to`, names aside; `undefined` where they are the same.
   * @param tables theirs, where they are known
   */
  columnChange(from: Column, to: Column, tables?: TablesAround): ColumnChange | undefined;
  sameIndex(from: Index, to: Index): boolean;
  /** Names aside where one of them has none. */
  sameConstraint(from: Constraint, to: Constraint): boolean;
  sameObject(from: SchemaObject, to: SchemaObject): boolean;
  /** What makes the options of a table into those of another (engine, storage …). Without it they are not compared. */
  tableOptionsChange?(from: Table, to: Table): readonly Operation[];
  /** Of what `tableOptionsChange` says: whether it is done before columns change and keys come. Without it nothing is. */
  comesFirst?(change: Operation, from: Table, to: Table): boolean;
  /**
   * Whether foreign keys that come or go, of the table and to it, have to be away while its options change. Without it they
   * never have.
   */
  keysStayAway?(from: Table, to: Table): boolean;
  /** Those options that columns or keys rest on. Without it there are none. */
  optionsAroundColumns?(from: Table, to: Table): OptionsAroundColumns;
}
