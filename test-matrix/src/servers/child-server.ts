import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { atProcessEnd } from './ended-with-us.js';
import type { RunningServer } from './provider.js';
import type { CommandLine } from './run-program.js';

const startWithinMs = 90_000;
const stopWithinMs = 20_000;

export interface ChildServer {
  readonly commandLine: CommandLine;
  /** The server's own folder, with its data and its log; goes when the server has ended. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly url: string;
  /** Asks the server something simple; throws while it is not ready. */
  readonly ask: () => Promise<unknown>;
  readonly stopSignal: 'SIGINT' | 'SIGTERM';
}

/** Starts a server as a child of this process, and waits until it answers. */
export async function startChildServer(server: ChildServer): Promise<RunningServer> {
  const { folder, url } = server;
  const [command, ...args] = server.commandLine;
  const log = join(folder, 'log');
  const descriptor = openSync(log, 'w');
  // In a process group of its own: Ctrl-C in the terminal reaches us, and we stop it in order.
  const child = spawn(command, args, {
    cwd: folder,
    env: server.env,
    detached: true,
    stdio: ['ignore', descriptor, descriptor],
  });
  closeSync(descriptor);
  let ended: string | undefined;
  const end = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = String(signal ?? code);
      resolve();
    });
    child.once('error', (error) => {
      ended = error.message;
      resolve();
    });
  });
  const forget = atProcessEnd(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  const stop = async (): Promise<void> => {
    if (ended === undefined) {
      child.kill(server.stopSignal);
      const late = new AbortController();
      await Promise.race([end, pause(stopWithinMs, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
      if (!hasEnded()) {
        child.kill('SIGKILL');
        await end;
      }
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    forget();
  };
  const hasEnded = (): boolean => ended !== undefined;
  try {
    await waitUntilReady(server.ask, () => ended);
  } catch (error) {
    const said = readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n');
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}; its log ends:\n${said}`, {
      cause: error,
    });
  }
  // The server is not a reason to stay: whoever started it stops it, or ends.
  child.unref();
  return { url, stop };
}

/** Asks until there is an answer. */
async function waitUntilReady(ask: () => Promise<unknown>, ended: () => string | undefined): Promise<void> {
  const deadline = Date.now() + startWithinMs;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      const why = ended();
      if (why !== undefined) throw new Error(`The server ended at once (${why})`, { cause: error });
      if (Date.now() > deadline)
        throw new Error(`The server did not answer in ${startWithinMs / 1000} s`, { cause: error });
    }
    await pause(25);
  }
}
