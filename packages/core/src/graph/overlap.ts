import type { GraphNode } from './graph-node.js';
import { OverlappingRevisionsError } from './plan-errors.js';
import { ancestorsOf } from './reach.js';
import { idsOf, type RevisionGraph } from './revision-graph.js';

/** @throws OverlappingRevisionsError if one of the revisions needs another */
export function refuseOverlap(graph: RevisionGraph, nodes: readonly GraphNode[]): void {
  if (nodes.length < 2) return;
  const below = ancestorsOf(
    nodes.flatMap((node) => node.effectiveDown),
    'all',
    graph.size,
  );
  if (!nodes.some((node) => below.has(node))) return;
  for (const node of nodes) {
    const needed = ancestorsOf([node], 'all', graph.size);
    const overlaps = nodes.filter((other) => other !== node && needed.has(other));
    if (overlaps.length > 0) throw new OverlappingRevisionsError(node.revision.id, idsOf(overlaps));
  }
}
