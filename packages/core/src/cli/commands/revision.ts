import type { NewFile } from '../../commands/revision.js';
import { shownPath } from '../shown-path.js';
import type { Session } from '../session.js';

export interface RevisionFlags {
  readonly message?: string;
  readonly head?: string;
  readonly splice?: boolean;
  readonly branchLabel?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly revId?: string;
}

export async function revision(session: Session, flags: RevisionFlags): Promise<void> {
  const { head, dependsOn } = flags;
  const migrator = await session.migrator();
  const file = await migrator.revision({
    ...optionsOf(flags),
    ...(head === undefined ? {} : { head }),
    ...(dependsOn === undefined ? {} : { dependsOn }),
  });
  tell(session, file);
}

export async function merge(session: Session, revisions: readonly string[], flags: RevisionFlags): Promise<void> {
  tell(session, await (await session.migrator()).merge(revisions, optionsOf(flags)));
}

function optionsOf({ message, splice, branchLabel, revId }: RevisionFlags) {
  return {
    ...(message === undefined ? {} : { message }),
    ...(splice === undefined ? {} : { splice }),
    ...(branchLabel === undefined ? {} : { branchLabels: branchLabel }),
    ...(revId === undefined ? {} : { revisionId: revId }),
  };
}

/** The path alone goes to stdout: `$EDITOR $(aludel revision -m …)`. */
function tell({ output }: Session, file: NewFile): void {
  output.result(file, () => shownPath(file.file));
  const parents = file.downRevisions.length === 0 ? 'the base' : file.downRevisions.join(' and ');
  output.note(output.noteColours.dim(`Wrote revision ${file.revision}, which follows ${parents}.`));
}
