import type { GraphNode } from './graph-node.js';
import { parseIdentifier, type RelativeIdentifier } from './identifier.js';
import { AmbiguousWalkError, RelativeTooFarError, WalkedTooFarError } from './identifier-errors.js';
import { lineageFilter, lookUp } from './names.js';
import { AmbiguousDowngradeError, AmbiguousUpgradeError } from './plan-errors.js';
import type { Position } from './position.js';
import { ancestorsOf } from './reach.js';
import { resolveMany, resolveOne } from './resolve.js';
import { idsOf, type RevisionGraph } from './revision-graph.js';
import { nodesIn, walk, type Resolved } from './walk.js';

/** What a downgrade goes down to, and the branch that it is restricted to. */
export interface DowngradeTarget {
  readonly branch: string | undefined;
  /** `'base'` and null: all the way down. */
  readonly target: Resolved;
}

export interface TargetOptions {
  /** A walk that would leave the graph stops at its end. */
  readonly clamp?: boolean;
}

/** What the target of an upgrade stands for, seen from a position. Null where a walk from a named revision left the graph. */
export function resolveUpgradeTarget(
  graph: RevisionGraph,
  position: Position,
  target: string,
  { clamp = false }: TargetOptions = {},
): readonly Resolved[] {
  const identifier = parseIdentifier(target);
  if (identifier.kind === 'absolute') return resolveMany(graph, target);
  const { branch, symbol, steps } = identifier;
  if (symbol === undefined) {
    if (steps <= 0) throw new RelativeTooFarError(target, 'an upgrade goes up');
    const start = startOfUpgrade(graph, position, identifier);
    const found = walk(graph, { start, steps, identifier: target, branch, clamp });
    if (found === null) throw new RelativeTooFarError(target, `there are not ${steps} revisions to go up`);
    return [found];
  }
  if (steps > 0) {
    return [walk(graph, { start: resolveOne(graph, symbol), steps, identifier: target, branch, clamp })];
  }
  return [walk(graph, { start: resolveOne(graph, within(branch, symbol)), steps, identifier: target, clamp })];
}

/** What the target of a downgrade stands for, seen from a position. */
export function resolveDowngradeTarget(
  graph: RevisionGraph,
  position: Position,
  target: string,
  { clamp = false }: TargetOptions = {},
): DowngradeTarget {
  const identifier = parseIdentifier(target);
  if (identifier.kind === 'absolute') {
    // Unlike elsewhere the last `@` counts, and the revision need not be on the branch.
    const at = target.lastIndexOf('@');
    return { branch: at <= 0 ? undefined : target.slice(0, at), target: resolveOne(graph, target.slice(at + 1)) };
  }
  const { branch, symbol, steps } = identifier;
  if (symbol === undefined) return downFromPosition(graph, position, identifier, clamp);
  const found =
    steps >= 0
      ? walk(graph, { start: resolveOne(graph, symbol), steps, identifier: target, branch, clamp })
      : walk(graph, { start: resolveOne(graph, within(branch, symbol)), steps, identifier: target, clamp });
  if (found === null) throw new WalkedTooFarError(target);
  return { branch, target: found };
}

function within(branch: string | undefined, symbol: string): string {
  return branch === undefined ? symbol : `${branch}@${symbol}`;
}

function startOfUpgrade(
  graph: RevisionGraph,
  position: Position,
  { text, branch }: RelativeIdentifier,
): GraphNode | null {
  if (branch === undefined) {
    if (position.names.length > 1) throw new AmbiguousUpgradeError(text, position.names);
    return position.names.length === 0 ? null : position.startUp();
  }
  // A walk that ended at base is looked up by that name here: there is no branch to find below the bases.
  const current = nodesIn(position.all().map((at) => (at === 'base' ? lookUp(graph, at) : at)));
  const onBranch = lineageFilter(graph, branch);
  let starts = onBranch(current);
  if (starts.length === 0) {
    // Nothing of the branch is current: its furthest revision that something current needs.
    const active = onBranch([...ancestorsOf(current, 'all', graph.size)]);
    const needed = new Set(active.flatMap((node) => node.effectiveDown));
    starts = active.filter((node) => !needed.has(node));
  }
  if (starts.length > 1) throw new AmbiguousUpgradeError(text, idsOf(starts));
  return starts[0] ?? null;
}

function downFromPosition(
  graph: RevisionGraph,
  position: Position,
  { text, branch, steps }: RelativeIdentifier,
  clamp: boolean,
): DowngradeTarget {
  if (steps >= 0) throw new RelativeTooFarError(text, 'a downgrade goes down');
  const start = branch === undefined ? onlyStart(position, text) : startOnBranch(graph, position, text, branch);
  const found = walk(graph, { start, steps, identifier: text, clamp });
  if (found === null) throw new RelativeTooFarError(text, `there are not ${-steps} revisions to go down`);
  return { branch: branch ?? position.names[0], target: found };
}

function onlyStart(position: Position, text: string): GraphNode | null {
  if (position.names.length === 0) throw new RelativeTooFarError(text, 'nothing is applied');
  if (position.names.length > 1) {
    // A row that no file explains is the worse trouble, and is told first.
    position.all();
    throw new AmbiguousDowngradeError(text, position.names);
  }
  return position.startDown();
}

function startOnBranch(graph: RevisionGraph, position: Position, text: string, branch: string): GraphNode | null {
  let starts = position.inBranch(branch);
  if (starts.length === 0) {
    // The tip of the branch may be applied because something current depends on it.
    const active = ancestorsOf(nodesIn(position.all()), 'all', graph.size);
    const tips = [...active].filter((node) => !node.children.some((child) => active.has(child)));
    starts = lineageFilter(graph, branch)(tips);
  }
  if (starts.length > 1) throw new AmbiguousWalkError(text, undefined, idsOf(starts));
  const start = starts[0];
  if (start === undefined) throw new RelativeTooFarError(text, `nothing of the branch '${branch}' is applied`);
  return resolveOne(graph, `${branch}@${start.revision.id}`);
}
