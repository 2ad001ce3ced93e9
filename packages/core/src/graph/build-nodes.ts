import {
  DependencyLoopError,
  DuplicateRevisionError,
  ILLEGAL_REVISION_ID_CHARACTERS,
  IllegalRevisionIdError,
  LabelTakenError,
  MAX_REVISION_ID_LENGTH,
  MissingDependencyError,
  MissingParentError,
  RevisionIdTooLongError,
  RevisionLoopError,
} from './errors.js';
import { dropImpliedDependencies } from './implied-dependencies.js';
import { rankNodes } from './rank-nodes.js';
import type { Revision } from './revision.js';

/** A node while its graph is being built. */
export interface NodeInTheMaking {
  readonly revision: Revision;
  readonly index: number;
  down: NodeInTheMaking[];
  dependencies: NodeInTheMaking[];
  effectiveDown: NodeInTheMaking[];
  children: NodeInTheMaking[];
  allChildren: NodeInTheMaking[];
  rank: number;
}

export interface BuiltNodes {
  /** In load order. */
  readonly nodes: readonly NodeInTheMaking[];
  /** By identifier, and after all identifiers by declared branch label. */
  readonly byName: ReadonlyMap<string, NodeInTheMaking>;
}

const ILLEGAL = /[@\-+:]/;
const NONE: NodeInTheMaking[] = [];

/** Says what is wrong with an identifier for a new or loaded revision. */
export function checkRevisionId(id: string): void {
  if (id === '') throw new IllegalRevisionIdError(id, []);
  if (ILLEGAL.test(id)) {
    throw new IllegalRevisionIdError(
      id,
      ILLEGAL_REVISION_ID_CHARACTERS.filter((character) => id.includes(character)),
    );
  }
  if (id.length > MAX_REVISION_ID_LENGTH) {
    const length = Array.from(id).length;
    if (length > MAX_REVISION_ID_LENGTH) throw new RevisionIdTooLongError(id, length);
  }
}

/** Links the revisions with each other; throws at the first thing that makes them no graph. */
export function buildNodes(revisions: readonly Revision[]): BuiltNodes {
  const byName = new Map<string, NodeInTheMaking>();
  const nodes = revisions.map((revision, index) => {
    if (revision.downRevisions.includes(revision.id)) throw new RevisionLoopError(revision.id);
    if (revision.dependsOn.includes(revision.id)) throw new DependencyLoopError(revision.id);
    checkRevisionId(revision.id);
    if (byName.has(revision.id)) throw new DuplicateRevisionError(revision.id);
    const node: NodeInTheMaking = {
      revision,
      index,
      down: NONE,
      dependencies: NONE,
      effectiveDown: NONE,
      children: NONE,
      allChildren: NONE,
      rank: -1,
    };
    byName.set(revision.id, node);
    return node;
  });
  nameByLabels(nodes, byName);
  const anyDependencies = linkDependencies(nodes, byName);
  linkParents(nodes, byName);
  for (const node of nodes) linkUpward(node);
  rankNodes(nodes);
  if (anyDependencies) dropImpliedDependencies(nodes);
  return { nodes, byName };
}

function nameByLabels(nodes: readonly NodeInTheMaking[], byName: Map<string, NodeInTheMaking>): void {
  for (const node of nodes) {
    for (const label of node.revision.branchLabels) {
      const taken = byName.get(label);
      if (taken !== undefined) throw new LabelTakenError(label, node.revision.id, taken.revision.id);
      byName.set(label, node);
    }
  }
}

function linkDependencies(nodes: readonly NodeInTheMaking[], byName: ReadonlyMap<string, NodeInTheMaking>): boolean {
  let any = false;
  for (const node of nodes) {
    if (node.revision.dependsOn.length === 0) continue;
    any = true;
    const dependencies = node.revision.dependsOn.map((name) => {
      const dependency = byName.get(name);
      if (dependency === undefined) throw new MissingDependencyError(node.revision.id, name);
      return dependency;
    });
    node.dependencies = [...new Set(dependencies)];
  }
  return any;
}

function linkParents(nodes: readonly NodeInTheMaking[], byName: ReadonlyMap<string, NodeInTheMaking>): void {
  for (const node of nodes) {
    const parents = node.revision.downRevisions.map((name) => {
      const parent = byName.get(name);
      // A label is no parent: it would move with the branch.
      if (parent === undefined || parent.revision.id !== name) throw new MissingParentError(node.revision.id, name);
      return parent;
    });
    if (parents.length > 0) node.down = parents.length === 1 ? parents : [...new Set(parents)];
    node.effectiveDown =
      node.dependencies.length === 0 ? node.down : [...new Set([...node.down, ...node.dependencies])];
  }
}

/** Enters a node with those below it. Where nothing depends on a node, its two lists of children are one. */
function linkUpward(node: NodeInTheMaking): void {
  for (const parent of node.down) {
    const shared = parent.children === parent.allChildren;
    if (parent.children === NONE) parent.children = [node];
    else parent.children.push(node);
    if (shared) parent.allChildren = parent.children;
    else parent.allChildren.push(node);
  }
  for (const dependency of node.dependencies) {
    if (node.down.includes(dependency)) continue;
    if (dependency.children === dependency.allChildren) dependency.allChildren = [...dependency.children];
    dependency.allChildren.push(node);
  }
}
