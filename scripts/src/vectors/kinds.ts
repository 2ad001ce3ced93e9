import { AludelError } from './graph.js';

/** For each code of an error of the graph, the kinds that the vectors know it by. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  REVISION_NOT_FOUND: ['no-such-revision'],
  MALFORMED_IDENTIFIER: ['no-such-revision'],
  // Alembic looks a row up as a revision in some places and as a branch in others.
  UNKNOWN_APPLIED_REVISION: ['no-such-revision', 'no-such-branch'],
  AMBIGUOUS_IDENTIFIER: ['ambiguous'],
  BRANCH_NOT_FOUND: ['no-such-branch'],
  NOT_IN_BRANCH: ['not-in-branch'],
  MULTIPLE_HEADS: ['multiple-heads'],
  RELATIVE_TOO_FAR: ['relative-too-far'],
  WALKED_TOO_FAR: ['walked-too-far'],
  AMBIGUOUS_WALK: ['ambiguous-walk'],
  AMBIGUOUS_UPGRADE: ['ambiguous-upgrade'],
  AMBIGUOUS_DOWNGRADE: ['ambiguous-downgrade'],
  RANGE_NOT_ANCESTOR: ['range-not-ancestor'],
  INVALID_DOWNGRADE_TARGET: ['invalid-downgrade-target'],
  OVERLAPPING_REVISIONS: ['overlap'],
  REVISION_LOOP: ['loop'],
  REVISION_CYCLE: ['cycle'],
  DEPENDENCY_LOOP: ['dependency-loop'],
  DEPENDENCY_CYCLE: ['dependency-cycle'],
  LABEL_TAKEN: ['label-taken'],
  ILLEGAL_REVISION_ID: ['illegal-id'],
  REVISION_ID_TOO_LONG: ['id-too-long'],
  DUPLICATE_REVISION: ['duplicate-revision'],
  MISSING_PARENT: ['missing-revision'],
  MISSING_DEPENDENCY: ['missing-revision'],
  NOT_A_HEAD: ['not-a-head'],
  DUPLICATE_PARENT: ['duplicate-heads'],
  RANGE_NOT_ALLOWED: ['range-not-allowed'],
  RANGE_REQUIRED: ['range-required'],
  BAD_HISTORY_RANGE: ['bad-history-range'],
  MALFORMED_RANGE: ['bad-history-range'],
};

/** What we answer: a value, an error of ours with the kinds it answers to, or something that we did not mean to throw. */
export type Answer =
  | { readonly ok: unknown }
  | { readonly error: AludelError; readonly kinds: readonly string[] }
  | { readonly crash: unknown };

export function answerOf(calculate: () => unknown): Answer {
  try {
    return { ok: calculate() };
  } catch (error) {
    if (!(error instanceof AludelError)) return { crash: error };
    return { error, kinds: KINDS[error.code] ?? [error.code] };
  }
}
