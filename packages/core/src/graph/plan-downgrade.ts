import { AppliedRevisions } from './applied.js';
import { NodeSet, type GraphNode } from './graph-node.js';
import { parseRange } from './identifier.js';
import { MalformedIdentifierError, RangeNotAllowedError, RangeRequiredError } from './identifier-errors.js';
import { newestFirst } from './line-order.js';
import { resolveBranch } from './names.js';
import { planOf, type Plan } from './plan.js';
import { InvalidDowngradeTargetError, RangeNotAncestorError } from './plan-errors.js';
import { AppliedPosition } from './position.js';
import { ancestorsOf, descendantsOf } from './reach.js';
import { resolveOne } from './resolve.js';
import type { RevisionGraph } from './revision-graph.js';
import { resolveDowngradeTarget, type DowngradeTarget } from './targets.js';

/**
 * What it takes to bring a database down to a target: all applied revisions above it and all that need those, on other
 * branches too, newest first.
 *
 * @param applied the rows of the version table, one an applied revision
 * @param target any identifier: `base`, `-1`, `label@base` …
 * @throws UnknownAppliedRevisionError, RangeNotAncestorError, InvalidDowngradeTargetError, AmbiguousDowngradeError, and what
 *   the identifier may raise
 */
export function planDowngrade(graph: RevisionGraph, applied: Iterable<string>, target: string): Plan {
  if (target.includes(':')) throw new RangeNotAllowedError(target);
  return downgradeFrom(graph, new AppliedRevisions(graph, applied), target);
}

/** The same without a database, for `downgrade FROM:TO --sql`. @throws RangeRequiredError too */
export function planDowngradeRange(graph: RevisionGraph, range: string): Plan {
  const parsed = parseRange(range);
  if (parsed === undefined) throw new RangeRequiredError(range);
  const start = parsed.start === undefined ? null : resolveOne(graph, parsed.start);
  // Down to nothing is never meant by leaving something out.
  if (parsed.end === undefined) throw new MalformedIdentifierError('');
  const applied = new AppliedRevisions(graph, start === null ? [] : [start.revision.id]);
  return downgradeFrom(graph, applied, parsed.end);
}

function downgradeFrom(graph: RevisionGraph, applied: AppliedRevisions, text: string): Plan {
  const found = resolveDowngradeTarget(graph, new AppliedPosition(graph, applied), text);
  const roots = rootsAbove(graph, found, text);
  const heads = applied.heads();
  const active = applied.closure();
  const dropped = new NodeSet(graph.size);
  for (const node of descendantsOf(roots, 'all', graph.size)) if (active.has(node)) dropped.add(node);
  const { target } = found;
  if (target !== null && target !== 'base' && dropped.size === 0 && !heads.includes(target)) {
    throw new RangeNotAncestorError(text, applied.headIds.join(', ') || 'base');
  }
  return planOf(graph, applied, 'downgrade', newestFirst(graph, dropped, heads));
}

/** The lowest revisions to take back: what follows the target, on its branch only where one is given and several follow. */
function rootsAbove(graph: RevisionGraph, { branch, target }: DowngradeTarget, text: string): readonly GraphNode[] {
  const toBase = target === null || target === 'base';
  const roots = toBase ? graph.baseNodes : target.children;
  // A labelled base counts once for each of its names, as in Alembic: it is what makes the branch be looked at.
  const count = toBase ? roots.reduce((sum, root) => sum + 1 + root.revision.branchLabels.length, 0) : roots.length;
  if (branch === undefined || count < 2) return roots;
  const line = ancestorsOf([resolveBranch(graph, branch)], 'parents', graph.size);
  const onBranch = roots.filter((root) => line.has(root));
  if (onBranch.length === 0) throw new InvalidDowngradeTargetError(text, branch);
  return onBranch;
}
