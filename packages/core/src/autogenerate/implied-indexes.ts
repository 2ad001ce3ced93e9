import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { findTable } from '../schema/edit.js';
import type { SchemaModel } from '../schema/model.js';
import { tableKey, type TableName } from '../schema/names.js';

/**
 * Without the indexes that no model has and that the other operations make by themselves: on some databases a foreign key
 * brings one, and others are not to get it.
 * @param before what the operations begin with
 */
export function withoutImpliedIndexes(
  operations: readonly Operation[],
  before: SchemaModel,
  models: SchemaModel,
  registry: OperationRegistry,
): readonly Operation[] {
  const isModelled = (table: TableName, name: string): boolean => {
    const model = findTable(models, table);
    return (
      model === undefined || [...model.indexes, ...model.constraints].some((part) => part.name === name && !isKey(part))
    );
  };
  const isImplied = (operation: Operation): boolean =>
    operation.kind === 'createIndex' && !isModelled(operation.table, operation.index.name);
  if (!operations.some(isImplied)) return operations;
  const after = registry.applyAll(
    before,
    operations.filter((operation) => !isImplied(operation)),
  );
  const isMade = (table: TableName, name: string): boolean =>
    findTable(after, table)?.indexes.some((index) => index.name === name) === true;
  return operations.filter(
    (operation) =>
      operation.kind !== 'createIndex' || !isImplied(operation) || !isMade(operation.table, operation.index.name),
  );
}

/**
 * An index that is called as a foreign key of its table came with that, where the database made it: on others there is none
 * to be dropped.
 */
export function droppedWhereThere(
  operations: readonly Operation[],
  ...schemas: readonly SchemaModel[]
): readonly Operation[] {
  const keys = new Set(
    schemas.flatMap(({ tables }) =>
      tables.flatMap(({ name, constraints }) =>
        constraints.filter(isKey).map((key) => `${tableKey(name)}\0${key.name ?? ''}`),
      ),
    ),
  );
  return operations.map((operation) =>
    operation.kind === 'dropIndex' && keys.has(`${tableKey(operation.table)}\0${operation.name}`)
      ? { ...operation, ifExists: true }
      : operation,
  );
}

function isKey(part: object): boolean {
  return 'kind' in part && part.kind === 'foreignKey';
}
