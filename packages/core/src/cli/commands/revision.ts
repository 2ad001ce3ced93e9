import { UsageError } from '../errors.js';
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
  readonly autogenerate?: boolean;
  readonly fromDatabase?: boolean;
  readonly stamp?: boolean;
  readonly rename?: readonly string[];
  /** False where `--no-renames` was given. */
  readonly renames?: boolean;
  readonly allowDrop?: boolean;
  /** A file of decisions. */
  readonly decisions?: string;
}

export async function revision(session: Session, flags: RevisionFlags): Promise<void> {
  refuseIdleFlags(flags);
  const { head, dependsOn } = flags;
  const options = {
    ...optionsOf(flags),
    ...(head === undefined ? {} : { head }),
    ...(dependsOn === undefined ? {} : { dependsOn }),
  };
  const migrator = await session.migrator();
  if (flags.autogenerate === true) {
    const { autogenerate } = await import('./autogenerate.js');
    await autogenerate(session, migrator, options, flags);
    return;
  }
  if (flags.fromDatabase === true) {
    const { stamp = false } = flags;
    tell(session, await migrator.revisionFromDatabase({ ...options, stamp }));
    if (stamp) session.output.note('It is noted as applied.');
    return;
  }
  tell(session, await migrator.revision(options));
}

/** Flags that would be passed over without a word. */
function refuseIdleFlags({ autogenerate, fromDatabase, stamp, ...flags }: RevisionFlags): void {
  if (autogenerate === true && fromDatabase === true) {
    throw new UsageError(
      '--autogenerate and --from-database are two ways to find out what a migration does.',
      'Take one.',
    );
  }
  if (stamp === true && fromDatabase !== true) {
    throw new UsageError('--stamp means nothing without --from-database.', 'Add --from-database, or use aludel stamp.');
  }
  const { rename, renames, allowDrop, decisions } = flags;
  const given = [
    ...(rename === undefined ? [] : ['--rename']),
    ...(renames === false ? ['--no-renames'] : []),
    ...(allowDrop === true ? ['--allow-drop'] : []),
    ...(decisions === undefined ? [] : ['--decisions']),
  ];
  if (given.length === 0 || autogenerate === true) return;
  const means = given.length === 1 ? 'means' : 'mean';
  throw new UsageError(`${given.join(' and ')} ${means} nothing without --autogenerate.`, 'Add --autogenerate.');
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
export function tell({ output }: Session, file: NewFile): void {
  output.result(file, () => shownPath(file.file));
  const parents = file.downRevisions.length === 0 ? 'the base' : file.downRevisions.join(' and ');
  output.note(output.noteColours.dim(`Wrote revision ${file.revision}, which follows ${parents}.`));
}
