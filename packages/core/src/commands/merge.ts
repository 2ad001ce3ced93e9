import { NothingToMergeError } from './errors.js';
import { writeRevision, type NewFile, type RevisionOptions, type WritingContext } from './revision.js';

export type MergeOptions = Omit<RevisionOptions, 'head'>;

/**
 * Writes a migration that joins several revisions: identifiers, or `heads`.
 * @throws NothingToMergeError where they are less than two
 */
export function merge(
  context: WritingContext,
  revisions: readonly string[],
  options: MergeOptions = {},
): Promise<NewFile> {
  const message = options.message ?? `merge ${revisions.join(' and ')}`;
  return writeRevision(
    context,
    { ...options, message, parents: revisions },
    {
      check: (found) => {
        if (found.length < 2) throw new NothingToMergeError(revisions, found);
      },
    },
  );
}
