import type { GraphNode } from './graph-node.js';
import { AmbiguousWalkError } from './identifier-errors.js';
import { lineageFilter } from './names.js';
import { idsOf, type RevisionGraph } from './revision-graph.js';

/** What an identifier stands for: a revision, `'base'`, or null where a relative step left the graph. */
export type Resolved = GraphNode | 'base' | null;

export interface Walk {
  /** null: below the bases. */
  readonly start: GraphNode | null;
  /** Up if positive, down if negative. */
  readonly steps: number;
  /** What was typed, for the error. */
  readonly identifier: string;
  /** Of several ways up, only those in this branch count. */
  readonly branch?: string | undefined;
  /** Stops at the end of the graph where the walk would go on; else the result is null. */
  readonly clamp?: boolean;
}

/** Goes parent by parent, or child by child. Only parents count, not dependencies. @throws AmbiguousWalkError */
export function walk(graph: RevisionGraph, { start, steps, identifier, branch, clamp = false }: Walk): Resolved {
  const onBranch = steps <= 0 || branch === undefined ? undefined : lineageFilter(graph, branch);
  let here: Resolved = start;
  for (let left = Math.abs(steps); left > 0; left -= 1) {
    const ways: readonly Resolved[] = steps < 0 ? waysDown(graph, here) : waysUp(graph, here);
    const chosen: readonly Resolved[] = onBranch === undefined ? ways : onBranch(nodesIn(ways));
    if (chosen.length > 1) {
      const at = here === null || here === 'base' ? undefined : here.revision.id;
      throw new AmbiguousWalkError(identifier, at, idsOf(nodesIn(chosen)));
    }
    const next = chosen[0];
    if (next === undefined) return clamp ? here : null;
    here = next;
  }
  return here;
}

/** The revisions among what an identifier stands for. */
export function nodesIn(resolved: readonly Resolved[]): readonly GraphNode[] {
  return resolved.filter((item) => item !== null && item !== 'base');
}

function waysUp(graph: RevisionGraph, here: Resolved): readonly GraphNode[] {
  return here === null || here === 'base' ? graph.baseNodes : here.children;
}

function waysDown(graph: RevisionGraph, here: Resolved): readonly Resolved[] {
  if (here === 'base') return [];
  // From below the bases the way down starts at the heads again, as in Alembic: `base-1` is the head.
  const ways = here === null ? graph.headNodes : here.down;
  return ways.length === 0 ? ['base'] : ways;
}
