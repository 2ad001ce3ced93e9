import type { NodeInTheMaking } from './build-nodes.js';

/**
 * Takes out of `effectiveDown` each dependency that an ancestor (by parents) names too: there it is met already.
 *
 * Only a dependency that several revisions name can be implied, so each such one is looked at once, and the search stays
 * above the lowest revision that names it.
 */
export function dropImpliedDependencies(nodes: readonly NodeInTheMaking[]): void {
  const namedBy = new Map<NodeInTheMaking, NodeInTheMaking[]>();
  for (const node of nodes) {
    for (const dependency of node.dependencies) {
      const names = namedBy.get(dependency);
      if (names === undefined) namedBy.set(dependency, [node]);
      else names.push(node);
    }
  }
  // Per node the number of the search that saw it, and whether that search found a revision with the dependency at or below.
  const seenBy = new Int32Array(nodes.length);
  const holds = new Uint8Array(nodes.length);
  let search = 0;
  for (const [dependency, names] of namedBy) {
    if (names.length === 1) continue;
    search += 1;
    const lowest = names.reduce((rank, node) => Math.min(rank, node.rank), Infinity);
    const inAscendingRank = names.toSorted((left, right) => left.rank - right.rank);
    for (const node of inAscendingRank) {
      if (node.down.some((parent) => holdsBelow(parent, { seenBy, holds, search, lowest }))) {
        node.effectiveDown = node.effectiveDown.filter((below) => below !== dependency || node.down.includes(below));
      }
      seenBy[node.index] = search;
      holds[node.index] = 1;
    }
  }
}

interface Search {
  readonly seenBy: Int32Array;
  readonly holds: Uint8Array;
  readonly search: number;
  readonly lowest: number;
}

/** Whether the node or an ancestor was marked as holding the dependency. Lower holders are marked before it is asked. */
function holdsBelow(start: NodeInTheMaking, { seenBy, holds, search, lowest }: Search): boolean {
  const known = (node: NodeInTheMaking): boolean => seenBy[node.index] === search || node.rank < lowest;
  const path: { node: NodeInTheMaking; next: number; found: boolean }[] = [];
  const value = (node: NodeInTheMaking): boolean => seenBy[node.index] === search && holds[node.index] === 1;
  if (known(start)) return value(start);
  path.push({ node: start, next: 0, found: false });
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const parent = top.found ? undefined : top.node.down[top.next];
    top.next += 1;
    if (parent === undefined) {
      seenBy[top.node.index] = search;
      holds[top.node.index] = top.found ? 1 : 0;
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) above.found ||= top.found;
    } else if (known(parent)) {
      top.found = value(parent);
    } else {
      path.push({ node: parent, next: 0, found: false });
    }
  }
  return value(start);
}
