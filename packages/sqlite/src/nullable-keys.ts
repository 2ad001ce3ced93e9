import type { Column, Table } from '@aludel/core';
import { folded } from './parse/tokens.js';

/**
 * By an old mistake that is kept, columns of a primary key may be null in SQLite unless they say otherwise
 * (https://sqlite.org/lang_createtable.html). The builders make every key's columns not null; `nullableKey` says that they
 * are not. In the model of a table, such a column is nullable, and has no mark.
 */
export function withNullableKeys(table: Table): Table {
  return withColumns(table, (column) => {
    if (column.options?.sqlite?.nullableKey !== true) return column;
    const plain = withoutMark(column);
    return isOfKey(column, table) ? { ...plain, nullable: true } : plain;
  });
}

/** The same table with the mark, for the builders. */
export function withNullableKeysMarked(table: Table): Table {
  return withColumns(table, (column) =>
    column.nullable && isOfKey(column, table)
      ? { ...column, options: { ...column.options, sqlite: { ...column.options?.sqlite, nullableKey: true } } }
      : column,
  );
}

function isOfKey({ name }: Column, { constraints }: Table): boolean {
  const key = constraints.find((constraint) => constraint.kind === 'primaryKey');
  return key?.columns.some((other) => folded(other) === folded(name)) === true;
}

function withoutMark({ options, ...column }: Column): Column {
  const { nullableKey: _, ...sqlite } = options?.sqlite ?? {};
  const { sqlite: __, ...others } = options ?? {};
  const left = { ...others, ...(Object.keys(sqlite).length === 0 ? {} : { sqlite }) };
  return { ...column, ...(Object.keys(left).length === 0 ? {} : { options: left }) };
}

function withColumns(table: Table, change: (column: Column) => Column): Table {
  const columns = table.columns.map(change);
  return columns.every((column, at) => column === table.columns[at]) ? table : { ...table, columns };
}
