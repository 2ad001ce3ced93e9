import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import type { SchemaModel } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';

/** An operation after which data is gone that no downgrade brings back. */
export interface DataLoss {
  readonly operation: Operation;
  /** In a few words: `dropColumn users.email`. */
  readonly what: string;
  /** What is dropped or overwritten, as people name it: `users.email`, `people`. */
  readonly name: string;
}

/** @param before the schema that the operations find, but for the renames among them: those are done to it */
export function dataLosses(
  operations: readonly Operation[],
  before: SchemaModel,
  registry: OperationRegistry,
): readonly DataLoss[] {
  return operations
    .filter((operation) => registry.losesData(operation, before))
    .map((operation) => ({ operation, what: registry.describe(operation), name: nameOf(operation) }));
}

/** A dialect's own operations name what they drop as `name` or `table`, too. */
function nameOf(operation: Operation): string {
  const { table, column, name } = operation as { table?: TableName; column?: string; name?: TableName };
  const whole = name ?? table;
  if (whole === undefined) return operation.kind;
  return column === undefined ? displayName(whole) : `${displayName(whole)}.${column}`;
}
