import type { Column, Constraint, SchemaModel, Table, TableName } from '@aludel/core';
import {
  changeTable,
  coreOperations,
  getColumn,
  getTable,
  type AddColumn,
  type AlterColumn,
  type DropColumn,
  type Operation,
  type OperationType,
} from '@aludel/core/dialect';
import type { MysqlColumnOptions } from '../augment.js';
import { settling } from './settled.js';

const { addColumn: add, alterColumn: alter, dropColumn: drop } = coreOperations;

type Position = NonNullable<MysqlColumnOptions['position']>;

/** As the portable operation, but the column can come before others. Where it stands is the model's order. */
export const addColumn: OperationType<AddColumn> = {
  ...add,
  apply: (before, operation) => {
    const after = add.apply(before, operation);
    const { table, column } = operation;
    return after === before ? before : placed(after, table, column.name, column.options?.mysql?.position);
  },
};

/** As the portable operation, but the column can move, and a check that is written on it follows its name. */
export const alterColumn: OperationType<AlterColumn> = {
  ...alter,
  apply: (before, operation) => {
    const { table, column, to } = operation;
    const position = to.options?.mysql?.position;
    // To move a column says nothing of its other options.
    const isMove = position !== undefined && Object.keys(to.options?.mysql ?? {}).length === 1;
    const former = getColumn(getTable(before, table), column).options?.mysql;
    const asked = isMove
      ? { ...operation, to: { ...to, options: { ...to.options, mysql: { ...former, position } } } }
      : operation;
    const after = placed(alter.apply(before, asked), table, to.name ?? column, position);
    if (to.name === undefined || to.name === column) return after;
    return changeTable(after, table, (found) => withRenamedOwnCheck(found, column, to.name ?? column));
  },
  reverse: (operation, before): readonly Operation[] | undefined => {
    const reversed = alter.reverse(operation, before);
    if (operation.to.options?.mysql?.position === undefined) return reversed;
    const { columns } = getTable(before, operation.table);
    const place = columns.findIndex(({ name }) => name === operation.column);
    const neighbour = columns[place - 1]?.name;
    const position: Position = neighbour === undefined ? 'first' : { after: neighbour };
    const former = columns[place]?.options?.mysql;
    return reversed?.map((back) =>
      back.kind === 'alterColumn'
        ? { ...back, to: { ...back.to, options: { ...back.to.options, mysql: { ...former, position } } } }
        : back,
    );
  },
};

/** As the portable operation; undone, foreign keys come last, or they would bring indexes of their own. */
export const dropColumn: OperationType<DropColumn> = {
  ...settling(drop),
  reverse: (operation, before) =>
    drop
      .reverse(operation, before)
      ?.toSorted((a, b) => Number(a.kind === 'createForeignKey') - Number(b.kind === 'createForeignKey')),
};

/** The model with a column at its place, and without the words for it. */
function placed(model: SchemaModel, name: TableName, column: string, position: Position | undefined): SchemaModel {
  if (position === undefined) return model;
  return changeTable(model, name, (table): Table => {
    const moved = withoutPosition(getColumn(table, column));
    const others = table.columns.filter((one) => one.name !== column);
    const at = position === 'first' ? 0 : others.indexOf(getColumn({ ...table, columns: others }, position.after)) + 1;
    return { ...table, columns: [...others.slice(0, at), moved, ...others.slice(at)] };
  });
}

function withoutPosition(column: Column): Column {
  const { options, ...rest } = column;
  const { mysql, ...others } = options ?? {};
  const { position: _, ...left } = mysql ?? {};
  const kept = { ...others, ...(Object.keys(left).length === 0 ? {} : { mysql: left }) };
  return Object.keys(kept).length === 0 ? rest : { ...rest, options: kept };
}

function withRenamedOwnCheck(table: Table, from: string, to: string): Table {
  return {
    ...table,
    constraints: table.constraints.map((constraint): Constraint =>
      constraint.kind === 'check' && constraint.options?.mysql?.onColumn === true && constraint.name === from
        ? { ...constraint, name: to }
        : constraint,
    ),
  };
}
