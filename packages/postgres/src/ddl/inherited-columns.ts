import type { Column, SchemaModel, Table, TableName } from '@aludel/core';
import { findTable } from '@aludel/core/dialect';
import { sequenceOf } from '../operations/sequence-names.js';
import { columnComment, columnDetails, isSerial } from './column-text.js';
import { alterTableText, defaultText, literal, quoted, quotedTable } from './writing.js';

/** Whether a column is there only because a parent has it; what the model says of it is what differs from the parent's. */
export function isInherited({ options }: Column): boolean {
  return options?.postgres?.inherited === true;
}

/** What has to be said of a table's columns once it has been made and has what its parents have. */
export function afterInheriting(table: Table, before: SchemaModel): readonly string[] {
  if (parentsOf(table).length === 0) return [];
  return table.columns.flatMap((column) => {
    const parent = parentColumn(table, column.name, before);
    if (isInherited(column)) return inheritedStatements(column, table.name, parent);
    // A column that is declared without a default takes the parent's.
    const isWithout = column.default === undefined && column.identity === undefined && column.generated === undefined;
    return isWithout && parent !== undefined && defaultOf(parent) !== undefined
      ? [alterTableText(table.name, [`ALTER COLUMN ${quoted(column.name)} DROP DEFAULT`])]
      : [];
  });
}

/** Makes an inherited column what the model says. */
export function inheritedStatements(
  column: Column,
  table: TableName,
  parent: ParentColumn | undefined,
): readonly string[] {
  return [...alteration(table, actionsBetween(parent, { column, table })), ...columnDetails(column, table)];
}

/** Makes a column of a child what the parent's is. */
export function asParentHas(column: Column, table: TableName, parent: ParentColumn | undefined): readonly string[] {
  if (parent === undefined) return [];
  return [
    ...alteration(table, actionsBetween({ column, table }, parent)),
    ...(column.comment === undefined ? [] : [columnComment(table, column.name, null)]),
  ];
}

export interface ParentColumn {
  readonly column: Column;
  readonly table: TableName;
}

/** The column of that name that a table has from a parent, or from a parent's parent. */
export function parentColumn(table: Table, name: string, before: SchemaModel): ParentColumn | undefined {
  for (const parentName of parentsOf(table)) {
    const parent = findTable(before, parentName);
    if (parent === undefined) continue;
    const column = parent.columns.find((other) => other.name === name);
    const found = column === undefined ? parentColumn(parent, name, before) : { column, table: parent.name };
    if (found !== undefined) return found;
  }
  return undefined;
}

function parentsOf({ options }: Table): readonly TableName[] {
  const { inherits = [], partitionOf } = options?.postgres ?? {};
  return partitionOf === undefined ? inherits : [partitionOf.parent];
}

function alteration(table: TableName, actions: readonly string[]): readonly string[] {
  return actions.length === 0 ? [] : [alterTableText(table, actions)];
}

function actionsBetween(from: ParentColumn | undefined, to: ParentColumn): readonly string[] {
  const { column } = to;
  const alter = `ALTER COLUMN ${quoted(column.name)}`;
  const [before, after] = [from === undefined ? undefined : defaultOf(from), defaultOf(to)];
  return [
    ...(column.nullable === (from?.column.nullable ?? true)
      ? []
      : [`${alter} ${column.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    ...(before === after ? [] : [after === undefined ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${after}`]),
  ];
}

function defaultOf({ column, table }: ParentColumn): string | undefined {
  if (column.default !== undefined) return defaultText(column.default);
  if (column.identity === undefined || !isSerial(column.identity)) return undefined;
  return `nextval(${literal(quotedTable(sequenceOf(table, column)))}::regclass)`;
}
