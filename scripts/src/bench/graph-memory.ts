import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { headsOf, history, planUpgrade, RevisionGraph, type Revision } from '@aludel/core/graph';

/** What the graph may cost at most when there are ten times as many revisions. */
const HIGHEST_RATIO = 12;
/** Megabytes that the process with the larger graph may use at most. */
const HIGHEST_MEMORY = 200;
const SMALL = 10_000;
const LARGE = 100_000;
const ROUNDS = 5;

export interface GraphMemoryResult {
  readonly shape: string;
  /** Median CPU milliseconds of 10,000 and of 100,000 revisions. */
  readonly small: number;
  readonly large: number;
  readonly ratio: number;
  /** Most megabytes that a process with the larger graph had resident. */
  readonly megabytes: number;
  readonly withinLimits: boolean;
}

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const SHAPES: Readonly<Record<string, (count: number) => readonly Revision[]>> = {
  linear,
  'merge every 10': mergeEveryTen,
};

/**
 * Builds a graph, and takes its heads, the plan of a whole upgrade with the heads after each step, its history, and the heads of
 * all. Each time in a process of its own, as a command does it.
 */
export async function benchGraphInMemory(): Promise<readonly GraphMemoryResult[]> {
  const results: GraphMemoryResult[] = [];
  for (const shape of Object.keys(SHAPES)) {
    const small: Measured[] = [];
    const large: Measured[] = [];
    // The sizes take turns, so that what else the machine does falls on both.
    for (let round = 0; round < ROUNDS; round += 1) {
      small.push(await measureInOwnProcess(shape, SMALL));
      large.push(await measureInOwnProcess(shape, LARGE));
    }
    const [few, many] = [median(small), median(large)];
    const megabytes = Math.max(...large.map((measured) => measured.megabytes));
    const result: GraphMemoryResult = {
      shape,
      small: few,
      large: many,
      ratio: many / few,
      megabytes,
      withinLimits: many / few <= HIGHEST_RATIO && megabytes <= HIGHEST_MEMORY,
    };
    process.stdout.write(
      `graph in memory, ${shape}: ${few.toFixed(0)} ms for 10,000, ${many.toFixed(0)} ms for 100,000 revisions: ` +
        `${result.ratio.toFixed(1)} times (at most ${HIGHEST_RATIO}); ${megabytes.toFixed(0)} MB (at most ${HIGHEST_MEMORY})\n`,
    );
    results.push(result);
  }
  return results;
}

async function measureInOwnProcess(shape: string, count: number): Promise<Measured> {
  const arguments_ = [fileURLToPath(import.meta.url), 'measure', shape, String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, arguments_);
  const [milliseconds = Number.NaN, megabytes = Number.NaN] = stdout.split(' ').map(Number);
  return { milliseconds, megabytes };
}

function measure(revisions: readonly Revision[]): Measured {
  const start = process.cpuUsage();
  const graph = new RevisionGraph(revisions);
  const plan = planUpgrade(graph, [], 'heads');
  let heads = graph.heads.length;
  for (const step of plan.steps) heads += step.headsAfter.length;
  const listed = history(graph).length;
  const applied = plan.steps.map((step) => step.revision.id);
  const atEnd = headsOf(graph, applied);
  const { user, system } = process.cpuUsage(start);
  if (listed !== revisions.length || atEnd.length !== graph.realHeads.length || heads < listed) {
    throw new Error('The graph lost revisions.');
  }
  return { milliseconds: (user + system) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 };
}

function median(values: readonly Measured[]): number {
  const sorted = values.map(({ milliseconds }) => milliseconds).toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function idOf(index: number): string {
  return `r${index.toString(16).padStart(8, '0')}`;
}

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

// The process that `measureInOwnProcess` starts.
const [, script, task, shape = '', count = '0'] = process.argv;
if (task === 'measure' && script === fileURLToPath(import.meta.url)) {
  const { milliseconds, megabytes } = measure(SHAPES[shape]?.(Number(count)) ?? []);
  process.stdout.write(`${milliseconds} ${megabytes}\n`);
}
