import type { NodeInTheMaking } from './build-nodes.js';
import { DependencyCycleError, RevisionCycleError } from './errors.js';

/** Gives each node its rank; throws with the path if parents, or parents and dependencies, form a circle. */
export function rankNodes(nodes: readonly NodeInTheMaking[]): void {
  const waitingFor = new Int32Array(nodes.length);
  const queue: NodeInTheMaking[] = [];
  for (const node of nodes) {
    waitingFor[node.index] = node.effectiveDown.length;
    if (node.effectiveDown.length === 0) queue.push(node);
  }
  // The queue grows while it is read.
  for (let rank = 0; rank < queue.length; rank += 1) {
    const node = queue[rank];
    if (node === undefined) break;
    node.rank = rank;
    for (const child of node.allChildren) {
      const left = (waitingFor[child.index] ?? 0) - 1;
      waitingFor[child.index] = left;
      if (left === 0) queue.push(child);
    }
  }
  if (queue.length === nodes.length) return;
  const byParents = findCircle(nodes, (node) => node.down);
  if (byParents !== undefined) throw new RevisionCycleError(byParents);
  throw new DependencyCycleError(findCircle(nodes, (node) => node.effectiveDown) ?? []);
}

/** The first circle met in load order: each followed by the one it needs, the last being the first again. */
function findCircle(
  nodes: readonly NodeInTheMaking[],
  below: (node: NodeInTheMaking) => readonly NodeInTheMaking[],
): readonly string[] | undefined {
  const finished = new Uint8Array(nodes.length);
  const placeOnPath = new Int32Array(nodes.length).fill(-1);
  for (const start of nodes) {
    if (finished[start.index] === 1) continue;
    const path: { node: NodeInTheMaking; next: number }[] = [{ node: start, next: 0 }];
    placeOnPath[start.index] = 0;
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = below(top.node)[top.next];
      top.next += 1;
      if (next === undefined) {
        finished[top.node.index] = 1;
        placeOnPath[top.node.index] = -1;
        path.pop();
        continue;
      }
      const place = placeOnPath[next.index] ?? -1;
      if (place >= 0) return [...path.slice(place).map((entry) => entry.node.revision.id), next.revision.id];
      if (finished[next.index] === 1) continue;
      placeOnPath[next.index] = path.length;
      path.push({ node: next, next: 0 });
    }
  }
  return undefined;
}
