import type { AppliedRevisions } from './applied.js';
import type { GraphNode } from './graph-node.js';
import { idsOf, type RevisionGraph } from './revision-graph.js';
import type { Direction } from './plan.js';

/**
 * The heads of the applied revisions after each step of a plan. Reading them in the order of the steps costs as much as the
 * steps; going back starts anew.
 */
export class HeadsTimeline {
  readonly #graph: RevisionGraph;
  readonly #applied: AppliedRevisions;
  readonly #direction: Direction;
  readonly #steps: readonly GraphNode[];
  #done = 0;
  #heads = new Set<GraphNode>();
  /** Of each revision, how many applied ones need it directly. */
  #neededBy: Int32Array | undefined;

  constructor(graph: RevisionGraph, applied: AppliedRevisions, direction: Direction, steps: readonly GraphNode[]) {
    this.#graph = graph;
    this.#applied = applied;
    this.#direction = direction;
    this.#steps = steps;
  }

  /** In load order. */
  headsAfter(steps: number): readonly string[] {
    if (steps === 0) return this.#inLoadOrder(this.#applied.heads());
    let neededBy = this.#neededBy;
    if (neededBy === undefined || steps < this.#done) {
      neededBy = this.#restart();
    }
    for (; this.#done < steps; this.#done += 1) {
      const node = this.#steps[this.#done];
      if (node === undefined) break;
      if (this.#direction === 'upgrade') this.#apply(node, neededBy);
      else this.#takeBack(node, neededBy);
    }
    return this.#inLoadOrder([...this.#heads]);
  }

  #inLoadOrder(heads: readonly GraphNode[]): readonly string[] {
    return idsOf(heads.length < 2 ? heads : heads.toSorted((left, right) => left.index - right.index));
  }

  #restart(): Int32Array {
    const neededBy = new Int32Array(this.#graph.size);
    for (const node of this.#applied.closure()) {
      for (const below of node.effectiveDown) neededBy[below.index] = (neededBy[below.index] ?? 0) + 1;
    }
    this.#neededBy = neededBy;
    this.#heads = new Set(this.#applied.heads());
    this.#done = 0;
    return neededBy;
  }

  #apply(node: GraphNode, neededBy: Int32Array): void {
    for (const below of node.effectiveDown) {
      neededBy[below.index] = (neededBy[below.index] ?? 0) + 1;
      this.#heads.delete(below);
    }
    this.#heads.add(node);
  }

  #takeBack(node: GraphNode, neededBy: Int32Array): void {
    this.#heads.delete(node);
    for (const below of node.effectiveDown) {
      const left = (neededBy[below.index] ?? 0) - 1;
      neededBy[below.index] = left;
      if (left === 0) this.#heads.add(below);
    }
  }
}
