import type { SchemaModel, TableName } from '@aludel/core';
import {
  emptySchema,
  findTable,
  sameTable,
  type Operation,
  type OperationRegistry,
  type Operations,
} from '@aludel/core/dialect';
import { changedTable, isRename } from './changed-table.js';

/** What changes a table that the same list creates becomes part of its CREATE TABLE: nothing need be rebuilt then. */
export function foldIntoCreateTable(
  operations: readonly Operation[],
  before: SchemaModel,
  registry: OperationRegistry,
): readonly Operation[] {
  const result: Operation[] = [];
  /** New tables that nothing has used yet, by their place in the result. */
  let open = new Map<number, TableName>();
  let model = before;
  for (const operation of operations) {
    // One with IF NOT EXISTS may be of a table that is there by now, and do nothing.
    const creates = operation.kind === 'createTable' && findTable(model, operation.table.name) === undefined;
    model = registry.apply(model, operation);
    const changed = changedTable(operation);
    const place = [...open].find(([, table]) => changed !== undefined && sameTable(table, changed))?.[0];
    const created = place === undefined ? undefined : result[place];
    // Foreign keys of tables that were created after it follow a renamed column, so that one stays where it is.
    if (place !== undefined && isRename(operation)) open.delete(place);
    else if (place !== undefined && created?.kind === 'createTable') {
      result[place] = folded(created, operation, registry);
      continue;
    }
    // What else there is may have seen the table as it was: rows, views, SQL of the user's own.
    if (operation.kind === 'bulkInsert')
      open = new Map([...open].filter(([, table]) => !sameTable(table, operation.table)));
    else if (operation.kind !== 'createTable' && changed === undefined) open = new Map();
    if (creates) open.set(result.length, operation.table.name);
    result.push(operation);
  }
  return result;
}

function folded(created: Operations['createTable'], operation: Operation, registry: OperationRegistry): Operation {
  const { tables } = registry.apply({ ...emptySchema, tables: [created.table] }, operation);
  const [table] = tables;
  return table === undefined ? created : { ...created, table };
}
