import type { GraphNode } from './graph-node.js';

/**
 * Hangs each revision from one of those that follow it, the one with the longest line above; from one that depends on it only
 * where none follows. So whole lines hang in one piece. That one revision hangs from another proves that it is needed by it; the opposite proves nothing.
 */
export class Forest {
  readonly #enter: Int32Array;
  readonly #exit: Int32Array;

  /** @param byRank all revisions of the graph, those first that others need */
  constructor(byRank: readonly GraphNode[]) {
    const above = highestAbove(byRank);
    const size = new Int32Array(byRank.length).fill(1);
    for (const node of byRank) {
      const parent = above[node.index] ?? -1;
      if (parent >= 0) size[parent] = (size[parent] ?? 0) + (size[node.index] ?? 0);
    }
    this.#enter = new Int32Array(byRank.length);
    this.#exit = new Int32Array(byRank.length);
    // From the top down: each takes the next free stretch of the one that it hangs from.
    const free = new Int32Array(byRank.length);
    let freeAtTop = 0;
    for (let rank = byRank.length - 1; rank >= 0; rank -= 1) {
      const index = byRank[rank]?.index ?? 0;
      const parent = above[index] ?? -1;
      const start = parent < 0 ? freeAtTop : (free[parent] ?? 0);
      const end = start + (size[index] ?? 1);
      if (parent < 0) freeAtTop = end;
      else free[parent] = end;
      this.#enter[index] = start;
      this.#exit[index] = end;
      free[index] = start + 1;
    }
  }

  hangsFrom(node: GraphNode, top: GraphNode): boolean {
    const place = this.#enter[node.index] ?? -1;
    return place >= (this.#enter[top.index] ?? 0) && place < (this.#exit[top.index] ?? 0);
  }
}

/** Of each revision, the index of the one that it hangs from; -1 at a head. Lines of descent come before dependencies. */
function highestAbove(byRank: readonly GraphNode[]): Int32Array {
  const height = new Int32Array(byRank.length).fill(1);
  const above = new Int32Array(byRank.length).fill(-1);
  for (let rank = byRank.length - 1; rank >= 0; rank -= 1) {
    const node = byRank[rank];
    if (node === undefined) continue;
    const [dependant] = node.allChildren;
    if (node.children.length === 0 && dependant !== undefined) above[node.index] = dependant.index;
    const reached = (height[node.index] ?? 0) + 1;
    for (const below of node.down) {
      if (reached <= (height[below.index] ?? 0)) continue;
      height[below.index] = reached;
      above[below.index] = node.index;
    }
  }
  return above;
}
