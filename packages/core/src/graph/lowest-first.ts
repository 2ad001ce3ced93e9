import type { GraphNode } from './graph-node.js';

interface Entry {
  readonly node: GraphNode;
  readonly key: number;
}

/** A queue that gives the node with the lowest key, for keys that only grow: they are looked at again when their turn comes. */
export class LowestFirst {
  readonly #keyOf: (node: GraphNode) => number;
  readonly #heap: Entry[] = [];

  /** @param keyOf the key now; Infinity drops the node for good */
  constructor(nodes: readonly GraphNode[], keyOf: (node: GraphNode) => number) {
    this.#keyOf = keyOf;
    for (const node of nodes) this.#push(node);
  }

  /** The node with the lowest key. */
  first(): Entry | undefined {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (this.#keyOf(top.node) === top.key) return top;
      this.#pop();
      this.#push(top.node);
    }
    return undefined;
  }

  #push(node: GraphNode): void {
    const entry = { node, key: this.#keyOf(node) };
    if (entry.key === Infinity) return;
    const heap = this.#heap;
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const other = heap[parent];
      if (other === undefined || other.key <= entry.key) break;
      heap[place] = other;
      heap[parent] = entry;
      place = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let place = 0; ;) {
      const left = 2 * place + 1;
      const right = heap[left + 1];
      const smaller = right !== undefined && right.key < (heap[left]?.key ?? Infinity) ? left + 1 : left;
      const other = heap[smaller];
      if (other === undefined || other.key >= last.key) break;
      heap[place] = other;
      heap[smaller] = last;
      place = smaller;
    }
  }
}
