import type { SchemaModel, Table } from '@aludel/core';
import {
  getTable,
  renameInExpression,
  type AlterColumn,
  type Operation,
  type OperationRegistry,
  type TableName,
} from '@aludel/core/dialect';
import { SqliteComparator } from '../comparator.js';
import { folded } from '../parse/tokens.js';
import { changedTable } from './changed-table.js';
import { withDefinition } from './definition.js';

/**
 * One rebuild for all operations of a group, and after it the renames of columns, done by SQLite itself: it takes views,
 * triggers and other tables' foreign keys along, which a rebuild leaves alone.
 * @returns `undefined` where the old names cannot be kept until then, since a new column has one of them
 */
export function planRebuild(
  group: readonly Operation[],
  before: SchemaModel,
  registry: OperationRegistry,
): readonly Operation[] | undefined {
  const [first] = group;
  const name = first === undefined ? undefined : changedTable(first);
  if (name === undefined) return undefined;
  const from = getTable(before, name);
  const origins = followColumns(from, group);
  const renames = [...origins].flatMap(([column, { old }]) =>
    old === undefined || old === column ? [] : [renameOf(name, old, column)],
  );
  const after = registry.applyAll(before, group);
  const unrenamed = withOldNames(after, renames, registry);
  if (unrenamed === undefined) return undefined;

  const columns = new Set(from.columns.map((column) => folded(column.name)));
  const fresh = [...origins].flatMap(([column, { old }]) =>
    old === undefined && columns.has(folded(column)) ? [column] : [],
  );
  const using = [...origins].flatMap(([column, { old, using: text }]) =>
    text === undefined ? [] : [[old ?? column, withOldNamesIn(text, renames)] as const],
  );
  const to = withDefinition(withStoredTexts(getTable(unrenamed, name), from), new Set(fresh));
  return [
    {
      kind: 'sqlite.rebuildTable',
      from,
      to,
      ...(fresh.length === 0 ? {} : { fresh }),
      ...(using.length === 0 ? {} : { using: Object.fromEntries(using) }),
    },
    // The other way round than they were taken back, so that each finds its name free.
    ...renames.toReversed(),
  ];
}

interface Origin {
  /** The column's name before all operations; a new one has none. */
  readonly old?: string;
  /** What its values become. */
  readonly using?: string;
}

/** Where each column that is left at the end comes from. */
function followColumns(from: Table, group: readonly Operation[]): ReadonlyMap<string, Origin> {
  let origins = new Map<string, Origin>(from.columns.map(({ name }) => [name, { old: name }]));
  for (const operation of group) {
    if (operation.kind === 'addColumn' && !origins.has(operation.column.name)) origins.set(operation.column.name, {});
    if (operation.kind === 'dropColumn') origins.delete(operation.column);
    if (operation.kind !== 'alterColumn') continue;
    const { column, to } = operation;
    origins = new Map(
      [...origins].map(([name, origin]): [string, Origin] =>
        name === column
          ? [to.name ?? name, to.using === undefined ? origin : { ...origin, using: to.using }]
          : [name, origin],
      ),
    );
  }
  return origins;
}

function renameOf(table: TableName, column: string, name: string): AlterColumn {
  return { kind: 'alterColumn', table, column, to: { name } };
}

function withOldNames(
  model: SchemaModel,
  renames: readonly AlterColumn[],
  registry: OperationRegistry,
): SchemaModel | undefined {
  let result = model;
  for (const { table, column, to } of renames) {
    const taken = getTable(result, table).columns.some(
      ({ name }) => name !== to.name && folded(name) === folded(column),
    );
    if (to.name === undefined || taken) return undefined;
    result = registry.apply(result, renameOf(table, to.name, column));
  }
  return result;
}

function withOldNamesIn(text: string, renames: readonly AlterColumn[]): string {
  return renames.reduce((result, { column, to }) => renameInExpression(result, to.name ?? column, column), text);
}

const comparator = new SqliteComparator();

/** What SQLite has stored is the better text: renaming there and back has quoted names in the model's. */
function withStoredTexts(table: Table, stored: Table): Table {
  const definition = stored.options?.sqlite?.definition;
  return {
    ...table,
    indexes: table.indexes.map(
      (index) =>
        stored.indexes.find((other) => other.name === index.name && comparator.sameIndex(other, index)) ?? index,
    ),
    ...(definition === undefined
      ? {}
      : { options: { ...table.options, sqlite: { ...table.options?.sqlite, definition } } }),
  };
}
