import { mentionsName, type Column, type ColumnChange, type SchemaModel, type Table } from '@aludel/core/dialect';
import { widerTypes } from './portable.js';
import type { PartMaker } from './table-parts.js';
import { isComputedFrom, isPrimaryKey, restOn } from './what-rests.js';

/** A change that is not a rename. What something rests on keeps its type. */
export function changeOf(
  model: SchemaModel,
  table: Table,
  column: Column,
  { choices, profile }: PartMaker,
): ColumnChange {
  const change: { -readonly [K in keyof ColumnChange]: ColumnChange[K] } = {};
  const rests =
    table.constraints.some((constraint) =>
      constraint.kind === 'check'
        ? mentionsName(constraint.expression, column.name)
        : constraint.columns.includes(column.name),
    ) ||
    table.indexes.some((index) => JSON.stringify(index).includes(JSON.stringify(column.name).slice(1, -1))) ||
    isComputedFrom(table, column.name) ||
    restOn(model, table).includes(column.name);
  const inKey = table.constraints.some(
    (constraint) => isPrimaryKey(constraint) && constraint.columns.includes(column.name),
  );
  const type = choices.oneIn(3) ? choices.maybe(widerTypes(column.type)) : undefined;
  const isHeld = (wanted: NonNullable<typeof type>): boolean => profile.types.some(({ kind }) => kind === wanted.kind);
  if (type !== undefined && !rests && column.identity === undefined && isHeld(type)) change.type = type;
  if (!inKey && column.identity === undefined && !rests && choices.oneIn(3)) change.nullable = !column.nullable;
  if (column.identity === undefined && choices.oneIn(3)) {
    const value = choices.maybe(profile.defaults(change.type ?? column.type));
    if (value !== undefined || column.default !== undefined) {
      change.default = value === undefined || choices.oneIn(2) ? null : value;
    }
  }
  // A default that the new type might not take goes.
  if (change.type !== undefined && change.default === undefined && column.default !== undefined) change.default = null;
  if (profile.comments && choices.oneIn(4)) change.comment = choices.from([null, 'Changed', 'it\'s "new"']);
  if (column.collation !== undefined && !rests && change.type === undefined && choices.oneIn(3))
    change.collation = null;
  if (profile.columnOptions.length > 0 && choices.oneIn(4)) {
    const options = choices.maybe(profile.columnOptions);
    if (options !== undefined) {
      change.options = choices.oneIn(2) ? options : Object.fromEntries(Object.keys(options).map((key) => [key, null]));
    }
  }
  return change;
}
