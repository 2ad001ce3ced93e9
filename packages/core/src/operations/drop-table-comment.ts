import { changeTable, getTable } from '../schema/edit.js';
import type { Table } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import type { OperationType } from './operation.js';
import { tableSource } from './source.js';

/** Removes a table's comment. */
export interface DropTableComment {
  readonly kind: 'dropTableComment';
  readonly table: TableName;
}

export const dropTableComment: OperationType<DropTableComment> = {
  kind: 'dropTableComment',
  touches: (operation) => [operation.table],
  apply: (before, { table }) => changeTable(before, table, withoutComment),
  reverse: ({ table }, before) => {
    const { comment } = getTable(before, table);
    return comment === undefined ? [] : [{ kind: 'createTableComment', table, comment }];
  },
  toCall: ({ table }) => ({ name: 'dropTableComment', args: [tableSource(table)] }),
  describe: ({ table }) => `dropTableComment ${displayName(table)}`,
};

function withoutComment(table: Table): Table {
  const { comment: _, ...rest } = table;
  return rest;
}
