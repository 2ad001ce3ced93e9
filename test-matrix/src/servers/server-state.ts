import { targetNamed, targets, type Target } from '../targets.js';

/**
 * How the process that starts the servers tells the processes of the tests about them: by the environment. A URL stands in
 * the target's own variable, where a person would put one too; what else there is to know stands in `ALUDEL_MATRIX_STATE`.
 */
export interface ServerState {
  /** The server's own version, as it was asked. */
  readonly version?: string;
  readonly provider?: string;
  /** What is not as the target's name says, and is let pass. */
  readonly note?: string;
  /** Why it does not run. */
  readonly skipped?: string;
}

export const targetsVariable = 'ALUDEL_MATRIX_TARGETS';
export const stateVariable = 'ALUDEL_MATRIX_STATE';

/** The targets this process is to run: what was chosen, or all. */
export function chosenTargets(env: NodeJS.ProcessEnv = process.env): readonly Target[] {
  const names = env[targetsVariable];
  return names === undefined || names === '' ? targets : names.split(',').map((name) => targetNamed(name.trim()));
}

export function serverStates(env: NodeJS.ProcessEnv = process.env): Readonly<Record<string, ServerState>> {
  return JSON.parse(env[stateVariable] ?? '{}') as Readonly<Record<string, ServerState>>;
}

/** URL of the target's server from the environment; `null` for a target without a server, `undefined` where none is set. */
export function serverUrl(target: Target, env: NodeJS.ProcessEnv = process.env): string | null | undefined {
  if (target.server === null) return null;
  const url = env[target.server.urlVariable];
  return url === '' ? undefined : url;
}

/** Whether a target that can't start is a failure instead of a skipped cell. */
export function isStrict(env: NodeJS.ProcessEnv = process.env): boolean {
  return [env['CI'], env['ALUDEL_MATRIX_STRICT']].some(
    (value) => value !== undefined && !/^(?:0|false|)$/u.test(value),
  );
}
