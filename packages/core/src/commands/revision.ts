import { planNewRevision, type NewRevisionRequest } from '../graph/new-revision.js';
import type { OperationRegistry } from '../operations/registry.js';
import type { MigrationDraft } from '../render/renderer.js';
import { newRevisionId } from '../revisions/revision-id.js';
import type { CommandContext } from './context.js';
import { loadGraph } from './load-graph.js';

export interface RevisionOptions {
  readonly message?: string;
  /** What it follows: any identifier. Default: `head`. */
  readonly head?: string;
  /** Lets it follow a revision that others follow already. */
  readonly splice?: boolean;
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
  /** Identifier. Default: twelve random hexadecimal digits. */
  readonly revisionId?: string;
  /** Extension of the file, with its dot. Default: `.ts`. */
  readonly extension?: string;
}

/** A migration file that was written. */
export interface NewFile {
  readonly revision: string;
  readonly downRevisions: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly message: string;
  /** Absolute path. */
  readonly file: string;
}

/** What a new migration does. */
export interface RevisionContent extends Partial<
  Pick<MigrationDraft, 'upgrade' | 'downgrade' | 'comments' | 'withoutDowngrade'>
> {
  /** Knows the operations in it; default: the portable ones. */
  readonly operations?: OperationRegistry;
  /** Looks at what the migration will follow, before anything is written. */
  readonly check?: (downRevisions: readonly string[]) => void;
}

/** Writes a new, empty migration. */
export function revision(context: Pick<CommandContext, 'revisions'>, options: RevisionOptions = {}): Promise<NewFile> {
  const { head, ...rest } = options;
  return writeRevision(context, { ...rest, ...(head === undefined ? {} : { parents: [head] }) });
}

/**
 * Writes a new migration that follows these revisions.
 * @param content what it does; left out, it is a sample to fill in
 */
export async function writeRevision(
  context: Pick<CommandContext, 'revisions'>,
  options: Omit<RevisionOptions, 'head'> & { readonly parents?: readonly string[] },
  content: RevisionContent = {},
): Promise<NewFile> {
  const { message = '', revisionId, extension, ...request } = options;
  const { graph } = await loadGraph(context.revisions);
  const id = revisionId ?? newRevisionId();
  const planned = planNewRevision(graph, { ...request, id, message } satisfies NewRevisionRequest);
  content.check?.(planned.revision.downRevisions);
  const { renderMigration } = await import('../render/renderer.js');
  const { downRevisions, dependsOn, branchLabels } = planned.revision;
  const { check: _, operations, ...body } = content;
  const draft = {
    revision: id,
    downRevision: downRevisions.length > 1 ? downRevisions : (downRevisions[0] ?? null),
    branchLabels,
    dependsOn,
    message,
    upgrade: [],
    createdAt: new Date(),
    ...body,
  };
  const source = renderMigration(draft, operations);
  const file = await context.revisions.write({
    id,
    message,
    source,
    ...(extension === undefined ? {} : { extension }),
  });
  return { revision: id, downRevisions, dependsOn, branchLabels, message, file };
}
