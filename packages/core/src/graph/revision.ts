/** A revision as its file's header declares it: a node of the graph, without code. */
export interface Revision {
  /** The identifier, unique in the migrations folder; no `@ - + :`. */
  readonly id: string;
  /** The revisions that it follows, in declared order: none is a base, several are a merge. */
  readonly downRevisions: readonly string[];
  /** What must be applied before it without being its parent: full ids or branch labels, in declared order. */
  readonly dependsOn: readonly string[];
  /** Names for the line of descent through this revision. */
  readonly branchLabels: readonly string[];
  /** First line of what it does, for people. */
  readonly message: string;
}
