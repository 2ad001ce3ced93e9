import type { Column, Operation, Table, TableName } from '@aludel/core';
import {
  changeTable,
  displayName,
  Expression,
  getTable,
  tableSource,
  trimmed,
  type OperationType,
} from '@aludel/core/dialect';
import { readType, sqliteTypeText } from '../column-types.js';
import { folded } from '../parse/tokens.js';

/** What of a table's options can be changed; what is not named stays as it is. */
export interface TableOptionChanges {
  /** Values must fit the declared types: https://sqlite.org/stricttables.html */
  readonly strict?: boolean;
  /** The rows lie in the primary key: https://sqlite.org/withoutrowid.html */
  readonly withoutRowid?: boolean;
}

export interface AlterTableOptions {
  readonly kind: 'sqlite.alterTableOptions';
  readonly table: TableName;
  readonly to: TableOptionChanges;
}

declare module '@aludel/core' {
  interface Operations {
    'sqlite.alterTableOptions': AlterTableOptions;
  }
}

export const alterTableOptions: OperationType<AlterTableOptions> = {
  kind: 'sqlite.alterTableOptions',
  touches: ({ table }) => [table],
  apply: (before, { table, to }) => changeTable(before, table, (found) => withOptions(found, to)),
  reverse: ({ table, to }, before) => {
    const found = getTable(before, table);
    const { strict = false, withoutRowid = false } = found.options?.sqlite ?? {};
    const after = withOptions(found, to);
    return [
      {
        kind: 'sqlite.alterTableOptions',
        table,
        to: {
          ...(to.strict === undefined ? {} : { strict }),
          ...(to.withoutRowid === undefined ? {} : { withoutRowid }),
        },
      },
      ...found.columns.flatMap((column, at): readonly Operation[] => {
        const { type, nullable } = after.columns[at] ?? column;
        const back = {
          ...(type === column.type ? {} : { type: column.type }),
          ...(nullable === column.nullable ? {} : { nullable: column.nullable }),
        };
        return Object.keys(back).length === 0 ? [] : [{ kind: 'alterColumn', table, column: column.name, to: back }];
      }),
    ];
  },
  toCall: ({ table, to }) => ({
    name: 'apply',
    args: [new Expression('alterTableOptions', '@aludel/sqlite', [{ args: trimmed([tableSource(table), { ...to }]) }])],
  }),
  describe: ({ table, to }) => `alterTableOptions ${displayName(table)} (${Object.keys(to).join(', ')})`,
};

/** The columns of a key are never null in tables of these kinds, and a STRICT one knows few types. */
function withOptions(table: Table, to: TableOptionChanges): Table {
  const { strict: _, withoutRowid: __, ...others } = table.options?.sqlite ?? {};
  const { strict = false, withoutRowid = false } = { ...table.options?.sqlite, ...to };
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey');
  const names = new Set(key?.kind === 'primaryKey' && (strict || withoutRowid) ? key.columns.map(folded) : []);
  return {
    ...table,
    columns: table.columns.map((column) => {
      const own = strict ? { ...column, type: strictType(column) } : column;
      return names.has(folded(column.name)) ? { ...own, nullable: false } : own;
    }),
    options: {
      ...table.options,
      sqlite: { ...others, ...(strict ? { strict } : {}), ...(withoutRowid ? { withoutRowid } : {}) },
    },
  };
}

function strictType({ type }: Column): Column['type'] {
  const text = sqliteTypeText(type, { strict: true });
  return type.kind === 'enum' || text === sqliteTypeText(type) ? type : readType(text);
}
