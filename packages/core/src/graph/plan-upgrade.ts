import { AppliedRevisions } from './applied.js';
import { NodeSet } from './graph-node.js';
import { parseRange } from './identifier.js';
import { RangeNotAllowedError, RelativeTooFarError } from './identifier-errors.js';
import { newestFirst } from './line-order.js';
import { refuseOverlap } from './overlap.js';
import { planOf, type Plan } from './plan.js';
import { AppliedPosition } from './position.js';
import { ancestorsOf } from './reach.js';
import { resolveOne } from './resolve.js';
import type { RevisionGraph } from './revision-graph.js';
import { resolveUpgradeTarget } from './targets.js';
import { nodesIn } from './walk.js';

/**
 * What it takes to bring a database up to a target: the target's revisions and all that they need, without what is applied,
 * oldest first.
 *
 * @param applied the rows of the version table, one an applied revision
 * @param target any identifier: `head`, `heads`, `+1`, `label@head` …
 * @throws UnknownAppliedRevisionError, and what the identifier may raise
 */
export function planUpgrade(graph: RevisionGraph, applied: Iterable<string>, target: string): Plan {
  if (target.includes(':')) throw new RangeNotAllowedError(target);
  return upgradeFrom(graph, new AppliedRevisions(graph, applied), target);
}

/**
 * The same without a database, for `upgrade FROM:TO --sql`: the plan's `from` are the heads that FROM stands for (none if it is
 * left out), and without TO it goes up to all heads.
 */
export function planUpgradeRange(graph: RevisionGraph, range: string): Plan {
  const parsed = parseRange(range);
  const start = parsed?.start === undefined ? null : resolveOne(graph, parsed.start);
  const applied = new AppliedRevisions(graph, start === null ? [] : [start.revision.id]);
  return upgradeFrom(graph, applied, parsed === undefined ? range : (parsed.end ?? 'heads'));
}

function upgradeFrom(graph: RevisionGraph, applied: AppliedRevisions, target: string): Plan {
  const resolved = resolveUpgradeTarget(graph, new AppliedPosition(graph, applied), target);
  if (resolved.includes(null)) throw new RelativeTooFarError(target, 'there are not so many revisions');
  const targets = nodesIn(resolved);
  refuseOverlap(graph, targets);
  const required = ancestorsOf(targets, 'all', graph.size);
  const present = applied.closure();
  const needed = new NodeSet(graph.size);
  for (const node of required.members) if (!present.has(node)) needed.add(node);
  return planOf(graph, applied, 'upgrade', newestFirst(graph, needed, targets, required).toReversed());
}
