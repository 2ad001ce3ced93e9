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
  const nodes: NodeInTheMaking[] = [];
  let hasLabels = false;
  let hasDependencies = false;
  for (const revision of revisions) {
    const { id } = revision;
    if (revision.downRevisions.includes(id)) throw new RevisionLoopError(id);
    if (revision.dependsOn.length > 0) {
      if (revision.dependsOn.includes(id)) throw new DependencyLoopError(id);
      hasDependencies = true;
    }
    hasLabels ||= revision.branchLabels.length > 0;
    checkRevisionId(id);
    const node: NodeInTheMaking = {
      revision,
      index: nodes.length,
      down: NONE,
      dependencies: NONE,
      effectiveDown: NONE,
      children: NONE,
      allChildren: NONE,
      rank: -1,
    };
    nodes.push(node);
    byName.set(id, node);
    // One look into the map instead of two.
    if (byName.size < nodes.length) throw new DuplicateRevisionError(id);
  }
  if (hasLabels) nameByLabels(nodes, byName);
  if (hasDependencies) linkDependencies(nodes, byName);
  for (const node of nodes) {
    linkDown(node, byName);
    linkUpward(node);
  }
  rankNodes(nodes);
  if (hasDependencies) dropImpliedDependencies(nodes);
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

function linkDependencies(nodes: readonly NodeInTheMaking[], byName: ReadonlyMap<string, NodeInTheMaking>): void {
  for (const node of nodes) {
    if (node.revision.dependsOn.length === 0) continue;
    const dependencies = node.revision.dependsOn.map((name) => {
      const dependency = byName.get(name);
      if (dependency === undefined) throw new MissingDependencyError(node.revision.id, name);
      return dependency;
    });
    node.dependencies = [...new Set(dependencies)];
  }
}

/** Enters a node's parents, and with its dependencies all that is below it. */
function linkDown(node: NodeInTheMaking, byName: ReadonlyMap<string, NodeInTheMaking>): void {
  const names = node.revision.downRevisions;
  const only = names[0];
  if (names.length === 1 && only !== undefined) node.down = [parentOf(node, only, byName)];
  else if (names.length > 1) node.down = parentsOf(node, names, byName);
  node.effectiveDown = node.dependencies.length === 0 ? node.down : allBelow(node);
}

function parentsOf(
  node: NodeInTheMaking,
  names: readonly string[],
  byName: ReadonlyMap<string, NodeInTheMaking>,
): NodeInTheMaking[] {
  return [...new Set(names.map((name) => parentOf(node, name, byName)))];
}

function allBelow({ down, dependencies }: NodeInTheMaking): NodeInTheMaking[] {
  return [...new Set([...down, ...dependencies])];
}

function parentOf(node: NodeInTheMaking, name: string, byName: ReadonlyMap<string, NodeInTheMaking>): NodeInTheMaking {
  const parent = byName.get(name);
  // A label is no parent: it would move with the branch.
  if (parent === undefined || parent.revision.id !== name) throw new MissingParentError(node.revision.id, name);
  return parent;
}

/** Enters a node with those below it. Where nothing depends on a node, its two lists of children are one. */
function linkUpward(node: NodeInTheMaking): void {
  for (let place = 0; place < node.down.length; place += 1) {
    const parent = node.down[place];
    if (parent === undefined) continue;
    const shared = parent.children === parent.allChildren;
    if (parent.children === NONE) parent.children = [node];
    else parent.children.push(node);
    if (shared) parent.allChildren = parent.children;
    else parent.allChildren.push(node);
  }
  if (node.dependencies.length > 0) linkDependants(node);
}

function linkDependants(node: NodeInTheMaking): void {
  for (const dependency of node.dependencies) {
    if (node.down.includes(dependency)) continue;
    if (dependency.children === dependency.allChildren) dependency.allChildren = [...dependency.children];
    dependency.allChildren.push(node);
  }
}
