import type { Flavour } from '../flavour.js';

/** What the statements are written for. */
export interface MysqlTarget {
  readonly flavour: Flavour;
  /** They go into a script, where nobody looks at what a SELECT returns. */
  readonly script?: boolean;
}
