import type { Index, SchemaModel, SchemaObject, Table } from '@aludel/core';
import {
  changeTable,
  coreOperations,
  getTable,
  sameTable,
  type AlterColumn,
  type OperationType,
  type TableName,
} from '@aludel/core/dialect';
import { renameColumnInQuery } from '../ddl/rename-in-query.js';
import { renameColumnInTable, renameInText } from '../ddl/rename-in-text.js';
import { storedDefault } from '../ddl/stored-default.js';

const { alterColumn: portable } = coreOperations;

/**
 * As the portable operation, and stored definitions follow a renamed column, as SQLite makes them do. A default comes back in
 * the words that it was written in.
 */
export const alterColumn: OperationType<AlterColumn> = {
  ...portable,
  apply: (before, operation) => {
    const after = portable.apply(before, operation);
    const { table, column, to } = operation;
    return to.name === undefined || to.name === column ? after : withRenamed(after, table, column, to.name);
  },
  reverse: (operation, before) =>
    portable.reverse(operation, before)?.map((back) => {
      if (back.kind !== 'alterColumn' || operation.to.default === undefined) return back;
      const value = storedDefault(getTable(before, operation.table), operation.column);
      return value === undefined ? back : { ...back, to: { ...back.to, default: value } };
    }),
};

function withRenamed(model: SchemaModel, name: TableName, from: string, to: string): SchemaModel {
  const changed = changeTable(model, name, (table) => renamedTable(table, from, to));
  return {
    ...changed,
    objects: changed.objects.map((object) => {
      const watches = object.kind === 'sqlite.trigger' && sameTable(object.table, name);
      return withTexts(object, (definition) =>
        renameColumnInQuery({ definition, table: name.name, watches }, from, to),
      );
    }),
  };
}

/** A view or trigger with its texts changed. */
export function withTexts(object: SchemaObject, change: (definition: string) => string): SchemaObject {
  if (object.kind === 'sqlite.trigger') return { ...object, definition: change(object.definition) };
  if (object.kind !== 'view') return object;
  const stored = object.options?.sqlite?.definition;
  const options =
    stored === undefined
      ? {}
      : { options: { ...object.options, sqlite: { ...object.options?.sqlite, definition: change(stored) } } };
  return { ...object, definition: change(object.definition), ...options };
}

function renamedTable(table: Table, from: string, to: string): Table {
  const definition = table.options?.sqlite?.definition;
  return {
    ...table,
    indexes: table.indexes.map((index) => renamedIndex(index, from, to)),
    ...(definition === undefined
      ? {}
      : {
          options: {
            ...table.options,
            sqlite: { ...table.options?.sqlite, definition: renameColumnInTable(definition, from, to) },
          },
        }),
  };
}

function renamedIndex(index: Index, from: string, to: string): Index {
  const definition = index.options?.sqlite?.definition;
  if (definition === undefined) return index;
  return { ...index, options: { ...index.options, sqlite: { definition: renameInText(definition, from, to) } } };
}
