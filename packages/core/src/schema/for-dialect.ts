import type { Column, Table } from './model.js';

/**
 * A table or a column as it is on one dialect: what `on(…)` said for it is in place, what it said for others is gone. To
 * be called where operations are recorded and where models are loaded; nothing further on knows of variants.
 */
export function forDialect(table: Table, dialect: string): Table;
export function forDialect(column: Column, dialect: string): Column;
export function forDialect(part: Table | Column, dialect: string): Table | Column {
  if (!('columns' in part)) return columnFor(part, dialect);
  if (!part.columns.some(({ variants }) => variants !== undefined)) return part;
  return { ...part, columns: part.columns.map((column) => columnFor(column, dialect)) };
}

function columnFor(column: Column, dialect: string): Column {
  const { variants, ...rest } = column;
  if (variants === undefined) return column;
  // Own properties alone: a dialect may be called anything.
  const variant = Object.hasOwn(variants, dialect) ? variants[dialect] : undefined;
  if (variant === undefined) return rest;
  const options = { ...rest.options, ...variant.options };
  return { ...rest, ...variant, ...(Object.keys(options).length === 0 ? {} : { options }) };
}
