import type { Target } from '../targets.js';
import { onInterruption } from './ended-with-us.js';
import { UnavailableError } from './provider.js';
import { stateVariable, targetsVariable, type ServerState } from './server-state.js';
import { startTarget, type RunningTarget, type StartTargetOptions } from './start-target.js';

/** How starting a target went. */
export interface StartResult {
  readonly target: Target;
  readonly running?: RunningTarget;
  /** Why it does not run: no provider has it. */
  readonly skipped?: string;
  /** Why it does not run: it should have. */
  readonly failed?: string;
  readonly startMs: number;
}

/** Tells what is going on, in a line that begins with the target's name. */
export type Say = (target: string, text: string) => void;

/** Starts one target and never throws. */
export async function tryStartTarget(target: Target, say: Say, options: StartTargetOptions = {}): Promise<StartResult> {
  const started = Date.now();
  try {
    const running = await startTarget(target.name, { ...options, say: (text) => say(target.name, text) });
    return { target, running, startMs: Date.now() - started };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const startMs = Date.now() - started;
    return error instanceof UnavailableError
      ? { target, skipped: reason, startMs }
      : { target, failed: reason, startMs };
  }
}

/** Servers that were started together, for as long as somebody needs them. */
export interface StartedTargets {
  readonly results: readonly StartResult[];
  /** What the processes of the tests need to find them: to be added to their environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** Starts targets at the same time. At SIGINT or SIGTERM they are stopped, and the process ends. */
export async function startTargets(
  chosen: readonly Target[],
  say: Say,
  options: StartTargetOptions = {},
): Promise<StartedTargets> {
  const running: RunningTarget[] = [];
  const stopAll = async (): Promise<void> => {
    await Promise.all(running.map((each) => each.stop()));
  };
  // What has not come up by then is killed at the process's end.
  const off = onInterruption(stopAll);
  const results = await Promise.all(
    chosen.map(async (target) => {
      const result = await tryStartTarget(target, say, options);
      if (result.running !== undefined) running.push(result.running);
      return result;
    }),
  );
  return {
    results,
    env: environmentOf(results),
    async stop() {
      off();
      await stopAll();
    },
  };
}

export function environmentOf(results: readonly StartResult[]): Readonly<Record<string, string>> {
  const states: Record<string, ServerState> = {};
  const urls: Record<string, string> = {};
  for (const { target, running, skipped, failed } of results) {
    const why = skipped ?? failed;
    if (why !== undefined) states[target.name] = { skipped: why };
    if (running === undefined || target.server === null || running.url === null) continue;
    urls[target.server.urlVariable] = running.url;
    states[target.name] = {
      version: running.version,
      provider: running.provider,
      ...(running.note === undefined ? {} : { note: running.note }),
    };
  }
  return {
    ...urls,
    [targetsVariable]: results.map(({ target }) => target.name).join(','),
    [stateVariable]: JSON.stringify(states),
  };
}
