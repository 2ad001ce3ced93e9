import type { AppliedRevisions } from './applied.js';
import type { GraphNode } from './graph-node.js';
import { lineageFilter, lookUp } from './names.js';
import { resolveMany, resolveOne } from './resolve.js';
import type { RevisionGraph } from './revision-graph.js';
import type { Resolved } from './walk.js';

/** Where a relative identifier starts: the state of a database, or the other end of a range. */
export interface Position {
  /** As the user knows it. */
  readonly names: readonly string[];
  /** All revisions that stand for it. */
  all(): readonly Resolved[];
  /** The start of a walk up; null for base. Asked only where there is one name. */
  startUp(): GraphNode | null;
  /** The start of a walk down; null for base. Asked only where there is one name. */
  startDown(): GraphNode | null;
  /** Those of its revisions that share a line of descent with the branch. */
  inBranch(branch: string): readonly GraphNode[];
}

/** The heads of a database. */
export class AppliedPosition implements Position {
  readonly #graph: RevisionGraph;
  readonly #applied: AppliedRevisions;

  constructor(graph: RevisionGraph, applied: AppliedRevisions) {
    this.#graph = graph;
    this.#applied = applied;
  }

  get names(): readonly string[] {
    return this.#applied.headIds;
  }

  all(): readonly GraphNode[] {
    return this.#applied.heads();
  }

  startUp(): GraphNode | null {
    return this.#applied.heads()[0] ?? null;
  }

  startDown(): GraphNode | null {
    return this.startUp();
  }

  inBranch(branch: string): readonly GraphNode[] {
    // Row by row, as Alembic: a branch that is misspelled is told unless the first row is itself unknown.
    const known = this.#applied.startsUnknown ? [] : this.#applied.knownHeads;
    const found = lineageFilter(this.#graph, branch)(known);
    this.#applied.heads();
    return found;
  }
}

/** One end of a range, as it was typed. */
export class NamedPosition implements Position {
  readonly names: readonly string[];
  readonly #graph: RevisionGraph;
  readonly #identifier: string;

  constructor(graph: RevisionGraph, identifier: string) {
    this.#graph = graph;
    this.#identifier = identifier;
    this.names = [identifier];
  }

  all(): readonly Resolved[] {
    return resolveMany(this.#graph, this.#identifier);
  }

  startUp(): GraphNode | null {
    return resolveOne(this.#graph, this.#identifier);
  }

  startDown(): GraphNode | null {
    // The end itself is the branch to stay on.
    return resolveOne(this.#graph, `${this.#identifier}@${this.#identifier}`);
  }

  inBranch(branch: string): readonly GraphNode[] {
    const filter = lineageFilter(this.#graph, branch);
    return filter([lookUp(this.#graph, this.#identifier)]);
  }
}
