import type { GraphNode } from './graph-node.js';
import { integerOf } from './identifier.js';
import { MultipleHeadsError } from './identifier-errors.js';
import { expand, lookUp, resolveBranch } from './names.js';
import type { RevisionGraph } from './revision-graph.js';
import { walk, type Resolved } from './walk.js';

const STEPS_DOWN = /^-\p{Nd}+$/u;

/**
 * All revisions that an identifier stands for; none for `base`. Of relative forms it knows `-N` and `label@-N`, from
 * every head; commands that move a database know the others.
 *
 * @throws RevisionNotFoundError, AmbiguousIdentifierError, BranchNotFoundError, NotInBranchError, MultipleHeadsError,
 *   AmbiguousWalkError, MalformedIdentifierError
 */
export function resolveMany(graph: RevisionGraph, identifier: string): readonly Resolved[] {
  const { members, branch } = expand(graph, identifier);
  const [only] = members;
  const steps = members.length === 1 && typeof only === 'string' ? stepsDown(only) : 0;
  if (steps < 0) {
    // Nothing is in the branch of `@-1`, whose name is empty.
    const inBranch = (head: GraphNode): boolean => branch === undefined || graph.labelsOfNode(head).has(branch);
    return graph.realHeadNodes
      .filter((head) => inBranch(head) && !identifier.startsWith('@'))
      .map((start) => walk(graph, { start, steps, identifier }));
  }
  return members.map((member) => lookUp(graph, member, branch));
}

/** The one revision that an identifier stands for; null for `base`. @throws as `resolveMany` */
export function resolveOne(graph: RevisionGraph, identifier: string): GraphNode | null {
  const { members, branch } = expand(graph, identifier);
  if (members.length > 1) {
    throw new MultipleHeadsError(
      identifier,
      members.map((member) => (typeof member === 'string' ? member : member.revision.id)),
    );
  }
  const [member] = members;
  if (member !== undefined) return lookUp(graph, member, branch);
  if (branch !== undefined) resolveBranch(graph, branch);
  return null;
}

/** How far down `-N` goes, spaces around it or none; 0 where the text is something else. */
function stepsDown(text: string): number {
  const trimmed = text.trim();
  return STEPS_DOWN.test(trimmed) ? integerOf(trimmed) : 0;
}
