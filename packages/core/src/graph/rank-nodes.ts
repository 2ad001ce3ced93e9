import type { NodeInTheMaking } from './build-nodes.js';
import { DependencyCycleError, RevisionCycleError } from './errors.js';

/** Gives each node its rank; throws with the path if parents, or parents and dependencies, form a circle. */
export function rankNodes(nodes: readonly NodeInTheMaking[]): void {
  /** Of each node, how many of those below it have their rank. */
  const ranked = new Int32Array(nodes.length);
  const ready = nodes.filter((node) => node.effectiveDown.length === 0);
  let rank = 0;
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    node.rank = rank;
    rank += 1;
    for (const child of node.allChildren) {
      const below = (ranked[child.index] ?? 0) + 1;
      ranked[child.index] = below;
      if (below === child.effectiveDown.length) ready.push(child);
    }
  }
  if (rank === nodes.length) return;
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
