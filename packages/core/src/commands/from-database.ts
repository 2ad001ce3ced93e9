import { diff } from '../diff/differ.js';
import { emptySchema } from '../schema/model.js';
import type { CommandContext } from './context.js';
import { wholeSchema } from './pull.js';
import { writeRevision, type NewFile, type RevisionOptions } from './revision.js';

export interface FromDatabaseOptions extends RevisionOptions {
  /** Notes the new revision as applied, since the database is what it makes. */
  readonly stamp?: boolean;
}

/**
 * Writes a migration that makes what the database holds: the first of a project that is older than its migrations.
 * @throws DatabaseEmptyError
 */
export async function revisionFromDatabase(
  context: CommandContext,
  { stamp, head, ...options }: FromDatabaseOptions = {},
): Promise<NewFile> {
  const { model, services } = await wholeSchema(context);
  const { operations, comparator } = services;
  const upgrade = diff(emptySchema, model, comparator, operations);
  return writeRevision(
    context,
    { ...options, ...(head === undefined ? {} : { parents: [head] }) },
    {
      operations,
      upgrade,
      downgrade: operations.reverseAll(emptySchema, operations.expandAll(emptySchema, upgrade)),
      ...(stamp === true ? { afterWriting: (revision: string) => stamped(context, revision) } : {}),
    },
  );
}

async function stamped(context: CommandContext, revision: string): Promise<void> {
  const { stamp } = await import('./stamp.js');
  await stamp(context, [revision]);
}
