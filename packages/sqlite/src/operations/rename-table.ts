import type { SchemaObject } from '@aludel/core';
import { coreOperations, sameTable, type Operations, type OperationType } from '@aludel/core/dialect';
import { renameInText } from '../ddl/rename-in-text.js';
import { mentions } from '../parse/expression.js';

const { renameTable: portable } = coreOperations;

/** As the portable operation, and triggers follow the table, as SQLite makes them do. */
export const renameTable: OperationType<Operations['renameTable']> = {
  ...portable,
  apply: (before, operation) => {
    const after = portable.apply(before, operation);
    const { table, to } = operation;
    return {
      ...after,
      objects: after.objects.map((object): SchemaObject => {
        if (object.kind !== 'sqlite.trigger') return object;
        const own = sameTable(object.table, table);
        if (!own && !mentions(object.definition, table.name)) return object;
        return {
          ...object,
          table: own ? { ...table, name: to } : object.table,
          definition: renameInText(object.definition, table.name, to),
        };
      }),
    };
  },
};
