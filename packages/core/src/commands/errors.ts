import { AludelError } from '../errors.js';

/** A merge of less than two revisions. */
export class NothingToMergeError extends AludelError {
  constructor(
    readonly asked: readonly string[],
    readonly found: readonly string[],
  ) {
    super(
      'NOTHING_TO_MERGE',
      `A merge joins two revisions or more; ${asked.join(' ')} is ${found.length === 0 ? 'none' : `only ${found.join(', ')}`}.`,
      { hint: 'Name the revisions to join; `aludel heads` shows what there is.' },
    );
  }
}
