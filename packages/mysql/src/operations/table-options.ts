import type { Operation, Table } from '@aludel/core';
import { changeTable, displayName, getTable, tableSource, type OperationType } from '@aludel/core/dialect';
import type { MysqlTableOptions } from '../augment.js';
import { isTextual } from '../column-types.js';
import type { AlterTableOptions, ConvertCharset, TableOptionChanges } from './kinds.js';
import { call } from './objects.js';
import { usualOption } from './usual-options.js';

export const alterTableOptions: OperationType<AlterTableOptions> = {
  kind: 'mysql.alterTableOptions',
  touches: ({ table }) => [table],
  apply: (before, { table, to, from }) => {
    // Where the counter stands is no part of the table's definition.
    const { autoIncrement: _, ...options } = to;
    return changeTable(before, table, (found) =>
      withPeriods(withChanges(withOwnCollations(found, to, from), options), options.periods),
    );
  },
  // Which engine or collation it is where the table does not say it, is the server's: that cannot be written back.
  reverse: ({ table, to, from }, before) => {
    const former = getTable(before, table).options?.mysql ?? {};
    const keys = Object.keys(to) as (keyof MysqlTableOptions)[];
    const back = keys.map((key): readonly [string, unknown] => {
      if (key === 'others') return [key, formerOthers(to.others ?? {}, former.others)];
      if (key === 'periods') return [key, formerPeriods(to.periods ?? {}, former.periods)];
      return [key, former[key] ?? from?.[key] ?? (resettable.has(key) ? null : undefined)];
    });
    if (back.some(([, value]) => value === undefined)) return undefined;
    return [
      { kind: 'mysql.alterTableOptions', table, to: Object.fromEntries(back) },
      ...columnsOf(to.periods)
        .filter((name) => getTable(before, table).columns.some((column) => column.name === name && column.nullable))
        .map((column): Operation => ({ kind: 'alterColumn', table, column, to: { nullable: true } })),
    ];
  },
  toCall: ({ table, to, from }) => call('alterTableOptions', tableSource(table), to, from),
  describe: ({ table, to }) => `alterTableOptions ${displayName(table)} (${Object.keys(to).join(', ')})`,
};

export const convertCharset: OperationType<ConvertCharset> = {
  kind: 'mysql.convertCharset',
  touches: ({ table }) => [table],
  apply: (before, { table, charset, collation }) =>
    changeTable(before, table, (found) => ({
      ...withOptions(found, { charset, ...(collation === undefined ? {} : { collation }) }),
      columns: found.columns.map((column) => {
        if (!isTextual(column.type)) return column;
        const { collation: _, options, ...rest } = column;
        const { charset: _c, ...mysql } = options?.mysql ?? {};
        return { ...rest, ...(options === undefined ? {} : { options: { ...options, mysql } }) };
      }),
    })),
  // Texts may have lost letters on the way, and columns may have had collations of their own.
  reverse: () => undefined,
  toCall: ({ table, charset, collation }) => call('convertCharset', tableSource(table), charset, collation),
  describe: ({ table, charset }) => `convertCharset ${displayName(table)} to ${charset}`,
};

/** Options for which there is a word that leaves them to the server. */
const resettable: ReadonlySet<keyof MysqlTableOptions> = new Set([
  'rowFormat',
  'keyBlockSize',
  'statsPersistent',
  'partitioning',
  'systemVersioning',
]);

function formerPeriods(
  to: NonNullable<TableOptionChanges['periods']>,
  former: MysqlTableOptions['periods'] = {},
): NonNullable<TableOptionChanges['periods']> {
  return Object.fromEntries(Object.keys(to).map((name) => [name, former[name] ?? null]));
}

/** When a period begins and ends is never NULL. */
function withPeriods(table: Table, changes: TableOptionChanges['periods']): Table {
  if (changes === undefined) return table;
  const bounds = columnsOf(changes);
  return {
    ...table,
    columns: table.columns.map((column) => (bounds.includes(column.name) ? { ...column, nullable: false } : column)),
  };
}

function columnsOf(periods: TableOptionChanges['periods'] = {}): readonly string[] {
  return Object.values(periods).flatMap((columns) => columns ?? []);
}

function formerOthers(
  to: Readonly<Record<string, string>>,
  former: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> | undefined {
  const back = Object.keys(to).map((name) => [name, former[name] ?? usualOption(name.toUpperCase())] as const);
  return back.some(([, value]) => value === undefined)
    ? undefined
    : Object.fromEntries(back.map(([name, value]) => [name, value ?? '']));
}

/** The texts that are there stay in the collation that they had of their table. */
function withOwnCollations(table: Table, to: TableOptionChanges, from: TableOptionChanges = {}): Table {
  const former = table.options?.mysql?.collation ?? from.collation ?? undefined;
  if ((to.collation ?? to.charset ?? undefined) === undefined || former === undefined) return table;
  return {
    ...table,
    columns: table.columns.map((column) =>
      isTextual(column.type) && column.collation === undefined && column.options?.mysql?.charset === undefined
        ? { ...column, collation: former }
        : column,
    ),
  };
}

function withChanges(table: Table, changes: TableOptionChanges): Table {
  const own = table.options?.mysql;
  const others = { ...own?.others, ...changes.others };
  const periods = Object.entries({ ...own?.periods, ...changes.periods }).filter(([, columns]) => columns !== null);
  const all = {
    ...own,
    ...changes,
    ...(Object.keys(others).length === 0 ? {} : { others }),
    periods: periods.length === 0 ? null : Object.fromEntries(periods),
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  return { ...table, options: { ...table.options, mysql: kept } };
}

function withOptions(table: Table, options: MysqlTableOptions): Table {
  return { ...table, options: { ...table.options, mysql: { ...table.options?.mysql, ...options } } };
}
