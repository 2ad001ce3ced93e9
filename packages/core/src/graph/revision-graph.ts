import { spreadLabels } from './branch-labels.js';
import { buildNodes } from './build-nodes.js';
import type { GraphNode } from './graph-node.js';
import { RevisionNotFoundError } from './identifier-errors.js';
import { ancestorsOf, descendantsOf, type Edges } from './reach.js';
import type { Revision } from './revision.js';

const NO_LABELS: ReadonlySet<string> = new Set();

/**
 * The revisions of a project and how they hang together. The order in which they are given (load order) decides the order
 * of heads, bases and plans wherever the graph itself leaves it open.
 *
 * @throws a `RevisionLoopError`, `RevisionCycleError`, `DependencyLoopError`, `DependencyCycleError`, `MissingParentError`,
 *   `MissingDependencyError`, `DuplicateRevisionError`, `LabelTakenError`, `IllegalRevisionIdError` or
 *   `RevisionIdTooLongError` where the revisions are no graph.
 */
export class RevisionGraph {
  /** All revisions with their neighbours, in load order. */
  readonly nodes: readonly GraphNode[];
  /** Identifiers in load order, then branch labels: all that a name can be the start of. */
  readonly names: ReadonlyMap<string, GraphNode>;
  /** Revisions that none follows, in load order. */
  readonly headNodes: readonly GraphNode[];
  /** Heads that none depends on either: what the version table's heads are when everything is applied. */
  readonly realHeadNodes: readonly GraphNode[];
  #baseNodes: readonly GraphNode[] | undefined;
  #labels: readonly ReadonlySet<string>[] | undefined;

  constructor(revisions: readonly Revision[]) {
    const { nodes, byName } = buildNodes(revisions);
    this.nodes = nodes;
    this.names = byName;
    this.headNodes = nodes.filter((node) => node.children.length === 0);
    this.realHeadNodes = this.headNodes.filter((node) => node.allChildren.length === 0);
  }

  /** Revisions that follow none, in load order. */
  get baseNodes(): readonly GraphNode[] {
    return (this.#baseNodes ??= this.nodes.filter((node) => node.down.length === 0));
  }

  /** How many revisions there are. */
  get size(): number {
    return this.nodes.length;
  }

  /** The revisions in load order. */
  get revisions(): readonly Revision[] {
    return this.nodes.map((node) => node.revision);
  }

  has(id: string): boolean {
    return this.find(id) !== undefined;
  }

  /** The revision with exactly this identifier. */
  get(id: string): Revision | undefined {
    return this.find(id)?.revision;
  }

  /** The node with exactly this identifier. */
  find(id: string): GraphNode | undefined {
    const node = this.names.get(id);
    return node?.revision.id === id ? node : undefined;
  }

  /** The node with exactly this identifier. @throws RevisionNotFoundError */
  node(id: string): GraphNode {
    const node = this.find(id);
    if (node === undefined) throw new RevisionNotFoundError(id);
    return node;
  }

  /** Revisions that none follows, in load order. */
  get heads(): readonly string[] {
    return idsOf(this.headNodes);
  }

  /** Heads that no revision depends on, in load order. */
  get realHeads(): readonly string[] {
    return idsOf(this.realHeadNodes);
  }

  /** Heads that another revision depends on: once that is applied, they are heads of the database no more. */
  get effectiveHeads(): readonly string[] {
    return idsOf(this.headNodes.filter((node) => node.allChildren.length > 0));
  }

  /** Revisions that follow none, in load order. */
  get bases(): readonly string[] {
    return idsOf(this.baseNodes);
  }

  /** Bases that depend on nothing, in load order. */
  get realBases(): readonly string[] {
    return idsOf(this.baseNodes.filter((node) => node.dependencies.length === 0));
  }

  /** Revisions that several follow, in load order. */
  get branchPoints(): readonly string[] {
    return idsOf(this.nodes.filter((node) => node.children.length > 1));
  }

  /** Revisions that follow several, in load order. */
  get mergePoints(): readonly string[] {
    return idsOf(this.nodes.filter((node) => node.down.length > 1));
  }

  /** Those that follow it, in load order. @throws RevisionNotFoundError */
  children(id: string): readonly string[] {
    return idsOf(this.node(id).children);
  }

  /** Those that follow it or depend on it, in load order. @throws RevisionNotFoundError */
  childrenWithDependencies(id: string): readonly string[] {
    return idsOf(this.node(id).allChildren.toSorted((left, right) => left.index - right.index));
  }

  /** Its parents and what it depends on, without the dependencies that an ancestor names already. @throws RevisionNotFoundError */
  effectiveDown(id: string): readonly string[] {
    return idsOf(this.node(id).effectiveDown);
  }

  /** The revisions that these depend on, labels resolved. @throws RevisionNotFoundError */
  dependencies(id: string): readonly string[] {
    return idsOf(this.node(id).dependencies);
  }

  /** The branch labels that it belongs to, its own and those spread along its line. @throws RevisionNotFoundError */
  labelsOf(id: string): ReadonlySet<string> {
    return this.labelsOfNode(this.node(id));
  }

  labelsOfNode(node: GraphNode): ReadonlySet<string> {
    if (this.names.size === this.size) return NO_LABELS;
    // Most commands never ask for a label.
    this.#labels ??= spreadLabels(this.nodes);
    return this.#labels[node.index] ?? NO_LABELS;
  }

  /** The revisions and all that they need (`parents`: without dependencies). @throws RevisionNotFoundError */
  ancestors(ids: Iterable<string>, edges: Edges = 'all'): ReadonlySet<string> {
    return this.#idSet(ancestorsOf(this.#nodesOf(ids), edges, this.size));
  }

  /** The revisions and all that need them (`parents`: without dependants). @throws RevisionNotFoundError */
  descendants(ids: Iterable<string>, edges: Edges = 'all'): ReadonlySet<string> {
    return this.#idSet(descendantsOf(this.#nodesOf(ids), edges, this.size));
  }

  #nodesOf(ids: Iterable<string>): readonly GraphNode[] {
    return Array.from(ids, (id) => this.node(id));
  }

  #idSet(nodes: Iterable<GraphNode>): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const node of nodes) ids.add(node.revision.id);
    return ids;
  }
}

/** The identifiers of nodes. */
export function idsOf(nodes: readonly GraphNode[]): readonly string[] {
  const ids: string[] = [];
  for (const node of nodes) ids.push(node.revision.id);
  return ids;
}
