import { changeTable, getTable } from '../schema/edit.js';
import { displayName, type TableName } from '../schema/names.js';
import type { OperationType } from './operation.js';
import { tableSource } from './source.js';

/** Sets a table's comment, in place of the one it has. */
export interface CreateTableComment {
  readonly kind: 'createTableComment';
  readonly table: TableName;
  readonly comment: string;
}

export const createTableComment: OperationType<CreateTableComment> = {
  kind: 'createTableComment',
  touches: (operation) => [operation.table],
  apply: (before, { table, comment }) => changeTable(before, table, (found) => ({ ...found, comment })),
  reverse: ({ table }, before) => {
    const { comment } = getTable(before, table);
    return [
      comment === undefined ? { kind: 'dropTableComment', table } : { kind: 'createTableComment', table, comment },
    ];
  },
  toCall: ({ table, comment }) => ({ name: 'createTableComment', args: [tableSource(table), comment] }),
  describe: ({ table }) => `createTableComment ${displayName(table)}`,
};
