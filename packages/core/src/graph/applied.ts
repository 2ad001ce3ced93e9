import { NodeSet, type GraphNode } from './graph-node.js';
import { UnknownAppliedRevisionError } from './plan-errors.js';
import { ancestorsOf } from './reach.js';
import { idsOf, type RevisionGraph } from './revision-graph.js';

/**
 * What the version table says: the applied revisions, and their heads. A revision counts as applied when one that needs it
 * is. Rows that no file explains are an error only where a revision is asked for.
 */
export class AppliedRevisions {
  /** Rows that no file declares, in the order of the rows. */
  readonly unknown: readonly string[];
  /** Applied revisions that no other applied one needs, in the order of the rows. */
  readonly knownHeads: readonly GraphNode[];
  /** Whether the first row is one that no file declares. */
  readonly startsUnknown: boolean;
  readonly #graph: RevisionGraph;
  #closure: NodeSet | undefined;

  constructor(graph: RevisionGraph, rows: Iterable<string>) {
    const known = new NodeSet(graph.size);
    const unknown = new Set<string>();
    let startsUnknown = false;
    for (const row of rows) {
      const node = graph.find(row);
      if (node === undefined && known.size === 0) startsUnknown = true;
      if (node === undefined) unknown.add(row);
      else known.add(node);
    }
    this.#graph = graph;
    this.startsUnknown = startsUnknown;
    this.unknown = [...unknown];
    this.knownHeads = maximalOf(known, graph);
  }

  /** The rows, or what was made of them already. */
  static of(graph: RevisionGraph, applied: Iterable<string> | AppliedRevisions): AppliedRevisions {
    return applied instanceof AppliedRevisions ? applied : new AppliedRevisions(graph, applied);
  }

  /** Identifiers of the heads, unknown rows among them. */
  get headIds(): readonly string[] {
    return [...idsOf(this.knownHeads), ...this.unknown];
  }

  /** The heads. @throws UnknownAppliedRevisionError naming all rows that no file explains */
  heads(): readonly GraphNode[] {
    if (this.unknown.length > 0) throw new UnknownAppliedRevisionError(this.unknown);
    return this.knownHeads;
  }

  /** All applied revisions. @throws UnknownAppliedRevisionError */
  closure(): NodeSet {
    return (this.#closure ??= ancestorsOf(this.heads(), 'all', this.#graph.size));
  }
}

/** The applied revisions that no other applied one needs, in the order given. @throws UnknownAppliedRevisionError */
export function headsOf(graph: RevisionGraph, applied: Iterable<string>): readonly string[] {
  return idsOf(new AppliedRevisions(graph, applied).heads());
}

/** The heads and all that they need: the heads first, in the order given. @throws UnknownAppliedRevisionError */
export function closureOf(graph: RevisionGraph, heads: Iterable<string>): readonly string[] {
  return idsOf([...new AppliedRevisions(graph, heads).closure()]);
}

/** Those of a set that no other member needs, directly or through revisions outside the set. */
export function maximalOf(set: NodeSet, graph: RevisionGraph): readonly GraphNode[] {
  const needed = new NodeSet(graph.size);
  for (const node of set.members) for (const below of node.effectiveDown) needed.add(below);
  // A gap in the set: what lies below it is needed all the same.
  for (const node of needed.members) if (!set.has(node)) for (const below of node.effectiveDown) needed.add(below);
  return set.members.filter((node) => !needed.has(node));
}
