import type { Revision } from './revision.js';

/** A revision in its graph, with its neighbours. All lists are in declared or load order. */
export interface GraphNode {
  readonly revision: Revision;
  /** Its place in load order, from 0. */
  readonly index: number;
  /** Its parents. */
  readonly down: readonly GraphNode[];
  /** What it depends on, labels resolved. */
  readonly dependencies: readonly GraphNode[];
  /** Parents, and dependencies that no ancestor names already: all edges that matter for order. */
  readonly effectiveDown: readonly GraphNode[];
  /** Those that follow it. */
  readonly children: readonly GraphNode[];
  /** Those that follow it or depend on it. */
  readonly allChildren: readonly GraphNode[];
  /** Each parent and dependency has a lower one. */
  readonly rank: number;
}

/** A set of revisions of one graph: membership by index, members in the order in which they came. */
export class NodeSet implements Iterable<GraphNode> {
  readonly #marks: Uint8Array;
  readonly #members: GraphNode[] = [];
  /** The members; grows with the set. */
  readonly members: readonly GraphNode[] = this.#members;

  constructor(graphSize: number) {
    this.#marks = new Uint8Array(graphSize);
  }

  get size(): number {
    return this.#members.length;
  }

  has(node: GraphNode): boolean {
    return this.#marks[node.index] === 1;
  }

  /** Whether it was new. */
  add(node: GraphNode): boolean {
    if (this.#marks[node.index] === 1) return false;
    this.#marks[node.index] = 1;
    this.#members.push(node);
    return true;
  }

  addAll(nodes: readonly GraphNode[]): void {
    for (let place = 0; place < nodes.length; place += 1) {
      const node = nodes[place];
      if (node !== undefined) this.add(node);
    }
  }

  [Symbol.iterator](): Iterator<GraphNode> {
    return this.#members[Symbol.iterator]();
  }
}
