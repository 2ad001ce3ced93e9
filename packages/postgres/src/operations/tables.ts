import type { SchemaModel, Table, TableName } from '@aludel/core';
import {
  changeTable,
  coreOperations,
  findTable,
  getTable,
  type Operation,
  type Operations,
  type OperationType,
} from '@aludel/core/dialect';
import { withConstraintNames } from './constraint-names.js';
import { enumNames, useOf, withEnumNames, withEnumsOf, withoutEnumsOf, withUsesRenamed } from './enum-columns.js';
import { returningEnums } from './returning-enums.js';
import { withSequencesKept } from './sequence-names.js';

const { createTable: portableCreate, dropTable: portableDrop, renameTable: portableRename } = coreOperations;

/** As the portable operation, and the enum types that its columns need are made where they are not there. */
export const createTable: OperationType<Operations['createTable']> = {
  ...portableCreate,
  touches: ({ table }) => [table.name, ...enumNames(table.name, table.columns), ...parentsOf(table)],
  apply: (before, operation) => {
    if (operation.ifNotExists === true && findTable(before, operation.table.name) !== undefined) return before;
    const table = withConstraintNames(withEnumNames(operation.table));
    return portableCreate.apply(withEnumsOf(before, table.name, table.columns), { ...operation, table });
  },
  toCall: (operation, naming) =>
    portableCreate.toCall({ ...operation, table: withMarkIfEmpty(operation.table) }, naming),
};

/** The builders take a table without columns for a mistake, unless a dialect's options say that it is meant for that one. */
export function withMarkIfEmpty(table: Table): Table {
  return table.columns.length === 0 && table.options === undefined ? { ...table, options: { postgres: {} } } : table;
}

function parentsOf({ options }: Table): readonly TableName[] {
  const { partitionOf, inherits = [] } = options?.postgres ?? {};
  return partitionOf === undefined ? inherits : [partitionOf.parent, ...inherits];
}

/** As the portable operation, and enum types that nothing uses any more go with it, as do its triggers and policies. */
export const dropTable: OperationType<Operations['dropTable']> = {
  ...portableDrop,
  apply: (before, operation) => {
    const table = findTable(before, operation.table);
    const after = portableDrop.apply(before, operation);
    if (table === undefined) return after;
    return withoutEnumsOf(withoutObjectsOn(after, table.name), table.name, table.columns, false);
  },
  reverse: (operation, before) => {
    const back = portableDrop.reverse(operation, before);
    if (back === undefined || back.length === 0) return back;
    const { columns } = getTable(before, operation.table);
    return [
      ...returningEnums(before, dropTable.apply(before, operation), operation.table, columns),
      ...back,
      ...objectsOn(before, operation.table),
    ];
  },
};

/** As the portable operation, and its sequences keep their names. */
export const renameTable: OperationType<Operations['renameTable']> = {
  ...portableRename,
  apply: (before, operation) => {
    const { table: from } = operation;
    const to = { ...from, name: operation.to };
    const { columns } = getTable(before, from);
    const renamed = changeTable(portableRename.apply(before, operation), to, (table) =>
      withSequencesKept(table, { table: from, column: (name) => name }),
    );
    return withUsesRenamed(movedObjects(renamed, from, to), from, columns, (column) => useOf(to, column));
  },
};

/** Triggers and policies are their table's. */
function movedObjects(model: SchemaModel, from: TableName, to: TableName): SchemaModel {
  return {
    ...model,
    objects: model.objects.map((object) =>
      (object.kind === 'postgres.policy' || object.kind === 'postgres.trigger') && isOn(object.table, from)
        ? { ...object, table: to }
        : object,
    ),
  };
}

function withoutObjectsOn(model: SchemaModel, table: TableName): SchemaModel {
  return {
    ...model,
    objects: model.objects.filter(
      (object) =>
        !((object.kind === 'postgres.policy' || object.kind === 'postgres.trigger') && isOn(object.table, table)) &&
        !(object.kind === 'postgres.sequence' && object.ownedBy !== undefined && isOn(object.ownedBy.table, table)),
    ),
  };
}

function objectsOn(model: SchemaModel, table: TableName): readonly Operation[] {
  return model.objects.flatMap((object): readonly Operation[] =>
    (object.kind === 'postgres.policy' || object.kind === 'postgres.trigger') && isOn(object.table, table)
      ? [{ kind: 'postgres.createObject', object }]
      : [],
  );
}

function isOn(a: TableName, b: TableName): boolean {
  return a.name === b.name && a.schema === b.schema;
}
