import { Forest } from './forest.js';
import type { GraphNode, NodeSet } from './graph-node.js';
import { LowestFirst } from './lowest-first.js';
import type { PendingHeads } from './pending-heads.js';
import type { RevisionGraph } from './revision-graph.js';

/** What of a listing the search looks at. */
export interface ListingState {
  readonly scope: NodeSet;
  readonly listed: NodeSet;
  readonly pending: PendingHeads;
}

/**
 * Finds the first pending place whose line comes down on a revision.
 *
 * Lines only ever move down, and new places come last, so that first place only moves on as a listing proceeds. Each revision
 * keeps the last one found as a lower bound, and a search goes up only where a bound no longer holds.
 */
export class LineFinder {
  readonly #state: ListingState;
  readonly #forest: Forest;
  /** Of each revision, no place before this one leads down to it. */
  readonly #bound: Float64Array;
  readonly #above = new Map<GraphNode, LowestFirst>();

  constructor(graph: RevisionGraph, state: ListingState) {
    this.#state = state;
    this.#bound = new Float64Array(graph.size).fill(Infinity);
    const byRank: GraphNode[] = [];
    for (const node of graph.nodes) byRank[node.rank] = node;
    this.#forest = new Forest(byRank);
    for (let rank = byRank.length - 1; rank >= 0; rank -= 1) {
      const node = byRank[rank];
      const key = node === undefined ? Infinity : this.#keyOf(node);
      if (node === undefined || key === Infinity) continue;
      for (const below of node.effectiveDown) {
        if (key < this.#boundOf(below)) this.#bound[below.index] = key;
      }
    }
  }

  /** The first pending place above the revision; Infinity if there is none. */
  placeAbove(start: GraphNode): number {
    const path = [start];
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const next = this.#settle(node);
      if (next !== undefined) {
        path.push(next);
        continue;
      }
      // What was found above holds for those below as well, as far as they wait for the same place.
      const place = this.#boundOf(node);
      path.pop();
      if (place === Infinity) continue;
      for (let below = path.at(-1); below !== undefined && this.#boundOf(below) === place; below = path.at(-1))
        path.pop();
    }
    return this.#boundOf(start);
  }

  /** Raises the bound of a revision until it is exact; or says which revision above has to be settled first. */
  #settle(node: GraphNode): GraphNode | undefined {
    for (;;) {
      // Places that were given up lead nowhere any more.
      const bound = this.#boundOf(node) === Infinity ? Infinity : this.#state.pending.firstFrom(this.#boundOf(node));
      this.#bound[node.index] = bound ?? Infinity;
      if (bound === undefined || bound === Infinity) return undefined;
      const top = this.#state.pending.at(bound);
      if (top !== undefined && top !== node && this.#forest.hangsFrom(node, top)) return undefined;
      const first = this.#firstAbove(node);
      if (first !== undefined && first.key <= bound) {
        return this.#state.pending.placeOf(first.node) === first.key ? undefined : first.node;
      }
      this.#bound[node.index] = first?.key ?? Infinity;
    }
  }

  #firstAbove(node: GraphNode): { readonly node: GraphNode; readonly key: number } | undefined {
    const [only] = node.allChildren;
    if (only === undefined) return undefined;
    if (node.allChildren.length === 1) {
      const key = this.#keyOf(only);
      return key === Infinity ? undefined : { node: only, key };
    }
    let above = this.#above.get(node);
    if (above === undefined) {
      above = new LowestFirst(node.allChildren, (child) => this.#keyOf(child));
      this.#above.set(node, above);
    }
    return above.first();
  }

  /** No place before this one is at the revision or above it. */
  #keyOf(node: GraphNode): number {
    const { scope, listed, pending } = this.#state;
    if (!scope.has(node) || listed.has(node)) return Infinity;
    const place = pending.placeOf(node);
    const bound = this.#boundOf(node);
    return place !== undefined && place < bound ? place : bound;
  }

  #boundOf(node: GraphNode): number {
    return this.#bound[node.index] ?? Infinity;
  }
}
