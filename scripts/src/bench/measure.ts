import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.js';

/** What a process used: CPU milliseconds (user and system), and its largest memory in MB. */
export interface Usage {
  readonly cpuMs: number;
  readonly maxRssMb: number;
}

const reporter = join(root, 'scripts', 'report-usage.cjs');

/** What a process used, and what the floor used in the same round. */
export interface Compared {
  readonly used: Usage;
  readonly floor: Usage;
}

/**
 * Runs Node with the floor's arguments and with those of each command, in turns: what else the machine does falls on all. Of
 * each command it gives the round with the median ratio.
 */
export function compareProcesses(
  floor: readonly string[],
  commands: readonly (readonly string[])[],
  options: { readonly cwd?: string; readonly rounds?: number } = {},
): readonly Compared[] {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-bench-'));
  const file = join(folder, 'usage.json');
  const rounds: (readonly Compared[])[] = [];
  try {
    for (let round = 0; round < (options.rounds ?? 9); round++) {
      const least = usageOf(floor, file, options.cwd);
      rounds.push(commands.map((args) => ({ used: usageOf(args, file, options.cwd), floor: least })));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return commands.map((_, command) =>
    medianBy(
      rounds.flatMap((round) => round[command] ?? []),
      (compared) => compared.used.cpuMs / compared.floor.cpuMs,
    ),
  );
}

/** What one process of Node used. */
export function usageOfProcess(args: readonly string[], cwd: string): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-bench-'));
  try {
    return usageOf(args, join(folder, 'usage.json'), cwd);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function usageOf(args: readonly string[], file: string, cwd = root): Usage {
  const child = spawnSync(process.execPath, ['--require', reporter, ...args], {
    cwd,
    env: { ...process.env, USAGE_FILE: file },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: 600_000,
  });
  if (child.status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${child.stderr}`);
  return JSON.parse(readFileSync(file, 'utf8')) as Usage;
}

/** The middle one of several measurements. */
export function medianBy<T>(values: readonly T[], of: (value: T) => number): T {
  const sorted = values.toSorted((a, b) => of(a) - of(b));
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

/** How long our way took, and how long the floor, in milliseconds. */
export interface Pair {
  readonly ours: number;
  readonly floor: number;
}

/**
 * Measures two pieces of work in turns, each time on fresh ground, so that what else the machine does falls on both.
 * @returns the round with the median ratio
 */
export async function medianPair(
  rounds: number,
  ours: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<Pair> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const took = await ours();
    pairs.push({ ours: took, floor: await floor() });
  }
  return medianBy(pairs, (pair) => pair.ours / pair.floor);
}

/** A line of the report: a figure, its floor, their ratio, and what it may be at most. */
export function printRatio(what: string, value: number, floor: number, limit: number, unit: string): void {
  const ratio = value / floor;
  const verdict = ratio <= limit ? 'ok' : 'OVER';
  const figures = `${value.toFixed(value < 10 ? 2 : 0)} ${unit} against ${floor.toFixed(floor < 10 ? 2 : 0)} ${unit}`;
  process.stdout.write(
    `  ${what.padEnd(58)} ${ratio.toFixed(2).padStart(6)} (at most ${limit})  ${verdict.padEnd(4)}  ${figures}\n`,
  );
}

/** A line of the report: a figure and what it may be at most. */
export function printLimit(what: string, value: number, limit: number, unit: string): void {
  const verdict = value <= limit ? 'ok' : 'OVER';
  process.stdout.write(`  ${what.padEnd(58)} ${value.toFixed(0).padStart(6)} ${unit} (at most ${limit})  ${verdict}\n`);
}
