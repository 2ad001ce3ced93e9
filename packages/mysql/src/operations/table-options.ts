import type { Table } from '@aludel/core';
import {
  changeTable,
  displayName,
  getTable,
  tableSource,
  type Argument,
  type OperationType,
} from '@aludel/core/dialect';
import type { MysqlTableOptions } from '../augment.js';
import { isTextual } from '../column-types.js';
import type { AlterTableOptions, ConvertCharset } from './kinds.js';
import { call } from './objects.js';

export const alterTableOptions: OperationType<AlterTableOptions> = {
  kind: 'mysql.alterTableOptions',
  touches: ({ table }) => [table],
  apply: (before, { table, to }) => {
    // Where the counter stands is no part of the table's definition.
    const { autoIncrement: _, ...options } = to;
    return changeTable(before, table, (found) => withOptions(found, options));
  },
  // What an option is where the table does not say it, is the server's: that cannot be written back.
  reverse: ({ table, to }, before) => {
    const former = getTable(before, table).options?.mysql ?? {};
    const keys = Object.keys(to) as (keyof MysqlTableOptions)[];
    if (keys.some((key) => former[key] === undefined)) return undefined;
    return [
      {
        kind: 'mysql.alterTableOptions',
        table,
        to: Object.fromEntries(keys.map((key) => [key, former[key]])),
      },
    ];
  },
  toCall: ({ table, to }) => call('alterTableOptions', tableSource(table), to as unknown as Argument),
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

function withOptions(table: Table, options: MysqlTableOptions): Table {
  return { ...table, options: { ...table.options, mysql: { ...table.options?.mysql, ...options } } };
}
