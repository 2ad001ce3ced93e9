import type { Operation } from '../operations/operation.js';
import type { NamingConvention } from '../schema/naming.js';
import type { Op } from '../operations/op.js';
import { callSite } from './call-site.js';
import { OfflineReadError } from './errors.js';
import { createOp, type OpParts } from './op-factory.js';

export interface RecordingContext {
  readonly dialect: OpParts['dialect'];
  readonly convention: NamingConvention;
}

/**
 * The operations that a migration's function records, carried out nowhere. Throws `OfflineReadError`, with file and
 * line, where it reads.
 * @param note is told of each at once, so that what came before a read is known
 */
export async function recordOperations(
  migrate: (op: Op) => void | Promise<void>,
  context: RecordingContext,
  note: (operation: Operation) => void = () => undefined,
): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const refuse = (call: string): never => {
    throw new OfflineReadError(call, callSite());
  };
  await migrate(
    createOp({
      ...context,
      offline: true,
      record: (operation) => {
        operations.push(operation);
        note(operation);
      },
      flush: () => Promise.resolve(),
      query: () => refuse('op.query'),
      knex: () => refuse('op.knex'),
    }),
  );
  return operations;
}
