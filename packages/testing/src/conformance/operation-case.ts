import type { CoreOperationKind, Dialect, RecordingOp } from '@aludel/core/dialect';
import type { ModelProfile } from '../profile.js';

/** What a case may look at: it says the same on every database. */
export interface Place {
  readonly dialect: Dialect;
  readonly profile: ModelProfile;
  /** Quotes a name within an expression. */
  readonly q: (name: string) => string;
  /** A schema beside the default one. Cases that use it say that they need `schemas`. */
  readonly schema: string;
}

/** What a variant asks of a profile. */
export type Need =
  | 'schemas'
  | 'checks'
  | 'views'
  | 'comments'
  | 'partialIndexes'
  | 'expressionIndexes'
  | 'descendingIndexes'
  | 'generated'
  | 'identity'
  | 'deferrableForeignKeys'
  | 'deferrableUniques'
  | 'foreignKeyCycles'
  | 'collations'
  | 'cascade'
  | 'setNull';

/** A schema with rows, and what is done to it. */
export interface OperationCase {
  /** What it shows. */
  readonly name: string;
  /** Makes what there is before. */
  readonly given?: (op: RecordingOp, place: Place) => void;
  readonly when: (op: RecordingOp, place: Place) => void;
  /** Queries and the rows that they must give afterwards: the values of each row in order, as text. */
  readonly gives?: (place: Place) => readonly (readonly [sql: string, rows: readonly (readonly string[])[]])[];
  readonly needs?: readonly Need[];
  /** A database may keep the text of the view in words of its own: then its rows are what counts. */
  readonly ownWords?: boolean;
  /** Nothing can be derived that undoes it. */
  readonly irreversible?: boolean;
}

/** At least one case for each of these kinds of operation: a kind without one does not compile. */
export type CasesOf<K extends CoreOperationKind> = { readonly [P in K]: readonly [OperationCase, ...OperationCase[]] };

/** Whether a database can do what a variant asks, by its profile. */
export function meets(need: Need, profile: ModelProfile): boolean {
  switch (need) {
    case 'schemas':
    case 'generated':
    case 'deferrableForeignKeys':
    case 'deferrableUniques':
    case 'collations':
      return profile[need].length > 0;
    case 'checks':
    case 'views':
    case 'comments':
    case 'partialIndexes':
    case 'expressionIndexes':
    case 'descendingIndexes':
    case 'foreignKeyCycles':
      return profile[need];
    case 'identity':
      return profile.identityTypes.length > 0;
    case 'cascade':
      return profile.referentialActions.includes('cascade');
    case 'setNull':
      return profile.referentialActions.includes('set null');
    default:
      return need;
  }
}
