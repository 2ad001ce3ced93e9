import type { Comparator } from '../dialect/comparator.js';
import type { ColumnChange } from '../operations/alter-column.js';
import type { Operation } from '../operations/operation.js';
import type { Column, Table } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import { pairByKey } from './pairs.js';

export interface ColumnDiff {
  readonly dropped: readonly Column[];
  readonly created: readonly Column[];
  readonly changed: readonly { readonly column: string; readonly to: ColumnChange }[];
}

/** Recognises columns by name. Where in the table a column stands is no difference. */
export function diffColumns(from: Table, to: Table, comparator: Comparator): ColumnDiff {
  const { dropped, created, kept } = pairByKey(from.columns, to.columns, ({ name }) => name);
  const tables = { from, to };
  const changed = kept.flatMap((pair) => {
    const change = comparator.columnChange(pair.from, pair.to, tables);
    return change === undefined ? [] : [{ column: pair.from.name, to: change }];
  });
  return { dropped, created, changed };
}

/**
 * The operations, in an order in which no generated column ever lacks what it is computed from, no table is without
 * columns on the way, and no two names meet that differ in case only.
 */
export function columnOperations(table: TableName, { dropped, created, changed }: ColumnDiff): readonly Operation[] {
  const arriving = new Set(created.map(({ name }) => name.toLowerCase()));
  const inTheWay = (column: Column): boolean =>
    column.generated !== undefined || arriving.has(column.name.toLowerCase());
  const drop = ({ name }: Column): Operation => ({ kind: 'dropColumn', table, column: name });
  const add = (column: Column): Operation => ({ kind: 'addColumn', table, column });
  return [
    ...dropped.filter(({ generated }) => generated !== undefined).map(drop),
    ...dropped.filter((column) => column.generated === undefined && inTheWay(column)).map(drop),
    ...created.filter(({ generated }) => generated === undefined).map(add),
    ...changed.map(({ column, to }): Operation => ({ kind: 'alterColumn', table, column, to })),
    ...dropped.filter((column) => !inTheWay(column)).map(drop),
    ...created.filter(({ generated }) => generated !== undefined).map(add),
  ];
}
