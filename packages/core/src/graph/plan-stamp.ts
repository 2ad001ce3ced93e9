import { AppliedRevisions, maximalOf } from './applied.js';
import { NodeSet, type GraphNode } from './graph-node.js';
import { lineageFilter } from './names.js';
import { ancestorsOf, descendantsOf } from './reach.js';
import { resolveMany } from './resolve.js';
import { idsOf, type RevisionGraph } from './revision-graph.js';
import { RelativeTooFarError } from './identifier-errors.js';
import type { Resolved } from './walk.js';

/** One move of the heads, without running any migration. */
export interface StampStep {
  readonly way: 'up' | 'down';
  /** The heads that are left. */
  readonly from: readonly string[];
  /** Where they go: one revision, or none for base. */
  readonly to: readonly string[];
  /** The heads once this step is done, in load order. */
  readonly headsAfter: readonly string[];
}

/** What a stamp does to the version table. */
export interface StampPlan {
  readonly steps: readonly StampStep[];
  /** The heads before, in the order of the rows; none with `purge`. */
  readonly from: readonly string[];
  /** The heads at the end, in load order. */
  readonly to: readonly string[];
  /** Rows to write, those first that others need. */
  readonly insert: readonly string[];
  /** Rows to take away; with `purge` all there are, known or not. */
  readonly delete: readonly string[];
  readonly purge: boolean;
}

export interface StampOptions {
  /** Empties the version table first, with rows that no file explains. */
  readonly purge?: boolean;
}

/**
 * What it takes to say that a database stands at the targets. Heads that share a line of descent (dependencies count) with a
 * target move to it; others stay.
 *
 * @param applied the rows of the version table, one an applied revision
 * @param targets identifiers; none means `base`
 * @throws UnknownAppliedRevisionError unless `purge`, and what an identifier may raise
 */
export function planStamp(
  graph: RevisionGraph,
  applied: Iterable<string>,
  targets: readonly string[],
  { purge = false }: StampOptions = {},
): StampPlan {
  const rows = [...new Set(applied)];
  const before = new AppliedRevisions(graph, purge ? [] : rows);
  const heads = before.heads();
  const names = targets.length === 0 ? ['base'] : targets;
  const leaving = [...new Set(names.flatMap((name) => lineageFilter(graph, name, 'all')(heads)))];
  const destinations = names.flatMap((name) => resolveMany(graph, name).map((destination) => ({ name, destination })));
  const moves =
    destinations.length === 0
      ? leaving.map((head) => new Move('down', [head], undefined))
      : destinations.flatMap(({ name, destination }) => movesTo(graph, name, destination, leaving));

  const headsAfter = (steps: number): readonly GraphNode[] => {
    const standing = new Set(heads);
    for (const move of moves.slice(0, steps)) move.run(standing);
    return headsAmong(graph, standing);
  };
  const end = headsAfter(moves.length);
  const present = new Set(purge ? [] : rows);
  const closure = ancestorsOf(end, 'all', graph.size);
  const byRank = [...closure].toSorted((left, right) => left.rank - right.rank);
  return {
    steps: moves.map((move, index) => ({
      way: move.way,
      from: idsOf(move.from),
      to: move.to === undefined ? [] : [move.to.revision.id],
      get headsAfter() {
        return idsOf(headsAfter(index + 1));
      },
    })),
    from: idsOf(heads),
    to: idsOf(end),
    insert: idsOf(byRank).filter((id) => !present.has(id)),
    delete: purge ? rows : rows.filter((id) => !closure.has(graph.node(id))),
    purge,
  };
}

function movesTo(
  graph: RevisionGraph,
  name: string,
  destination: Resolved,
  leaving: readonly GraphNode[],
): readonly Move[] {
  if (destination === 'base') throw new RelativeTooFarError(name, 'there are not so many revisions');
  if (destination === null) return leaving.map((head) => new Move('down', [head], undefined));
  if (leaving.includes(destination)) return [];
  if (leaving.length > 0) {
    const above = descendantsOf([destination], 'all', graph.size);
    if (leaving.some((head) => above.has(head))) return [new Move('down', leaving, destination)];
    const below = ancestorsOf([destination], 'all', graph.size);
    if (leaving.some((head) => below.has(head))) return [new Move('up', leaving, destination)];
  }
  return [new Move('up', [], destination)];
}

class Move {
  readonly way: 'up' | 'down';
  readonly from: readonly GraphNode[];
  readonly to: GraphNode | undefined;

  constructor(way: 'up' | 'down', from: readonly GraphNode[], to: GraphNode | undefined) {
    this.way = way;
    this.from = from;
    this.to = to;
  }

  run(standing: Set<GraphNode>): void {
    // An earlier move of the same stamp may have taken some of them; going up then leaves the others where they are.
    const allStand = this.from.every((node) => standing.has(node));
    if (this.way === 'down' || allStand) for (const node of this.from) standing.delete(node);
    if (this.to !== undefined) standing.add(this.to);
  }
}

function headsAmong(graph: RevisionGraph, standing: Iterable<GraphNode>): readonly GraphNode[] {
  const set = new NodeSet(graph.size);
  for (const node of standing) set.add(node);
  return maximalOf(set, graph).toSorted((left, right) => left.index - right.index);
}
