import type { GraphNode } from './graph-node.js';
import type { RevisionGraph } from './revision-graph.js';

/** Where each revision stands in a forest that takes one of the edges above it: `enter` to `exit` is what hangs from it. */
interface Forest {
  readonly enter: Int32Array;
  readonly exit: Int32Array;
}

/**
 * Answers whether one revision needs another, for many pairs of one graph. The forest says yes at once on long lines, the
 * rank says no; only between side lines is there a search, and it stays between the two ranks.
 */
export class ReachTest {
  readonly #graph: RevisionGraph;
  readonly #seenIn: Int32Array;
  #search = 0;
  #forest: Forest | undefined;

  constructor(graph: RevisionGraph) {
    this.#graph = graph;
    this.#seenIn = new Int32Array(graph.size);
  }

  leadsDownTo(top: GraphNode, node: GraphNode): boolean {
    if (top.rank <= node.rank) return false;
    const { enter, exit } = (this.#forest ??= growForest(this.#graph));
    const at = enter[node.index] ?? -1;
    const hangsFrom = (here: GraphNode): boolean => at >= (enter[here.index] ?? 0) && at < (exit[here.index] ?? 0);
    this.#search += 1;
    const todo = [top];
    for (let here = todo.pop(); here !== undefined; here = todo.pop()) {
      if (hangsFrom(here)) return true;
      for (const below of here.effectiveDown) {
        if (below.rank < node.rank || this.#seenIn[below.index] === this.#search) continue;
        this.#seenIn[below.index] = this.#search;
        todo.push(below);
      }
    }
    return false;
  }
}

/** Hangs each revision from the first that follows it, else from the first that depends on it. */
function growForest(graph: RevisionGraph): Forest {
  const enter = new Int32Array(graph.size);
  const exit = new Int32Array(graph.size);
  const size = new Int32Array(graph.size).fill(1);
  const byRank: GraphNode[] = [];
  for (const node of graph.nodes) byRank[node.rank] = node;
  const above = (node: GraphNode): GraphNode | undefined =>
    node.children[0] ?? node.allChildren.find((child) => child.effectiveDown.includes(node));
  for (const node of byRank) {
    const parent = above(node);
    if (parent !== undefined) size[parent.index] = (size[parent.index] ?? 0) + (size[node.index] ?? 0);
  }
  // From the top down: each takes the next free stretch of the one that it hangs from.
  const free = new Int32Array(graph.size);
  let freeAtTop = 0;
  for (const node of byRank.toReversed()) {
    const parent = above(node);
    const start = parent === undefined ? freeAtTop : (free[parent.index] ?? 0);
    const end = start + (size[node.index] ?? 1);
    if (parent === undefined) freeAtTop = end;
    else free[parent.index] = end;
    enter[node.index] = start;
    exit[node.index] = end;
    free[node.index] = start + 1;
  }
  return { enter, exit };
}
