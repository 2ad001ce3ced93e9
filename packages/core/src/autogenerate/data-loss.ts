import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';

/** An operation after which data is gone that no downgrade brings back. */
export interface DataLoss {
  readonly operation: Operation;
  /** In a few words: `dropColumn users.email`. */
  readonly what: string;
}

export function dataLosses(operations: readonly Operation[], registry: OperationRegistry): readonly DataLoss[] {
  return operations
    .filter((operation) => registry.losesData(operation))
    .map((operation) => ({ operation, what: registry.describe(operation) }));
}
