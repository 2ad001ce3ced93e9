import type { SchemaModel, SchemaObject } from '@aludel/core';
import {
  coreOperations,
  sameTable,
  type Operation,
  type Operations,
  type OperationType,
  type TableName,
} from '@aludel/core/dialect';

const { dropTable: table, dropView: view } = coreOperations;

/** As the portable operations, and triggers go with their table or view, and come back with it. */
export const dropTable: OperationType<Operations['dropTable']> = {
  ...table,
  apply: (before, operation) => withoutTriggers(table.apply(before, operation), operation.table),
  reverse: (operation, before) => withTriggers(table.reverse(operation, before), before, operation.table),
};

export const dropView: OperationType<Operations['dropView']> = {
  ...view,
  apply: (before, operation) => withoutTriggers(view.apply(before, operation), operation.view),
  reverse: (operation, before) => withTriggers(view.reverse(operation, before), before, operation.view),
};

type Trigger = Extract<SchemaObject, { kind: 'sqlite.trigger' }>;

/** The triggers that watch a table or view. */
export function triggersOn(model: SchemaModel, watched: TableName): readonly Trigger[] {
  return model.objects.filter(
    (object): object is Trigger => object.kind === 'sqlite.trigger' && sameTable(object.table, watched),
  );
}

function withoutTriggers(model: SchemaModel, watched: TableName): SchemaModel {
  const gone: readonly SchemaObject[] = triggersOn(model, watched);
  return gone.length === 0 ? model : { ...model, objects: model.objects.filter((object) => !gone.includes(object)) };
}

function withTriggers(
  reversed: readonly Operation[] | undefined,
  before: SchemaModel,
  watched: TableName,
): readonly Operation[] | undefined {
  if (reversed === undefined || reversed.length === 0) return reversed;
  return [
    ...reversed,
    ...triggersOn(before, watched).map(({ definition, name }): Operation => ({
      kind: 'execute',
      sql: definition,
      reverse: `DROP TRIGGER "${name.name.replaceAll('"', '""')}"`,
      touches: [watched],
    })),
  ];
}
