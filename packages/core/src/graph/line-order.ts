import { NodeSet, type GraphNode } from './graph-node.js';
import { LineFinder } from './line-finder.js';
import { PendingHeads } from './pending-heads.js';
import { ancestorsOf } from './reach.js';
import type { RevisionGraph } from './revision-graph.js';

/** How many revisions are looked at before a search that pays only for long ways. */
const NEARBY = 24;

const byLoadOrder = (left: GraphNode, right: GraphNode): number => left.index - right.index;

/**
 * Lists revisions from the newest to the oldest, each before all that it needs.
 *
 * It goes down from the tops in load order, stays on one line as long as it can, and leaves it for the first other line that
 * comes down on the next revision. This is Alembic's order; upgrades run it backwards.
 *
 * @param wanted what to list
 * @param tops where to start; those that are not wanted are left out
 * @param scope the tops, what is wanted, and all that they need, where it is known already
 */
export function newestFirst(
  graph: RevisionGraph,
  wanted: NodeSet,
  tops: readonly GraphNode[],
  scope?: NodeSet,
): readonly GraphNode[] {
  if (wanted.size === 0) return [];
  return new Listing(graph, wanted, tops, scope ?? ancestorsOf([...tops, ...wanted.members], 'all', graph.size)).run();
}

class Listing {
  readonly #graph: RevisionGraph;
  readonly #wanted: NodeSet;
  readonly #tops: readonly GraphNode[];
  readonly #pending: PendingHeads;
  readonly #listed: NodeSet;
  readonly #scope: NodeSet;
  /** Of each revision, how many that need it are still to come. */
  readonly #waitingFor: Int32Array;
  /** Made when a revision first has to wait: most listings are one line. */
  #finder: LineFinder | undefined;

  constructor(graph: RevisionGraph, wanted: NodeSet, tops: readonly GraphNode[], scope: NodeSet) {
    this.#wanted = wanted;
    this.#tops = tops;
    this.#pending = new PendingHeads(graph.size);
    this.#graph = graph;
    this.#listed = new NodeSet(graph.size);
    this.#waitingFor = new Int32Array(graph.size);
    this.#scope = scope;
  }

  run(): readonly GraphNode[] {
    const waitingFor = this.#waitingFor;
    for (const node of this.#scope.members) {
      for (const below of node.effectiveDown) waitingFor[below.index] = (waitingFor[below.index] ?? 0) + 1;
    }
    if (this.#scope.size > this.#wanted.size) {
      const unwantedTops = this.#scope.members.filter((node) => this.#waits(node) === 0 && !this.#wanted.has(node));
      for (const node of unwantedTops) this.#done(node);
    }
    const starts = new Set(this.#tops.filter((top) => this.#wanted.has(top)));
    for (const node of [...starts].toSorted(byLoadOrder)) this.#pending.append(node);

    let place = this.#pending.firstFrom(0);
    while (this.#listed.size < this.#wanted.size) {
      // Only a range of the history can hold revisions that no top leads down to.
      place ??= this.#appendAll(
        this.#wanted.members.filter((node) => !this.#listed.has(node) && this.#waits(node) === 0),
      );
      const node = place === undefined ? undefined : this.#pending.at(place);
      if (node === undefined || place === undefined) break;
      place = this.#waits(node) > 0 ? this.#lineAbove(node) : this.#list(node, place);
    }
    return this.#listed.members;
  }

  /** Lists the revision of a place and moves the place down; returns where to go on. */
  #list(start: GraphNode, place: number): number | undefined {
    const node = this.#listStraight(start);
    if (node !== start) this.#pending.replace(place, node);
    this.#listed.add(node);
    this.#done(node);
    let moved = false;
    for (let at = 0; at < node.effectiveDown.length; at += 1) {
      const below = node.effectiveDown[at];
      if (below === undefined || !this.#wanted.has(below) || this.#listed.has(below) || this.#pending.has(below))
        continue;
      if (moved) this.#pending.append(below);
      else this.#pending.replace(place, below);
      moved = true;
    }
    if (moved) return place;
    this.#pending.remove(place);
    return this.#pending.lastBefore(place) ?? this.#pending.firstFrom(0);
  }

  /** Lists revisions as long as each has one below that waits for nothing else; returns the first that is not so, unlisted. */
  #listStraight(start: GraphNode): GraphNode {
    const waitingFor = this.#waitingFor;
    for (let node = start; ;) {
      const below = node.effectiveDown[0];
      if (below === undefined || node.effectiveDown.length > 1 || waitingFor[below.index] !== 1) return node;
      if (!this.#wanted.has(below) || this.#listed.has(below) || this.#pending.has(below)) return node;
      this.#listed.add(node);
      waitingFor[below.index] = 0;
      node = below;
    }
  }

  /** The first place whose line comes down on a revision that has to wait. */
  #lineAbove(node: GraphNode): number | undefined {
    const near = this.#lineNearby(node);
    if (near !== undefined) return near;
    this.#finder ??= new LineFinder(this.#graph, { scope: this.#scope, listed: this.#listed, pending: this.#pending });
    const place = this.#finder.placeAbove(node);
    return place === Infinity ? this.#appendAll(this.#unreachedAbove(node)) : place;
  }

  /** The same where little is left above, as at most forks; undefined where much is left, or no line comes down. */
  #lineNearby(node: GraphNode): number | undefined {
    const above = [node];
    let first = Infinity;
    let looks = 0;
    for (let at = 0; at < above.length; at += 1) {
      for (const child of above[at]?.allChildren ?? []) {
        looks += 1;
        if (looks > NEARBY) return undefined;
        if (!this.#scope.has(child) || this.#listed.has(child) || above.includes(child)) continue;
        above.push(child);
        first = Math.min(first, this.#pending.placeOf(child) ?? Infinity);
      }
    }
    return first === Infinity ? undefined : first;
  }

  /** What a revision waits for though no pending line leads down to it. */
  #unreachedAbove(node: GraphNode): readonly GraphNode[] {
    const above = new Set<GraphNode>([node]);
    for (const here of above) {
      for (const child of here.allChildren) if (this.#scope.has(child) && !this.#listed.has(child)) above.add(child);
    }
    return [...above].filter(
      (here) => this.#wanted.has(here) && this.#waits(here) === 0 && !this.#pending.has(here) && here !== node,
    );
  }

  /** Starts new lines where no old one leads: what was found out about lines is no more true then. */
  #appendAll(nodes: readonly GraphNode[]): number | undefined {
    this.#finder = undefined;
    const [first] = nodes.toSorted(byLoadOrder).map((node) => this.#pending.append(node));
    return first;
  }

  /** Frees what is below a revision that is listed, and goes on through revisions that are not wanted. */
  #done(node: GraphNode): void {
    const waitingFor = this.#waitingFor;
    let freed: GraphNode[] | undefined;
    for (let here: GraphNode | undefined = node; here !== undefined; here = freed?.pop()) {
      for (const below of here.effectiveDown) {
        const left = (waitingFor[below.index] ?? 0) - 1;
        waitingFor[below.index] = left;
        if (left === 0 && !this.#wanted.has(below)) (freed ??= []).push(below);
      }
    }
  }

  #waits(node: GraphNode): number {
    return this.#waitingFor[node.index] ?? 0;
  }
}
