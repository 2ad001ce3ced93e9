import { headsOf } from '../../../packages/core/dist/graph/applied.js';
import { history } from '../../../packages/core/dist/graph/history.js';
import { planUpgrade } from '../../../packages/core/dist/graph/plan-upgrade.js';
import { RevisionGraph } from '../../../packages/core/dist/graph/revision-graph.js';
import type { Revision } from '../../../packages/core/dist/graph/revision.js';

/** What the graph may cost at most when there are ten times as many revisions. */
const HIGHEST_RATIO = 12;
const SMALL = 10_000;
const LARGE = 100_000;
const ROUNDS = 5;

export interface GraphMemoryResult {
  readonly shape: string;
  /** Median CPU milliseconds of 10,000 and of 100,000 revisions. */
  readonly small: number;
  readonly large: number;
  readonly ratio: number;
  /** Megabytes of heap that the larger graph and its plan add at most. */
  readonly megabytes: number;
  readonly withinLimit: boolean;
}

const SHAPES: readonly { readonly name: string; readonly revisions: (count: number) => readonly Revision[] }[] = [
  { name: 'linear', revisions: linear },
  { name: 'merge every 10', revisions: mergeEveryTen },
];

/** Builds a graph, and takes its heads, the plan of a whole upgrade with the heads after each step, its history, and the heads of all. */
export async function benchGraphInMemory(): Promise<readonly GraphMemoryResult[]> {
  const results: GraphMemoryResult[] = [];
  for (const { name, revisions } of SHAPES) {
    const few = revisions(SMALL);
    const many = revisions(LARGE);
    measure(few, LARGE / SMALL);
    // The sizes take turns, so that what else the machine does falls on both.
    const rounds = Array.from({ length: ROUNDS }, () => ({ small: measure(few, LARGE / SMALL), large: measure(many) }));
    const small = median(rounds.map((round) => round.small.milliseconds));
    const large = median(rounds.map((round) => round.large.milliseconds));
    const result: GraphMemoryResult = {
      shape: name,
      small,
      large,
      ratio: large / small,
      megabytes: Math.max(...rounds.map((round) => round.large.megabytes)),
      withinLimit: large / small <= HIGHEST_RATIO,
    };
    process.stdout.write(
      `graph in memory, ${name}: ${small.toFixed(0)} ms for 10,000, ${large.toFixed(0)} ms for 100,000 revisions: ` +
        `${result.ratio.toFixed(1)} times (at most ${HIGHEST_RATIO}), ${result.megabytes.toFixed(0)} MB\n`,
    );
    results.push(result);
  }
  return results;
}

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** CPU time of one pass; a small graph is passed so often that the garbage collector gets as much to do as with a large one. */
function measure(revisions: readonly Revision[], passes = 1): Measured {
  // Without --expose-gc there is none, and the figures hold what earlier rounds left.
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const start = process.cpuUsage();
  for (let pass = 0; pass < passes; pass += 1) useGraph(revisions);
  const { user, system } = process.cpuUsage(start);
  return {
    milliseconds: (user + system) / 1000 / passes,
    megabytes: (process.memoryUsage().heapUsed - heap) / 1e6,
  };
}

function useGraph(revisions: readonly Revision[]): void {
  const graph = new RevisionGraph(revisions);
  const plan = planUpgrade(graph, [], 'heads');
  let heads = graph.heads.length;
  for (const step of plan.steps) heads += step.headsAfter.length;
  const listed = history(graph).length;
  const atEnd = headsOf(
    graph,
    plan.steps.map((step) => step.revision.id),
  );
  if (listed !== revisions.length || atEnd.length !== graph.realHeads.length || heads === 0)
    throw new Error('The graph lost revisions.');
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const idOf = (index: number): string => `r${index.toString(16).padStart(8, '0')}`;

function revision(index: number, ...parents: readonly number[]): Revision {
  return { id: idOf(index), downRevisions: parents.map(idOf), dependsOn: [], branchLabels: [], message: '' };
}

function linear(count: number): readonly Revision[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? revision(0) : revision(index, index - 1)));
}

/** Of each ten: four on one side of a fork, five on the other, then the merge that the next ten start from. */
function mergeEveryTen(count: number): readonly Revision[] {
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) return revision(0);
    const place = index % 10;
    if (place === 0) return revision(index, index - 6, index - 1);
    return place === 5 ? revision(index, index - 5) : revision(index, index - 1);
  });
}
