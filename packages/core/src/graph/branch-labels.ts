import type { GraphNode } from './graph-node.js';
import { descendantsOf } from './reach.js';

const NO_LABELS: ReadonlySet<string> = new Set();

/**
 * The labels that each revision belongs to, by index: those of its ancestors; and where the line above it runs straight
 * on to a head, those of its descendants, down to (not including) the nearest fork or merge. A dependency is a fork too.
 */
export function spreadLabels(nodes: readonly GraphNode[]): readonly ReadonlySet<string>[] {
  const labels: ReadonlySet<string>[] = nodes.map(() => NO_LABELS);
  const give = (node: GraphNode, names: readonly string[]): void => {
    const now = labels[node.index] ?? NO_LABELS;
    if (names.every((name) => now.has(name))) return;
    labels[node.index] = new Set([...now, ...names]);
  };
  for (const node of nodes) {
    const names = node.revision.branchLabels;
    if (names.length === 0) continue;
    for (const descendant of descendantsOf([node], 'parents', nodes.length)) give(descendant, names);
    if (!runsStraightUp(node)) continue;
    for (let below: GraphNode | undefined = node; below !== undefined && isOnLine(below); below = below.down[0]) {
      give(below, names);
    }
  }
  return labels;
}

/** Neither a fork nor a merge. */
function isOnLine(node: GraphNode): boolean {
  return node.allChildren.length <= 1 && node.down.length <= 1;
}

function runsStraightUp(start: GraphNode): boolean {
  let node = start;
  for (;;) {
    const child = node.children[0];
    // The fork or merge at the start itself stops the walk down; above it any does.
    if (child === undefined) return isOnLine(node);
    if (!isOnLine(node) && node !== start) return false;
    if (node === start && node.allChildren.length > 1) return false;
    node = child;
  }
}
