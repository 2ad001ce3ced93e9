import type { AppliedRevisions } from './applied.js';
import type { GraphNode } from './graph-node.js';
import { HeadsTimeline } from './heads-timeline.js';
import { idsOf, type RevisionGraph } from './revision-graph.js';
import type { Revision } from './revision.js';

export type Direction = 'upgrade' | 'downgrade';

/** One revision that is applied or taken back. */
export interface PlanStep {
  readonly revision: Revision;
  readonly direction: Direction;
  /** The heads of the applied revisions once this step is done, in load order. Worked out when it is read. */
  readonly headsAfter: readonly string[];
}

/** What an upgrade or a downgrade does, in order. */
export interface Plan {
  readonly direction: Direction;
  readonly steps: readonly PlanStep[];
  /** The heads before, in the order of the rows. */
  readonly from: readonly string[];
  /** The heads at the end, in load order. */
  readonly to: readonly string[];
}

/** Puts steps behind each other, starting from what is applied. */
export function planOf(
  graph: RevisionGraph,
  applied: AppliedRevisions,
  direction: Direction,
  nodes: readonly GraphNode[],
): Plan {
  const from = idsOf(applied.heads());
  const timeline = new HeadsTimeline(graph, applied, direction, nodes);
  return {
    direction,
    from,
    steps: nodes.map((node, index) => new TimedStep(node.revision, direction, timeline, index)),
    get to() {
      return timeline.headsAfter(nodes.length);
    },
  };
}

class TimedStep implements PlanStep {
  readonly revision: Revision;
  readonly direction: Direction;
  readonly #timeline: HeadsTimeline;
  readonly #index: number;

  constructor(revision: Revision, direction: Direction, timeline: HeadsTimeline, index: number) {
    this.revision = revision;
    this.direction = direction;
    this.#timeline = timeline;
    this.#index = index;
  }

  get headsAfter(): readonly string[] {
    return this.#timeline.headsAfter(this.#index + 1);
  }
}
