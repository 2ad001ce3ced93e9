import type { Column, SchemaModel, Table } from '@aludel/core';
import {
  applyChange,
  changeTable,
  coreOperations,
  dependentsOf,
  findObject,
  findTable,
  getColumn,
  getTable,
  sameTable,
  type AddColumn,
  type AlterColumn,
  type DropColumn,
  type Operation,
  type OperationType,
} from '@aludel/core/dialect';
import { addConstraint } from './constraints.js';
import {
  enumIn,
  enumNames,
  namedEnumColumn,
  sameValues,
  useOf,
  withEnumName,
  withEnumsOf,
  withEnumValues,
  withoutEnumsOf,
  withUsesRenamed,
} from './enum-columns.js';
import { returningEnums } from './returning-enums.js';
import { withSequencesKept } from './sequence-names.js';

const { addColumn: portableAdd, dropColumn: portableDrop, alterColumn: portableAlter } = coreOperations;

/** As the portable operation, and the enum type that it needs is made where it is not there. */
export const addColumn: OperationType<AddColumn> = {
  ...portableAdd,
  touches: ({ table, column }) => [table, ...enumNames(table, [column])],
  apply: (before, operation) => {
    const column = namedEnumColumn(operation.table, operation.column);
    const after = portableAdd.apply(before, { ...operation, column });
    return after === before ? before : withEnumsOf(after, operation.table, [column]);
  },
};

/** As the portable operation; an enum type that nothing uses any more goes with it, unless `keepEnum` says otherwise. */
export const dropColumn: OperationType<DropColumn> = {
  ...portableDrop,
  apply: (before, operation) => {
    const column = columnOf(before, operation);
    const after = portableDrop.apply(before, operation);
    if (column === undefined) return after;
    return withoutEnumsOf(after, operation.table, [column], operation.options?.postgres?.keepEnum === true);
  },
  reverse: (operation, before) => {
    const column = columnOf(before, operation);
    if (column === undefined) return portableDrop.reverse(operation, before);
    const { table } = operation;
    const { constraints, indexes } = dependentsOf(getTable(before, table), column.name);
    return [
      ...returningEnums(before, dropColumn.apply(before, operation), table, [column]),
      { kind: 'addColumn', table, column },
      // A foreign key may point at a key of the same table, which must be there before it.
      ...constraints
        .toSorted((a, b) => Number(a.kind === 'foreignKey') - Number(b.kind === 'foreignKey'))
        .map((constraint) => addConstraint(table, constraint)),
      ...indexes.map((index): Operation => ({ kind: 'createIndex', table, index })),
    ];
  },
};

function columnOf(model: SchemaModel, { table, column }: DropColumn): Column | undefined {
  return findTable(model, table)?.columns.find(({ name }) => name === column);
}

/** As the portable operation, and enum types and names of sequences are what the database makes of them. */
export const alterColumn: OperationType<AlterColumn> = {
  ...portableAlter,
  touches: ({ table, column, to }) => [
    table,
    ...(to.type === undefined ? [] : enumNames(table, [{ name: column, type: to.type, nullable: true }])),
  ],
  apply: (before, given) => {
    const operation = asTaken(given, before);
    const { table, column, to } = operation;
    const old = getColumn(getTable(before, table), column);
    let after = portableAlter.apply(before, operation);
    const name = to.name ?? column;
    if (name !== column) {
      after = changeTable(after, table, (found) => sequencesKept(found, column, name));
      after = withUsesRenamed(after, table, [old], () => useOf(table, name));
    }
    if (to.type === undefined) return after;
    return enumsMoved(after, operation, old, { ...applyChange(old, to), name });
  },
  reverse: (given, before) => {
    const operation = withoutOwnValues(given, before);
    const back = portableAlter.reverse(operation, before);
    if (operation.to.type === undefined || back === undefined) return back;
    const { table, column } = operation;
    const old = getColumn(getTable(before, table), column);
    return [...returningEnums(before, alterColumn.apply(before, operation), table, [old]), ...back];
  },
};

function sequencesKept(table: Table, from: string, to: string): Table {
  return withSequencesKept(table, { table: table.name, column: (name) => (name === to ? from : name) });
}

/** The operation with all that it means on PostgreSQL. */
export function asTaken(operation: AlterColumn, before: SchemaModel): AlterColumn {
  return withOwnEnumName(withoutOwnValues(operation, before), before);
}

/** A column that is computed has no default, and counts nothing. */
function withoutOwnValues(operation: AlterColumn, before: SchemaModel): AlterColumn {
  const { table, column, to } = operation;
  if (to.generated === undefined || to.generated === null) return operation;
  const old = getColumn(getTable(before, table), column);
  const gone = {
    ...(old.default === undefined ? {} : { default: null }),
    ...(old.identity === undefined ? {} : { identity: null }),
  };
  return Object.keys(gone).length === 0 ? operation : { ...operation, to: { ...to, ...gone } };
}

/** An enum without a name that takes the place of another is that one, with other values. */
function withOwnEnumName(operation: AlterColumn, before: SchemaModel): AlterColumn {
  const { table, column, to } = operation;
  if (to.type === undefined) return operation;
  const old = getColumn(getTable(before, table), column);
  const former = enumIn(old.type, { table, column });
  const unnamed = to.type.kind === 'enum' && to.type.name === undefined;
  const isOwn = former !== undefined && (former.name.schema ?? table.schema) === table.schema;
  const type =
    unnamed && isOwn && to.type.kind === 'enum'
      ? { ...to.type, name: former.name.name }
      : withEnumName(to.type, { table, column });
  return type === to.type ? operation : { ...operation, to: { ...to, type } };
}

function enumsMoved(after: SchemaModel, { table, options }: AlterColumn, old: Column, column: Column): SchemaModel {
  const wanted = enumIn(column.type, { table, column: column.name });
  const known = wanted === undefined ? undefined : findObject(after, 'postgres.enum', wanted.name);
  const isSame = wanted !== undefined && enumNames(table, [old]).some((name) => sameTable(name, wanted.name));
  if (isSame && known !== undefined) {
    if (sameValues(known.values, wanted.values)) return after;
    const changed = {
      ...after,
      objects: after.objects.map((object) => (object === known ? { ...known, values: wanted.values } : object)),
    };
    return withEnumValues(changed, known.name, wanted.values);
  }
  const made = withEnumsOf(after, table, [column]);
  return withoutEnumsOf(made, table, [old], options?.postgres?.keepEnum === true);
}
