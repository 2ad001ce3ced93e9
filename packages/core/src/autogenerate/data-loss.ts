import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';

/** An operation after which data is gone that no downgrade brings back. */
export interface DataLoss {
  readonly operation: Operation;
  /** In a few words: `dropColumn users.email`. */
  readonly what: string;
}

const losing: ReadonlySet<string> = new Set(['dropTable', 'dropColumn']);

export function dataLosses(operations: readonly Operation[], registry: OperationRegistry): readonly DataLoss[] {
  return operations
    .filter(({ kind }) => losing.has(kind))
    .map((operation) => ({ operation, what: registry.describe(operation) }));
}
