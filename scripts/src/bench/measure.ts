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

/** Runs Node with these arguments several times, and gives the median run by CPU time. */
export function measureProcess(
  args: readonly string[],
  options: { readonly cwd?: string; readonly runs?: number } = {},
): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-bench-'));
  const usages: Usage[] = [];
  try {
    for (let run = 0; run < (options.runs ?? 5); run++) {
      const file = join(folder, 'usage.json');
      const child = spawnSync(process.execPath, ['--require', reporter, ...args], {
        cwd: options.cwd ?? root,
        env: { ...process.env, USAGE_FILE: file },
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      });
      if (child.status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${child.stderr}`);
      usages.push(JSON.parse(readFileSync(file, 'utf8')) as Usage);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return medianBy(usages, (usage) => usage.cpuMs);
}

/** The middle one of several measurements. */
export function medianBy<T>(values: readonly T[], of: (value: T) => number): T {
  const sorted = values.toSorted((a, b) => of(a) - of(b));
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

/** Measures a piece of work several times, each on fresh ground, and gives the median in milliseconds. */
export async function medianMs(runs: number, once: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await once());
  return medianBy(times, (time) => time);
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
