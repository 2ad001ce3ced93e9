import type { GraphNode, NodeSet } from './graph-node.js';
import { parseAbsolute } from './identifier.js';
import {
  AmbiguousIdentifierError,
  BranchNotFoundError,
  MalformedIdentifierError,
  MultipleHeadsError,
  NotInBranchError,
  RevisionNotFoundError,
} from './identifier-errors.js';
import { lineageOf, type Edges } from './reach.js';
import { idsOf, type RevisionGraph } from './revision-graph.js';

/** What an identifier says before its names are looked up: symbols are revisions already. */
export interface Expanded {
  readonly members: readonly (GraphNode | string)[];
  readonly branch: string | undefined;
}

/** Names shorter than this are found only when typed in full. */
const SHORTEST_NAME_WITH_PREFIXES = 4;

/** Takes an absolute identifier apart and puts revisions for `head`, `heads` and `base`. @throws MultipleHeadsError for `head` */
export function expand(graph: RevisionGraph, identifier: string): Expanded {
  const { branch, symbol } = parseAbsolute(identifier);
  if (symbol === 'base') return { members: [], branch };
  if (symbol !== 'head' && symbol !== 'heads') return { members: [symbol], branch };
  if (symbol === 'heads' && branch === undefined) return { members: graph.realHeadNodes, branch };
  const members = branch === undefined ? graph.headNodes : lineageFilter(graph, branch)(graph.headNodes);
  if (symbol === 'head' && members.length > 1) throw new MultipleHeadsError(identifier, idsOf(members));
  return { members, branch };
}

/** The revision with this name, or the only one whose name starts so. @throws if there is none or several, or it is off the branch */
export function lookUp(graph: RevisionGraph, name: GraphNode | string, branch?: string): GraphNode {
  const branchNode = branch === undefined ? undefined : resolveBranch(graph, branch);
  const node = typeof name === 'string' ? (graph.names.get(name) ?? lookUpPartial(graph, name, branch)) : name;
  if (branchNode === undefined || branch === undefined) return node;
  if (!lineageOf([branchNode], 'parents', graph.size).has(node)) throw new NotInBranchError(node.revision.id, branch);
  return node;
}

/** The revision that stands for a branch: its label's, or one named by identifier. @throws BranchNotFoundError */
export function resolveBranch(graph: RevisionGraph, branch: string): GraphNode {
  try {
    return lookUp(graph, branch);
  } catch (error) {
    if (error instanceof RevisionNotFoundError || error instanceof AmbiguousIdentifierError) {
      throw new BranchNotFoundError(branch, error);
    }
    throw error;
  }
}

/**
 * A filter for what shares a line of descent with `label`, `label@x` or a revision; everything passes for `base`.
 * Names are looked up when there is something to compare with them.
 */
export function lineageFilter(
  graph: RevisionGraph,
  identifier: string,
  edges: Edges = 'parents',
): (nodes: readonly GraphNode[]) => readonly GraphNode[] {
  const { members, branch } = expand(graph, identifier);
  const against = branch === undefined ? members : [branch, ...members];
  let lineage: NodeSet | undefined;
  return (nodes) => {
    if (nodes.length === 0 || against.length === 0) return nodes;
    const line = (lineage ??= lineageOf(
      against.map((member) => lookUp(graph, member)),
      edges,
      graph.size,
    ));
    return nodes.filter((node) => line.has(node));
  };
}

function lookUpPartial(graph: RevisionGraph, prefix: string, branch: string | undefined): GraphNode {
  if (prefix === '') throw new MalformedIdentifierError(prefix);
  let candidates: (readonly [string, GraphNode])[] = [];
  for (const entry of graph.names) {
    if (entry[0].startsWith(prefix) && Array.from(entry[0]).length >= SHORTEST_NAME_WITH_PREFIXES)
      candidates.push(entry);
  }
  if (branch !== undefined) {
    const onBranch = new Set(lineageFilter(graph, branch)(candidates.map(([, node]) => node)));
    candidates = candidates.filter(([, node]) => onBranch.has(node));
  }
  const [first, ...others] = candidates;
  if (first === undefined) throw new RevisionNotFoundError(prefix);
  if (others.length === 0) return first[1];
  throw new AmbiguousIdentifierError(
    prefix,
    candidates.map(([name]) => name),
  );
}
