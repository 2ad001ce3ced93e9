import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

const program = fileURLToPath(new URL('run-migrator.test-support.js', import.meta.url));

/** What a process tells: the events of its run, then `report` or `error`. */
export interface Told {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Another process that runs a command on a project. */
export interface OtherProcess {
  readonly pid: number | undefined;
  readonly told: readonly Told[];
  kill(signal: NodeJS.Signals): void;
  /** What it tells last, once it has ended. */
  end(): Promise<Told | undefined>;
  /** Waits until it has told something of this type. */
  hears(type: string): Promise<Told>;
}

/** Starts one; it is killed with the test if it still runs. */
export function start(
  t: ExecutionContext,
  folder: string,
  { command = 'upgrade', target = 'head', lockTimeout = 60 } = {},
): OtherProcess {
  const child = spawn(process.execPath, [program, folder, command, target, String(lockTimeout)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: Told[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => told.push(JSON.parse(line) as Told));
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]);
  t.teardown(() => child.kill('SIGKILL'));
  return {
    pid: child.pid,
    told,
    kill: (signal) => void child.kill(signal),
    end: async () => {
      await ended;
      return told.at(-1);
    },
    hears: async (type) => {
      for (;;) {
        const found = told.find((one) => one.type === type);
        if (found !== undefined) return found;
        if (child.exitCode !== null) throw new Error(`it ended without ${type}: ${JSON.stringify(told)}`);
        await Promise.race([once(lines, 'line'), ended]);
      }
    },
  };
}
