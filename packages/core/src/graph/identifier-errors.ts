import { AludelError } from '../errors.js';

const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** An identifier has no form that the grammar knows. */
export class MalformedIdentifierError extends AludelError {
  readonly identifier: string;

  constructor(identifier: string) {
    super(
      'MALFORMED_IDENTIFIER',
      identifier === '' ? 'A revision identifier is empty.' : `'${identifier}' is not a revision identifier.`,
      { hint: 'Name a revision, a branch label, head, heads or base: `aludel history` lists the revisions.' },
    );
    this.identifier = identifier;
  }
}

/** Nothing has this identifier, or starts with it. */
export class RevisionNotFoundError extends AludelError {
  readonly identifier: string;

  constructor(identifier: string, hint = '`aludel history` lists the revisions with their labels.') {
    super('REVISION_NOT_FOUND', `No revision or branch label is called '${identifier}', or starts with it.`, { hint });
    this.identifier = identifier;
  }
}

/** Several revisions or labels start with what was typed. */
export class AmbiguousIdentifierError extends AludelError {
  readonly identifier: string;
  readonly candidates: readonly string[];

  constructor(identifier: string, candidates: readonly string[]) {
    super('AMBIGUOUS_IDENTIFIER', `'${identifier}' is the start of several names: ${list(candidates)}.`, {
      hint: 'Type more characters of the one that is meant.',
    });
    this.identifier = identifier;
    this.candidates = candidates;
  }
}

/** What stands before `@` is neither a label nor a revision. */
export class BranchNotFoundError extends AludelError {
  readonly branch: string;

  constructor(branch: string, cause: unknown) {
    super('BRANCH_NOT_FOUND', `There is no branch '${branch}': neither a label nor one revision is called so.`, {
      hint: '`aludel heads` shows the branches with their labels.',
      cause,
    });
    this.branch = branch;
  }
}

/** In `X@Y`, Y is neither an ancestor nor a descendant of X. */
export class NotInBranchError extends AludelError {
  readonly revisionId: string;
  readonly branch: string;

  constructor(revisionId: string, branch: string) {
    super('NOT_IN_BRANCH', `The revision '${revisionId}' is not in the branch '${branch}'.`, {
      hint: `Leave '${branch}@' out, or name a revision of that branch.`,
    });
    this.revisionId = revisionId;
    this.branch = branch;
  }
}

/** One head or one revision was asked for, and there are several. */
export class MultipleHeadsError extends AludelError {
  readonly identifier: string;
  readonly heads: readonly string[];

  constructor(identifier: string, heads: readonly string[]) {
    super('MULTIPLE_HEADS', `'${identifier}' stands for several revisions: ${list(heads)}.`, {
      hint: `Name one of them, narrow with \`label@head\`, say \`heads\` for all, or join them: aludel merge ${heads.join(' ')}`,
    });
    this.identifier = identifier;
    this.heads = heads;
  }
}

/** A relative step leads nowhere from the current state, or has the wrong sign for the command. */
export class RelativeTooFarError extends AludelError {
  readonly identifier: string;

  constructor(identifier: string, reason: string) {
    super('RELATIVE_TOO_FAR', `'${identifier}' leads nowhere: ${reason}.`, {
      hint: '`aludel current` shows where the database stands, `aludel history` what there is.',
    });
    this.identifier = identifier;
  }
}

/** A relative step from a named revision runs past the end of the graph. */
export class WalkedTooFarError extends AludelError {
  readonly identifier: string;

  constructor(identifier: string) {
    super('WALKED_TOO_FAR', `'${identifier}' runs past the end of the revisions.`, {
      hint: 'Take fewer steps, or say `base` or `heads`.',
    });
    this.identifier = identifier;
  }
}

/** A relative step meets a fork on its way up, or a merge on its way down. */
export class AmbiguousWalkError extends AludelError {
  /** Where the ways part; undefined at base and above the heads. */
  readonly revisionId: string | undefined;
  readonly candidates: readonly string[];

  constructor(identifier: string, revisionId: string | undefined, candidates: readonly string[]) {
    super(
      'AMBIGUOUS_WALK',
      `'${identifier}' can go on to several revisions${revisionId === undefined ? '' : ` from '${revisionId}'`}: ${list(candidates)}.`,
      { hint: 'Name the revision that is meant, or narrow with a branch label: `label@+1`.' },
    );
    this.revisionId = revisionId;
    this.candidates = candidates;
  }
}

/** A `:` stands where one revision is wanted. */
export class RangeNotAllowedError extends AludelError {
  readonly range: string;

  constructor(range: string) {
    super('RANGE_NOT_ALLOWED', `'${range}' is a range; a database is moved to one target.`, {
      hint: 'Name the target alone, or add `--sql` to write the script from one revision to another.',
    });
    this.range = range;
  }
}

/** A range is needed and there is no `:`. */
export class RangeRequiredError extends AludelError {
  readonly identifier: string;

  constructor(identifier: string) {
    super('RANGE_REQUIRED', `'${identifier}' says where to go, but not from where: a downgrade script needs both.`, {
      hint: 'Write `aludel downgrade FROM:TO --sql`.',
    });
    this.identifier = identifier;
  }
}

/** A range of the history is not `start:end`. */
export class BadHistoryRangeError extends AludelError {
  readonly range: string;

  constructor(range: string) {
    super('BAD_HISTORY_RANGE', `'${range}' is not a range of revisions.`, {
      hint: 'Ranges are `START:END`, `START:` and `:END`; `current` may stand on either side.',
    });
    this.range = range;
  }
}

/** A range has more than two parts. */
export class MalformedRangeError extends AludelError {
  readonly range: string;

  constructor(range: string) {
    super('MALFORMED_RANGE', `'${range}' is not a range of two revisions.`, { hint: 'A range is `FROM:TO`.' });
    this.range = range;
  }
}
