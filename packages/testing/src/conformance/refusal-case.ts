import type { CoreOperationKind, RecordingOp } from '@aludel/core/dialect';
import type { Place } from './operation-case.js';
import type { Need } from './operation-case.js';

/** Something that cannot be, or not with these rows. */
export interface RefusalCase {
  readonly name: string;
  readonly given?: (op: RecordingOp, place: Place) => void;
  readonly when: (op: RecordingOp, place: Place) => void;
  /** Codes that the error may have; the database's own refusal where left out. */
  readonly codes?: readonly string[];
  /**
   * A database may take it instead, if it takes it whole: a query, and the values that it must then give. Nothing may be
   * cut, rounded or replaced without a word.
   */
  readonly orGives?: (place: Place) => readonly [sql: string, rows: readonly (readonly string[])[]];
  readonly needs?: readonly Need[];
}

/** At least one case for each of these kinds of operation: a kind without one does not compile. */
export type RefusalsOf<K extends CoreOperationKind> = { readonly [P in K]: readonly [RefusalCase, ...RefusalCase[]] };

export const unknownTable = ['UNKNOWN_TABLE'];
export const unknownPart = ['UNKNOWN_TABLE_PART'];
export const takenTable = ['DUPLICATE_TABLE', 'STATEMENT_FAILED'];
export const takenPart = ['DUPLICATE_TABLE_PART'];
