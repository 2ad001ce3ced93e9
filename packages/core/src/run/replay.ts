import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { emptySchema, type SchemaModel } from '../schema/model.js';
import { AludelError } from '../errors.js';
import { IrreversibleMigrationError } from './errors.js';
import { explained } from './explained.js';
import { recordOperations, type RecordingContext } from './recorded-operations.js';
import type { RunStep } from './runner.js';

export interface ReplayContext extends RecordingContext {
  readonly operations: OperationRegistry;
}

/** What a revision is made of for a replay: its code, and where it is. */
export type Replayable = Pick<RunStep, 'revision' | 'file' | 'open'>;

/** The schema after these revisions' upgrades, from nothing, in this order. No database is asked. */
export async function replaySchema(revisions: readonly Replayable[], context: ReplayContext): Promise<SchemaModel> {
  let model = emptySchema;
  for (const revision of revisions) {
    const recorded = await recordUpgrade(revision, context);
    try {
      model = context.operations.applyAll(model, context.operations.expandAll(model, recorded));
    } catch (error) {
      throw explained(error, placeOf(revision));
    }
  }
  return model;
}

/**
 * What undoes a revision whose file has no downgrade, from its file alone.
 * @param earlier what is applied before it, in order
 * @throws IrreversibleMigrationError where that cannot be said
 */
export async function deriveDowngrade(
  revision: Replayable,
  earlier: readonly Replayable[],
  context: ReplayContext,
): Promise<readonly Operation[]> {
  try {
    const before = await replaySchema(earlier, context);
    const recorded = await recordUpgrade(revision, context);
    return context.operations.reverseAll(before, context.operations.expandAll(before, recorded));
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    throw new IrreversibleMigrationError(revision.revision.id, error.message.replace(/\.$/u, ''), {
      file: revision.file,
      ...error.location,
    });
  }
}

async function recordUpgrade(revision: Replayable, context: ReplayContext): Promise<readonly Operation[]> {
  try {
    const migration = await revision.open();
    return await recordOperations((op) => migration.upgrade(op), context);
  } catch (error) {
    throw explained(error, placeOf(revision));
  }
}

function placeOf({ revision, file }: Replayable): { readonly revision: string; readonly file: string } {
  return { revision: revision.id, file };
}
