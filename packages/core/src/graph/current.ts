import { AppliedRevisions } from './applied.js';
import type { RevisionGraph } from './revision-graph.js';

/**
 * What `current` shows: the heads of what is applied, and the revisions that are the tip of another branch and applied because a
 * head depends on them. In load order.
 *
 * @throws UnknownAppliedRevisionError
 */
export function currentRevisions(
  graph: RevisionGraph,
  applied: Iterable<string> | AppliedRevisions,
): readonly string[] {
  const active = AppliedRevisions.of(graph, applied).closure();
  return active.members
    .filter((node) => !node.children.some((child) => active.has(child)))
    .toSorted((left, right) => left.index - right.index)
    .map((node) => node.revision.id);
}

/**
 * Whether the heads of what is applied are exactly the heads of the graph, as `current --check-heads` asks. In a graph where a
 * revision depends on a head this is never so: see `isFullyApplied`.
 */
export function isAtHead(graph: RevisionGraph, applied: Iterable<string> | AppliedRevisions): boolean {
  return sameMembers(AppliedRevisions.of(graph, applied).headIds, graph.heads);
}

/** Whether every revision of the graph is applied, and nothing else. */
export function isFullyApplied(graph: RevisionGraph, applied: Iterable<string> | AppliedRevisions): boolean {
  return sameMembers(AppliedRevisions.of(graph, applied).headIds, graph.realHeads);
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  const members = new Set(right);
  return left.length === members.size && left.every((id) => members.has(id));
}
