import { AludelError } from '../errors.js';

const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** The version table holds revisions that no file declares. */
export class UnknownAppliedRevisionError extends AludelError {
  /** All of them. */
  readonly revisionIds: readonly string[];

  constructor(revisionIds: readonly string[]) {
    super(
      'UNKNOWN_APPLIED_REVISION',
      `The version table says that ${list(revisionIds)} ${revisionIds.length === 1 ? 'is' : 'are'} applied, but no file declares ${revisionIds.length === 1 ? 'it' : 'them'}.`,
      {
        hint:
          'Get the file back, or check out the branch that has it; if it is gone for good, bring the schema to a known ' +
          'revision by hand and say so with `aludel stamp --purge REVISION`.',
      },
    );
    this.revisionIds = revisionIds;
  }
}

/** `+N` from several current revisions. */
export class AmbiguousUpgradeError extends AludelError {
  readonly identifier: string;
  readonly current: readonly string[];

  constructor(identifier: string, current: readonly string[]) {
    super('AMBIGUOUS_UPGRADE', `'${identifier}' could start from several revisions: ${list(current)}.`, {
      hint: 'Narrow with a branch label, `label@+1`, or name the target.',
    });
    this.identifier = identifier;
    this.current = current;
  }
}

/** `-N` from several current revisions. */
export class AmbiguousDowngradeError extends AludelError {
  readonly identifier: string;
  readonly current: readonly string[];

  constructor(identifier: string, current: readonly string[]) {
    super('AMBIGUOUS_DOWNGRADE', `'${identifier}' could start from several revisions: ${list(current)}.`, {
      hint: 'Say which: `label@-1`, `REVISION@-1`, or the revision to go down to.',
    });
    this.identifier = identifier;
    this.current = current;
  }
}

/** The two ends are not on one line of descent. */
export class RangeNotAncestorError extends AludelError {
  readonly lower: string;
  readonly upper: string;

  constructor(lower: string, upper: string) {
    super('RANGE_NOT_ANCESTOR', `'${lower}' is not below '${upper}'.`, {
      hint: '`aludel current` shows where the database stands; `aludel history` draws which revision is below which.',
    });
    this.lower = lower;
    this.upper = upper;
  }
}

/** The branch part of a downgrade target leaves nothing to take down. */
export class InvalidDowngradeTargetError extends AludelError {
  readonly target: string;
  readonly branch: string;

  constructor(target: string, branch: string) {
    super('INVALID_DOWNGRADE_TARGET', `In the branch '${branch}' nothing follows the target '${target}'.`, {
      hint: 'Leave the branch out, or name a target on that branch.',
    });
    this.target = target;
    this.branch = branch;
  }
}

/** Of several requested revisions one is an ancestor of another. */
export class OverlappingRevisionsError extends AludelError {
  readonly revisionId: string;
  readonly overlaps: readonly string[];

  constructor(revisionId: string, overlaps: readonly string[]) {
    super('OVERLAPPING_REVISIONS', `The revision '${revisionId}' already includes ${list(overlaps)}.`, {
      hint: 'Name only revisions of which none comes before another.',
    });
    this.revisionId = revisionId;
    this.overlaps = overlaps;
  }
}

/** A new revision is put on one that has successors. */
export class NotAHeadError extends AludelError {
  readonly revisionId: string;

  constructor(revisionId: string) {
    super('NOT_A_HEAD', `The revision '${revisionId}' is not a head: others follow it already.`, {
      hint: 'Add `--splice` to start a new branch there.',
    });
    this.revisionId = revisionId;
  }
}

/** A new revision is put twice on the same parent. */
export class DuplicateParentError extends AludelError {
  readonly revisionId: string;

  constructor(revisionId: string) {
    super('DUPLICATE_PARENT', `The revision '${revisionId}' is named twice as a parent.`, {
      hint: 'Name each parent once.',
    });
    this.revisionId = revisionId;
  }
}
