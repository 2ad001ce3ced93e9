import type { TableName } from '../schema/names.js';
import type { Operation } from './operation.js';

/** The tables that a list of operations creates. */
export function createdTables(operations: readonly Operation[]): readonly TableName[] {
  return operations.flatMap((operation) => (operation.kind === 'createTable' ? [operation.table.name] : []));
}
