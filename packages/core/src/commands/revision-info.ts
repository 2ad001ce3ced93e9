import type { GraphNode } from '../graph/graph-node.js';
import { idsOf, type RevisionGraph } from '../graph/revision-graph.js';
import type { LoadedGraph } from './load-graph.js';

/** What the commands tell of a revision. */
export interface RevisionInfo {
  readonly revision: string;
  readonly downRevisions: readonly string[];
  readonly dependsOn: readonly string[];
  /** Labels that it declares. */
  readonly branchLabels: readonly string[];
  /** Labels of the line that it is on, its own among them. */
  readonly labels: readonly string[];
  /** First line of its message. */
  readonly message: string;
  /** The whole message. */
  readonly text: string;
  /** Absolute path. */
  readonly file: string;
  readonly isHead: boolean;
  /** A head that another revision depends on. */
  readonly isEffectiveHead: boolean;
  readonly isBase: boolean;
  readonly isBranchPoint: boolean;
  readonly isMergePoint: boolean;
  /** Revisions that follow it. */
  readonly children: readonly string[];
  /** Whether the database has it; left out where no database was asked. */
  readonly isApplied?: boolean;
  /** Whether it is a head of what the database has. */
  readonly isCurrent?: boolean;
}

/** What the database has, where it was asked. */
export interface AppliedMarks {
  readonly applied: ReadonlySet<string>;
  readonly current: ReadonlySet<string>;
}

function sorted(labels: ReadonlySet<string>): readonly string[] {
  return [...labels].toSorted();
}

const NONE: readonly string[] = Object.freeze([]);

export function revisionInfo(loaded: LoadedGraph, id: string, marks?: AppliedMarks): RevisionInfo {
  return infoOfNode(loaded, loaded.graph.node(id), marks);
}

export function infoOfNode({ graph, fileAt }: LoadedGraph, node: GraphNode, marks?: AppliedMarks): RevisionInfo {
  const { revision, children, allChildren, down } = node;
  const { id } = revision;
  const { file, text } = fileAt(node.index);
  const labels = graph.labelsOfNode(node);
  const info = {
    revision: id,
    downRevisions: revision.downRevisions,
    dependsOn: revision.dependsOn,
    branchLabels: revision.branchLabels,
    labels: labels.size === 0 ? NONE : sorted(labels),
    message: revision.message,
    text,
    file,
    isHead: children.length === 0,
    isEffectiveHead: children.length === 0 && allChildren.length > 0,
    isBase: down.length === 0,
    isBranchPoint: children.length > 1,
    isMergePoint: down.length > 1,
    children: children.length === 0 ? NONE : idsOf(children),
  };
  return marks === undefined ? info : { ...info, isApplied: marks.applied.has(id), isCurrent: marks.current.has(id) };
}

/** Which revisions are applied, and which of them are current, out of the rows of the version table. */
export function appliedMarks(
  graph: RevisionGraph,
  applied: readonly string[],
  current: readonly string[],
): AppliedMarks {
  const known = applied.filter((id) => graph.has(id));
  return { applied: known.length === 0 ? new Set() : graph.ancestors(known), current: new Set(current) };
}
