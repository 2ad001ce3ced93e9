/**
 * `npm test`: the checks, then all tests. Prints failures in full, a line for what is skipped with its reason, and at the
 * end `N passed, N failed`. `npm test -- --verbose` names every test; other arguments go to ava.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { runChecks } from './checks.js';
import { root } from './root.js';

const args = process.argv.slice(2);
const verbose = args.includes('--verbose');
const started = Date.now();
const counts = { passed: 0, failed: await runChecks(), skipped: 0 };

const require = createRequire(import.meta.url);
const ava = join(dirname(require.resolve('ava')), 'cli.mjs');
const child = spawn(process.execPath, [ava, '--tap', ...args.filter((argument) => argument !== '--verbose')], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});

let inFailure = false;
for await (const line of createInterface({ input: child.stdout })) {
  const result = /^(not )?ok \d+ - (.*?)(?: # (SKIP|TODO).*)?$/u.exec(line);
  if (result !== null) {
    const [, not, name = '', mark] = result;
    inFailure = not !== undefined;
    if (inFailure) counts.failed++;
    else if (mark === undefined) counts.passed++;
    else counts.skipped++;
    if (mark !== undefined) say(`skipped: ${name}`);
    else if (inFailure) say(`FAILED: ${name}`);
    else if (verbose) say(`ok: ${name}`);
    else if ((counts.passed + counts.skipped) % 100 === 0) say(`… ${counts.passed} tests passed`);
  } else if (inFailure || /^\s*# (?!tests|pass|fail|skip)/u.test(line)) {
    // What a failing test says, and what tests log: the reason why one is skipped.
    if (!/^(?:# \d|1\.\.|TAP)/u.test(line)) say(line);
  }
}
const code = await new Promise<number>((resolve) => {
  if (child.exitCode === null) child.on('exit', (exit) => resolve(exit ?? 1));
  else resolve(child.exitCode);
});
if (code !== 0 && counts.failed === 0) counts.failed++;
say(`Took ${Math.round((Date.now() - started) / 1000)} s.`);
say(`${counts.passed} passed, ${counts.failed} failed${counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`}`);
process.exitCode = counts.failed === 0 ? 0 : 1;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
