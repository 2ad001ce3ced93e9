import type { CommandContext } from './context.js';
import { writeRevision, type NewFile, type RevisionOptions } from './revision.js';

export type MergeOptions = Omit<RevisionOptions, 'head'>;

/** Writes a migration that joins several revisions: identifiers, or `heads`. */
export function merge(
  context: Pick<CommandContext, 'revisions'>,
  revisions: readonly string[],
  options: MergeOptions = {},
): Promise<NewFile> {
  return writeRevision(context, {
    ...options,
    message: options.message ?? `merge ${revisions.join(' and ')}`,
    parents: revisions,
  });
}
