import { checkRevisionId } from './build-nodes.js';
import {
  DependencyLoopError,
  DuplicateRevisionError,
  LabelTakenError,
  RelativeTooFarError,
  RevisionLoopError,
  RevisionNotFoundError,
} from './errors.js';
import type { GraphNode } from './graph-node.js';
import { DuplicateParentError, NotAHeadError } from './plan-errors.js';
import { resolveMany, resolveOne } from './resolve.js';
import type { RevisionGraph } from './revision-graph.js';
import type { Revision } from './revision.js';
import { nodesIn, type Resolved } from './walk.js';

/** What `revision` and `merge` are asked for. */
export interface NewRevisionRequest {
  readonly id: string;
  /** What it follows, as identifiers; `['head']` if left out. Several make a merge. */
  readonly parents?: readonly string[];
  /** Lets it follow a revision that others follow already. */
  readonly splice?: boolean;
  readonly branchLabels?: readonly string[];
  /** Identifiers; partial ones are written in full, labels stay labels. */
  readonly dependsOn?: readonly string[];
  readonly message?: string;
}

/** The header of a new revision, and the heads once it is there. */
export interface NewRevision {
  readonly revision: Revision;
  /** Heads of the graph with it, in load order, it being last. */
  readonly heads: readonly string[];
}

/**
 * Checks a new revision against the graph and resolves what it names. Nothing is written.
 *
 * @throws IllegalRevisionIdError, RevisionIdTooLongError, DuplicateRevisionError, DuplicateParentError, NotAHeadError,
 *   MultipleHeadsError, LabelTakenError, RevisionLoopError, DependencyLoopError, and what an identifier may raise
 */
export function planNewRevision(graph: RevisionGraph, request: NewRevisionRequest): NewRevision {
  const { id, parents = ['head'], splice = false, branchLabels = [], dependsOn = [], message = '' } = request;
  checkRevisionId(id);
  const down = parentsOf(graph, parents);
  for (const node of down) if (!splice && node.children.length > 0) throw new NotAHeadError(node.revision.id);
  const dependencies = dependsOn.map((name) => dependencyName(graph, name));
  const downRevisions = down.map((node) => node.revision.id);
  if (downRevisions.includes(id)) throw new RevisionLoopError(id);
  if (dependencies.includes(id)) throw new DependencyLoopError(id);
  if (graph.has(id)) throw new DuplicateRevisionError(id);
  checkLabels(graph, id, branchLabels);
  return {
    revision: { id, downRevisions, dependsOn: dependencies, branchLabels, message },
    heads: [...graph.heads.filter((head) => !downRevisions.includes(head)), id],
  };
}

/** A walk past the bases counts as base, as in Alembic; two of them are one parent twice. */
function parentsOf(graph: RevisionGraph, parents: readonly string[]): readonly GraphNode[] {
  const named = parents.flatMap((parent) => resolveMany(graph, parent).map((resolved) => ({ parent, resolved })));
  const seen = new Set<Resolved>();
  for (const { parent, resolved } of named) {
    if (resolved === 'base') throw new RelativeTooFarError(parent, 'there are not so many revisions');
    if (seen.has(resolved)) throw new DuplicateParentError(resolved?.revision.id ?? 'base');
    seen.add(resolved);
  }
  return nodesIn([...seen]);
}

/** A label stays a label, so that the dependency moves with its branch; all else becomes the full identifier. */
function dependencyName(graph: RevisionGraph, name: string): string {
  const node = resolveOne(graph, name);
  if (node === null) throw new RevisionNotFoundError(name);
  return graph.labelsOfNode(node).has(name) ? name : node.revision.id;
}

function checkLabels(graph: RevisionGraph, id: string, labels: readonly string[]): void {
  const own = new Set<string>();
  for (const label of labels) {
    const taken = graph.names.get(label);
    if (taken !== undefined) throw new LabelTakenError(label, id, taken.revision.id);
    if (label === id || own.has(label)) throw new LabelTakenError(label, id, id);
    own.add(label);
  }
}
