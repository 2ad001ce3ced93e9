import type { Column, Identity, Table, TableName } from '@aludel/core';
import { displayName } from '@aludel/core/dialect';
import { generatedName } from '../generated-name.js';

/** The sequence of an identity or serial column, by its full name. */
export function sequenceOf(table: TableName, column: Column): TableName {
  return column.identity?.options?.postgres?.sequence ?? defaultSequence(table, column.name);
}

export function defaultSequence(table: TableName, column: string): TableName {
  return { ...table, name: generatedName(table.name, column, 'seq') };
}

/** Sequences keep their names when their table or column is renamed: what went without saying has to be said. */
export function withSequencesKept(
  table: Table,
  former: { readonly table: TableName; readonly column: (name: string) => string },
): Table {
  if (!table.columns.some(({ identity }) => identity !== undefined)) return table;
  return {
    ...table,
    columns: table.columns.map((column) => {
      const { identity } = column;
      if (identity === undefined) return column;
      const kept = identity.options?.postgres?.sequence ?? defaultSequence(former.table, former.column(column.name));
      return { ...column, identity: withSequence(identity, kept, defaultSequence(table.name, column.name)) };
    }),
  };
}

function withSequence(identity: Identity, sequence: TableName, usual: TableName): Identity {
  const { options, ...rest } = identity;
  const { sequence: _, ...more } = options?.postgres ?? {};
  const said = displayName(sequence) === displayName(usual) ? more : { ...more, sequence };
  const all = { ...options, postgres: said };
  const { postgres: none, ...others } = all;
  const left = Object.keys(none).length === 0 ? others : all;
  return Object.keys(left).length === 0 ? rest : { ...rest, options: left };
}
