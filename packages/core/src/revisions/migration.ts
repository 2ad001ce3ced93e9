import type { Op } from '../operations/op.js';

/** A migration: what a file of the migrations folder exports as its default. */
export interface Migration {
  /** Identifier, unique in the folder; no `@ - + :`. */
  readonly revision: string;
  /** The revision that it follows; null: it is a first one; an array: it merges several lines. */
  readonly downRevision: string | null | readonly string[];
  /** Names for the line of descent that starts here. */
  readonly branchLabels?: string | readonly string[];
  /** Revisions or branch labels of other lines that must be applied before. */
  readonly dependsOn?: string | readonly string[] | null;
  /** What it does, for people; the first line is shown in lists. */
  readonly message?: string;
  /** `false`: its statements run outside any transaction. Default: the run's own setting. */
  readonly transaction?: boolean;
  /** Records the operations that take the schema forward. */
  upgrade(op: Op): void | Promise<void>;
  /** Records those that take it back. Left out: derived from `upgrade`, operation by operation, in reverse. */
  downgrade?(op: Op): void | Promise<void>;
}

/**
 * Declares a migration. It returns its argument: it is there for the types, and as the mark by which the header is found.
 *
 * ```ts
 * export default migration({
 *   revision: '7c1f0a9be2d4',
 *   downRevision: null,
 *   message: 'Create users',
 *   upgrade(op) {
 *     op.createTable('users', { id: t.integer().primaryKey() });
 *   },
 * });
 * ```
 */
export function migration(definition: Migration): Migration {
  return definition;
}
