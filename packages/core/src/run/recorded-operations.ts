import type { Operation } from '../operations/operation.js';
import type { NamingConvention } from '../schema/naming.js';
import type { Op } from '../operations/op.js';
import { callSite } from './call-site.js';
import { OfflineReadError } from './errors.js';
import { createOp } from './op-factory.js';

export interface RecordingContext {
  readonly dialect: { readonly name: string };
  readonly convention: NamingConvention;
}

/**
 * The operations that a migration's function records, carried out nowhere. Throws `OfflineReadError`, with file and
 * line, where it reads.
 */
export async function recordOperations(
  migrate: (op: Op) => void | Promise<void>,
  context: RecordingContext,
): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const refuse = (call: string): never => {
    throw new OfflineReadError(call, callSite());
  };
  await migrate(
    createOp({
      ...context,
      offline: true,
      record: (operation) => operations.push(operation),
      flush: () => Promise.resolve(),
      query: () => refuse('op.query'),
      knex: () => refuse('op.knex'),
    }),
  );
  return operations;
}
