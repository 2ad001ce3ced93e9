import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { emptySchema, type SchemaModel } from '../schema/model.js';
import { AludelError } from '../errors.js';
import { IrreversibleOperationError } from '../operations/errors.js';
import { IrreversibleMigrationError, OfflineReadError } from './errors.js';
import { explained } from './explained.js';
import { recordOperations, type RecordingContext } from './recorded-operations.js';
import type { RunStep } from './ready-step.js';

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
  let recorded: readonly Operation[] = [];
  try {
    recorded = await recordUpgrade(revision, context);
    const before = await replaySchema(earlier, context);
    return context.operations.reverseAll(before, context.operations.expandAll(before, recorded));
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    const { location } = error;
    const reason =
      error instanceof OfflineReadError
        ? `of what ${error.call} does nothing is known${location.revision === revision.revision.id ? '' : `, and ${location.revision} before it uses it`}`
        : (irreversibleAmong(recorded, context) ?? error).message.replace(/\.$/u, '');
    const { file = revision.file, line } = location;
    throw new IrreversibleMigrationError(revision.revision.id, reason, {
      file: revision.file,
      ...(line === undefined || file !== revision.file ? {} : { line }),
    });
  }
}

/** What no schema could help to undo is the better reason than that the schema is not known. */
function irreversibleAmong(recorded: readonly Operation[], { operations }: ReplayContext): AludelError | undefined {
  for (const operation of recorded) {
    try {
      if (operation.kind === 'execute') operations.reverseAll(emptySchema, [operation]);
    } catch (error) {
      if (error instanceof IrreversibleOperationError) return error;
    }
  }
  return undefined;
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
