import type { SchemaObject } from '@aludel/core';
import { coreOperations, sameTable, type Operations, type OperationType } from '@aludel/core/dialect';
import { renameTableInQuery } from '../ddl/rename-in-query.js';
import { withTexts } from './alter-column.js';

const { renameTable: portable } = coreOperations;

/** As the portable operation, and views and triggers follow the table, as SQLite makes them do. */
export const renameTable: OperationType<Operations['renameTable']> = {
  ...portable,
  apply: (before, operation) => {
    const after = portable.apply(before, operation);
    const { table, to } = operation;
    return {
      ...after,
      objects: after.objects.map((object): SchemaObject => {
        const watches = object.kind === 'sqlite.trigger' && sameTable(object.table, table);
        const renamed = withTexts(object, (definition) =>
          renameTableInQuery({ definition, table: table.name, watches }, to),
        );
        return watches && renamed.kind === 'sqlite.trigger' ? { ...renamed, table: { ...table, name: to } } : renamed;
      }),
    };
  },
};
