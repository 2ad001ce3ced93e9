import type { Flavour } from '../flavour.js';

/** What the statements are written for. */
export interface MysqlTarget {
  readonly flavour: Flavour;
}
