import { onInterruption } from '@aludel/test-matrix/dist/servers/ended-with-us.js';
import type { ProviderName } from '@aludel/test-matrix/dist/servers/provider.js';
import { isStrict } from '@aludel/test-matrix/dist/servers/server-state.js';
import {
  environmentOf,
  tryStartTarget,
  type Say,
  type StartResult,
} from '@aludel/test-matrix/dist/servers/start-targets.js';
import type { Target } from '@aludel/test-matrix/dist/targets.js';
import { runAva } from '../run-ava.js';
import type { Part } from './parts.js';
import type { Cell, TargetReport } from './report.js';

export interface MatrixRun {
  readonly targets: readonly Target[];
  readonly parts: readonly Part[];
  readonly provider: ProviderName | undefined;
  /** Whether the targets were named one by one: then one that does not run is missed. */
  readonly named: boolean;
  /** How many targets at a time. */
  readonly jobs: number;
  /** How many test files of a part at a time. */
  readonly concurrency: number;
  readonly say: Say;
}

/** Takes target by target: starts its server, runs each part in an ava of its own, stops the server. */
export async function runTargets(run: MatrixRun): Promise<readonly TargetReport[]> {
  const running = new Set<StartResult>();
  const off = onInterruption(() => Promise.all(Array.from(running, stopServer)));
  const reports = new Map<string, TargetReport>();
  const waiting = run.targets.values();
  const worker = async (): Promise<void> => {
    for (const target of waiting) {
      const result = await tryStartTarget(target, run.say, { provider: run.provider });
      running.add(result);
      try {
        reports.set(target.name, await runParts(run, result));
      } finally {
        await stopServer(result);
        running.delete(result);
      }
    }
  };
  await Promise.all(Array.from({ length: run.jobs }, worker));
  off();
  return run.targets.flatMap((target) => reports.get(target.name) ?? []);
}

async function stopServer({ running }: StartResult): Promise<void> {
  await running?.stop();
}

async function runParts(run: MatrixRun, result: StartResult): Promise<TargetReport> {
  const { target, running, startMs } = result;
  const why = result.skipped ?? result.failed;
  if (why !== undefined) run.say(target.name, why);
  const parts: Record<string, Cell> = {};
  if (running !== undefined) {
    for (const part of run.parts) {
      const cell = await runPart(run, part, result);
      parts[part.name] = cell;
      run.say(target.name, `${part.name}: ${cell.passed} passed, ${cell.failed} failed, ${cell.skipped} skipped`);
    }
  }
  return {
    name: target.name,
    dialect: target.dialect,
    flavour: target.flavour,
    version: running === undefined || running.version === '' ? null : running.version,
    provider: running?.provider ?? null,
    startMs,
    note: running?.note ?? null,
    skipped: why ?? null,
    failed: result.failed !== undefined || (result.skipped !== undefined && isStrict() && isExpected(run, target)),
    parts,
  };
}

/** Whether this target has to run here, where nothing may be missing. */
function isExpected(run: MatrixRun, target: Target): boolean {
  return run.named || run.provider !== undefined || target.server?.local.from !== 'nowhere';
}

async function runPart(run: MatrixRun, part: Part, result: StartResult): Promise<Cell> {
  const started = Date.now();
  const failures: string[] = [];
  const skips: string[] = [];
  const counts = await runAva([`--concurrency=${run.concurrency}`, part.pattern], environmentOf([result]), {
    onTest(outcome, title) {
      if (outcome === 'failed') failures.push(title);
      if (outcome === 'skipped') skips.push(title);
      if (outcome === 'failed') run.say(result.target.name, `FAILED: ${part.name}: ${title}`);
    },
    onLine: (line) => run.say(result.target.name, line),
  });
  if (counts.failed > 0 && failures.length === 0) failures.push(`${result.target.name} · ava itself failed: see above`);
  return { ...counts, ms: Date.now() - started, failures, skips };
}
