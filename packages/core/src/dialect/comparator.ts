import type { ColumnChange } from '../operations/alter-column.js';
import type { Operation } from '../operations/operation.js';
import type { Column, Constraint, Index, SchemaObject, Table } from '../schema/model.js';

/** The few equalities of a database that cannot be had by writing both sides canonically. Both sides are normalised. */
export interface Comparator {
  /** What must change to make `from` into `to`, names aside; `undefined` where they are the same. */
  columnChange(from: Column, to: Column): ColumnChange | undefined;
  sameIndex(from: Index, to: Index): boolean;
  /** Names aside where one of them has none. */
  sameConstraint(from: Constraint, to: Constraint): boolean;
  sameObject(from: SchemaObject, to: SchemaObject): boolean;
  /** What makes the options of a table into those of another (engine, storage …). Without it they are not compared. */
  tableOptionsChange?(from: Table, to: Table): readonly Operation[];
}
