import type { Constraint, SchemaModel, SchemaObject, Table, TableName } from '@aludel/core';
import {
  changeTable,
  coreOperations,
  sameTable,
  type Operation,
  type Operations,
  type OperationType,
} from '@aludel/core/dialect';
import { withUniqueKeyNames } from '../server-names.js';
import { isOpen, settledAnew, withReferences } from './settled.js';

const { createTable: create, dropTable: drop, renameTable: rename } = coreOperations;

/** As the portable operation, with the indexes that its foreign keys need, and the columns that these point at. */
export const createTable: OperationType<Operations['createTable']> = {
  ...create,
  touches: (operation) => [
    ...create.touches(operation),
    ...operation.table.constraints.flatMap((constraint) =>
      constraint.kind === 'foreignKey' && isOpen(constraint) ? [constraint.references.table] : [],
    ),
  ],
  apply: (before, operation) => {
    const after = create.apply(before, operation);
    if (after === before) return before;
    const { name } = operation.table;
    return settledAnew(
      changeTable(after, name, (table) => withReferences(withUniqueKeyNames(table), after)),
      name,
    );
  },
};

/** As the portable operation, and triggers go with their table, and come back with it. */
export const dropTable: OperationType<Operations['dropTable']> = {
  ...drop,
  apply: (before, operation) => {
    const after = drop.apply(before, operation);
    const gone: readonly SchemaObject[] = triggersOn(before, operation.table);
    return gone.length === 0 ? after : { ...after, objects: after.objects.filter((object) => !gone.includes(object)) };
  },
  reverse: (operation, before) => {
    const reversed = drop.reverse(operation, before);
    if (reversed === undefined || reversed.length === 0) return reversed;
    return [
      ...reversed,
      ...triggersOn(before, operation.table).map((object): Operation => ({ kind: 'mysql.createObject', object })),
    ];
  },
};

/** As the portable operation, and triggers follow their table. */
export const renameTable: OperationType<Operations['renameTable']> = {
  ...rename,
  apply: (before, operation) => {
    const after = rename.apply(before, operation);
    const { table, to } = operation;
    const renamed = changeTable(after, { ...table, name: to }, (found) => withRenamedNames(found, table.name));
    return {
      ...renamed,
      objects: renamed.objects.map((object): SchemaObject =>
        object.kind === 'mysql.trigger' && sameTable(object.table, table)
          ? { ...object, table: { ...table, name: to } }
          : object,
      ),
    };
  },
};

/** The names that the server makes begin with the table's, and follow it. */
function withRenamedNames(table: Table, from: string): Table {
  return {
    ...table,
    constraints: table.constraints.map((constraint): Constraint => {
      const own = ['_ibfk_', '_chk_'].find((word) => constraint.name?.startsWith(`${from}${word}`) === true);
      const rest = own === undefined ? undefined : constraint.name?.slice(from.length);
      return rest !== undefined && /^_[a-z]+_\d+$/u.test(rest)
        ? { ...constraint, name: `${table.name.name}${rest}` }
        : constraint;
    }),
  };
}

type Trigger = Extract<SchemaObject, { readonly kind: 'mysql.trigger' }>;

function triggersOn(model: SchemaModel, table: TableName): readonly Trigger[] {
  return model.objects.filter(
    (object): object is Trigger => object.kind === 'mysql.trigger' && sameTable(object.table, table),
  );
}
