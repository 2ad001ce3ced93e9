import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { displayName, type TableName } from '../schema/names.js';

/** An operation after which data is gone that no downgrade brings back. */
export interface DataLoss {
  readonly operation: Operation;
  /** In a few words: `dropColumn users.email`. */
  readonly what: string;
  /** What is dropped, as people name it: `users.email`, `people`. */
  readonly name: string;
}

export function dataLosses(operations: readonly Operation[], registry: OperationRegistry): readonly DataLoss[] {
  return operations
    .filter((operation) => registry.losesData(operation))
    .map((operation) => ({ operation, what: registry.describe(operation), name: nameOf(operation) }));
}

/** A dialect's own operations name what they drop as `name` or `table`, too. */
function nameOf(operation: Operation): string {
  const { table, column, name } = operation as { table?: TableName; column?: string; name?: TableName };
  const whole = name ?? table;
  if (whole === undefined) return operation.kind;
  return operation.kind === 'dropColumn' && column !== undefined
    ? `${displayName(whole)}.${column}`
    : displayName(whole);
}
