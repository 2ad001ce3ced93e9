import { MultipleHeadsError } from '../graph/errors.js';
import { planNewRevision, type NewRevision, type NewRevisionRequest } from '../graph/new-revision.js';
import type { MigrationDraft, OperationWriter } from '../render/renderer.js';
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
  /** Knows how the operations in it are written; default: the portable ones. */
  readonly operations?: OperationWriter;
  /** Looks at what the migration will follow, before anything is written. */
  readonly check?: (downRevisions: readonly string[]) => void;
  /** What is to be done once the file is there, before hooks are run on it. */
  readonly afterWriting?: (revision: string) => Promise<void>;
}

export type WritingContext = Pick<CommandContext, 'revisions' | 'writing' | 'signal'>;

/** Writes a new, empty migration. @throws PostWriteFailedError: then it is written */
export function revision(context: WritingContext, options: RevisionOptions = {}): Promise<NewFile> {
  const { head, ...rest } = options;
  return writeRevision(context, { ...rest, ...(head === undefined ? {} : { parents: [head] }) });
}

/** What a new revision would be. Writes nothing. @throws MultipleHeadsError, NotAHeadError … as `planNewRevision` */
export async function plannedRevision(
  context: Pick<CommandContext, 'revisions'>,
  { message = '', revisionId, ...request }: NewRevisionOptions,
): Promise<NewRevision> {
  const { graph } = await loadGraph(context.revisions);
  const id = revisionId ?? newRevisionId();
  try {
    return planNewRevision(graph, { ...request, id, message } satisfies NewRevisionRequest);
  } catch (error) {
    if (error instanceof MultipleHeadsError && request.parents === undefined) {
      error.hint = `Say which one it follows: --head ${error.heads[0] ?? 'ID'}. Or join them first: aludel merge ${error.heads.join(' ')} -m "…"`;
    }
    throw error;
  }
}

type NewRevisionOptions = Omit<RevisionOptions, 'head'> & { readonly parents?: readonly string[] };

/**
 * Writes a new migration that follows these revisions.
 * @param content what it does; left out, it is a sample to fill in
 * @throws HookFailedError, TemplateInvalidError: then nothing was written; PostWriteFailedError: then it was
 */
export async function writeRevision(
  context: WritingContext,
  options: NewRevisionOptions,
  content: RevisionContent = {},
): Promise<NewFile> {
  const { message = '', extension } = options;
  const planned = await plannedRevision(context, options);
  const { id } = planned.revision;
  content.check?.(planned.revision.downRevisions);
  const { downRevisions, dependsOn, branchLabels } = planned.revision;
  const { check: _, afterWriting, operations, ...body } = content;
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
  const { migrationText } = await import('./migration-text.js');
  const source = migrationText(draft, planned.revision, context.writing, operations);
  const file = await context.revisions.write({
    id,
    message,
    source,
    ...(extension === undefined ? {} : { extension }),
  });
  const written = { revision: id, downRevisions, dependsOn, branchLabels, message, file };
  await afterWriting?.(id);
  if (context.writing.postWrite.length > 0) {
    const { runPostWrite } = await import('./post-write.js');
    await runPostWrite(written, context.writing, context.signal);
  }
  return written;
}
