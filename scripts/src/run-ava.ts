import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { atProcessEnd } from '@aludel/test-matrix/dist/servers/ended-with-us.js';
import { root } from './root.js';

export interface AvaCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What ava tells, as it comes. */
export interface AvaListener {
  /** A test has ended. */
  readonly onTest: (outcome: keyof AvaCounts, title: string) => void;
  /** A line of what a failing test says, or of what a test logs. */
  readonly onLine: (line: string) => void;
}

/** Runs ava to its end. That it fails without a failing test (a file that can't be loaded) counts as one. */
export async function runAva(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  listener: AvaListener,
): Promise<AvaCounts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const ava = join(dirname(createRequire(import.meta.url).resolve('ava')), 'cli.mjs');
  const child = spawn(process.execPath, [ava, '--tap', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const forget = atProcessEnd(() => child.kill('SIGKILL'));
  const ended = new Promise<number>((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1));
    child.on('error', () => resolve(1));
  });
  let inFailure = false;
  for await (const line of createInterface({ input: child.stdout })) {
    const result = /^(not )?ok \d+ - (.*?)(?: # (SKIP|TODO).*)?$/u.exec(line);
    if (result !== null) {
      const [, not, title = '', mark] = result;
      inFailure = not !== undefined;
      const outcome = inFailure ? 'failed' : mark === undefined ? 'passed' : 'skipped';
      counts[outcome]++;
      listener.onTest(outcome, title);
    } else if (inFailure || /^\s*# (?!tests|pass|fail|skip)/u.test(line)) {
      // What a failing test says, and what tests log: the reason why one is skipped.
      if (!/^(?:# \d|1\.\.|TAP)/u.test(line)) listener.onLine(line);
    }
  }
  const code = await ended;
  forget();
  if (code !== 0 && counts.failed === 0) counts.failed++;
  return counts;
}
