import { AppliedRevisions } from './applied.js';
import { NodeSet, type GraphNode } from './graph-node.js';
import { parseHistoryRange, parseRelative } from './identifier.js';
import { BranchNotFoundError } from './identifier-errors.js';
import { newestFirst } from './line-order.js';
import { refuseOverlap } from './overlap.js';
import { RangeNotAncestorError } from './plan-errors.js';
import { AppliedPosition, NamedPosition, type Position } from './position.js';
import { ancestorsOf, descendantsOf, lineageOf } from './reach.js';
import { resolveOne } from './resolve.js';
import type { RevisionGraph } from './revision-graph.js';
import type { Revision } from './revision.js';
import { resolveDowngradeTarget, resolveUpgradeTarget } from './targets.js';
import { nodesIn, type Resolved } from './walk.js';

/** One end of a history range: typed, or the state of the database. */
type RangeEnd = string | AppliedRevisions;

/**
 * The revisions of a range, newest first, both ends included; without a range all of them.
 *
 * @param range `start:end`, where either may be left out, be relative, or be `current`
 * @param applied the rows of the version table; needed where the range holds `current`
 */
export function history(graph: RevisionGraph, range?: string, applied: Iterable<string> = []): readonly Revision[] {
  return historyNodes(graph, range, applied).map((node) => node.revision);
}

/** The same as nodes of the graph. */
export function historyNodes(
  graph: RevisionGraph,
  range?: string,
  applied: Iterable<string> = [],
): readonly GraphNode[] {
  const { start, end } = range === undefined ? { start: undefined, end: undefined } : parseHistoryRange(range);
  let lower: RangeEnd = start ?? 'base';
  let upper: RangeEnd = end ?? 'heads';
  if (end === 'current') upper = currentOr(graph, applied, 'heads');
  else if (start === 'current') lower = currentOr(graph, applied, 'base');
  try {
    const { nodes, tops, scope } = collect(graph, lower, upper);
    return newestFirst(graph, nodes, tops, scope);
  } catch (error) {
    const isBelow = error instanceof BranchNotFoundError || error instanceof RangeNotAncestorError;
    const walk = typeof lower === 'string' ? parseRelative(lower) : undefined;
    if (isBelow && walk !== undefined && walk.symbol === undefined) {
      const rest = end === undefined ? 'the range out' : `its start out, as in :${end}`;
      error.hint = `There may be fewer revisions than ${walk.text} goes back. Leave ${rest}, to see all of them.`;
    }
    throw error;
  }
}

/** Whether `history` needs the rows of the version table for this range. */
export function rangeNeedsApplied(range: string): boolean {
  const { start, end } = parseHistoryRange(range);
  return start === 'current' || end === 'current';
}

/** Where nothing is applied, `current` says nothing, as if that end were left out. */
function currentOr(graph: RevisionGraph, applied: Iterable<string>, otherwise: string): RangeEnd {
  const current = new AppliedRevisions(graph, applied);
  return current.headIds.length === 0 ? otherwise : current;
}

interface Collected {
  readonly nodes: NodeSet;
  readonly tops: readonly GraphNode[];
  /** The tops and all that they need. */
  readonly scope: NodeSet;
}

function collect(graph: RevisionGraph, lower: RangeEnd, upper: RangeEnd): Collected {
  const clamp = { clamp: true };
  const at = (end: RangeEnd): Position =>
    typeof end === 'string' ? new NamedPosition(graph, end) : new AppliedPosition(graph, end);
  const resolvedUpper: readonly Resolved[] =
    typeof upper === 'string' ? resolveUpgradeTarget(graph, at(lower), upper, clamp) : upper.heads();
  const tops = restrictToBranch(graph, nodesIn(resolvedUpper), lower);
  refuseOverlap(graph, tops);
  const required = ancestorsOf(tops, 'all', graph.size);

  let starts: readonly Resolved[] = at(lower).all();
  const outside = starts.some((start) => start === 'base' || (start !== null && !required.has(start)));
  if (outside) throw new RangeNotAncestorError(describe(lower), describe(upper));
  if (typeof lower === 'string' && starts[0] === null) {
    // The walk down from the heads went past the base: from the upper end it may not.
    const { target } = resolveDowngradeTarget(graph, at(upper), lower, clamp);
    starts = target === null || target === 'base' ? [] : [target];
  }
  const bottoms = nodesIn(starts);
  refuseOverlap(graph, bottoms);
  if (bottoms.length === 0) return { nodes: required, tops, scope: required };
  const nodes = new NodeSet(graph.size);
  const above = descendantsOf(bottoms, 'parents', graph.size);
  const below = ancestorsOf(bottoms, 'all', graph.size);
  for (const node of required.members) if (above.has(node) && !below.has(node)) nodes.add(node);
  for (const node of bottoms) nodes.add(node);
  return { nodes, tops, scope: ancestorsOf([...tops, ...bottoms], 'all', graph.size) };
}

/** `label@…` as the lower end keeps only the tops of that branch; so does `revision@…`. */
function restrictToBranch(graph: RevisionGraph, tops: readonly GraphNode[], lower: RangeEnd): readonly GraphNode[] {
  const at = typeof lower === 'string' ? lower.indexOf('@') : -1;
  if (typeof lower !== 'string' || at < 0) return tops;
  const branch = lower.slice(0, at);
  const node = branch === '' ? null : resolveOne(graph, branch);
  if (node?.revision.id !== branch) return tops.filter((top) => graph.labelsOfNode(top).has(branch));
  const labels = [...graph.labelsOfNode(node)];
  const [label] = labels;
  if (label !== undefined && labels.length === 1) return tops.filter((top) => graph.labelsOfNode(top).has(label));
  const line = lineageOf([node], 'parents', graph.size);
  return tops.filter((top) => line.has(top));
}

function describe(end: RangeEnd): string {
  return typeof end === 'string' ? end : end.headIds.join(', ');
}
