import { NodeSet, type GraphNode } from './graph-node.js';

/** Which edges count: `parents` follows `downRevisions` alone, `all` follows dependencies too. */
export type Edges = 'parents' | 'all';

/** The nodes and all that they need. */
export function ancestorsOf(starts: Iterable<GraphNode>, edges: Edges, graphSize: number): NodeSet {
  return closure(starts, edges === 'all' ? (node) => node.effectiveDown : (node) => node.down, graphSize);
}

/** The nodes and all that need them. */
export function descendantsOf(starts: Iterable<GraphNode>, edges: Edges, graphSize: number): NodeSet {
  return closure(starts, edges === 'all' ? (node) => node.allChildren : (node) => node.children, graphSize);
}

/** The nodes with their ancestors and descendants. */
export function lineageOf(starts: readonly GraphNode[], edges: Edges, graphSize: number): NodeSet {
  const lineage = ancestorsOf(starts, edges, graphSize);
  for (const node of descendantsOf(starts, edges, graphSize)) lineage.add(node);
  return lineage;
}

function closure(
  starts: Iterable<GraphNode>,
  next: (node: GraphNode) => readonly GraphNode[],
  graphSize: number,
): NodeSet {
  const found = new NodeSet(graphSize);
  for (const start of starts) found.add(start);
  // The members grow while they are read.
  const { members } = found;
  for (let at = 0; at < members.length; at += 1) {
    const node = members[at];
    if (node !== undefined) found.addAll(next(node));
  }
  return found;
}
