import { diff } from '../diff/differ.js';
import { markedOperation } from '../operations/marked.js';
import { emptySchema } from '../schema/model.js';
import type { CommandContext } from './context.js';
import { operationWriter } from './operation-writer.js';
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
  const { operations, comparator, normalizer, dialect } = services;
  const upgrade = diff(emptySchema, model, comparator, operations);
  const found = upgrade.map((operation) => markedOperation(operation, (name) => dialect.identifier(name)));
  const names = { convention: context.settings.convention, normalizer, dialect };
  return writeRevision(
    context,
    { ...options, ...(head === undefined ? {} : { parents: [head] }) },
    {
      operations: await operationWriter(context, operations, names, { found }),
      upgrade: found,
      downgrade: operations.reverseAll(emptySchema, operations.expandAll(emptySchema, upgrade)),
      ...(stamp === true ? { afterWriting: (revision: string) => stamped(context, revision) } : {}),
    },
  );
}

async function stamped(context: CommandContext, revision: string): Promise<void> {
  const { stamp } = await import('./stamp.js');
  await stamp(context, [revision]);
}
