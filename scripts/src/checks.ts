import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { checkLayers } from './check-layers.js';
import { checkPackages } from './check-packages.js';
import { root } from './root.js';

/** Runs every check that is not a test; says what each finds. Returns how many failed. */
export async function runChecks(): Promise<number> {
  const checks: readonly (readonly [name: string, run: () => boolean | Promise<boolean>])[] = [
    ['formatting', () => tool('oxfmt', ['--check', '.'])],
    ['lint', () => tool('oxlint', ['--type-aware', '--deny-warnings', '.'])],
    ['layers', () => report('layers', checkLayers())],
    ['packages', async () => report('packages', await checkPackages())],
  ];
  let failed = 0;
  for (const [name, run] of checks) {
    const ok = await run();
    if (!ok) failed++;
    process.stdout.write(`${ok ? 'ok' : 'NOT OK'}: ${name}\n`);
  }
  return failed;
}

function report(name: string, problems: readonly string[]): boolean {
  for (const problem of problems) process.stdout.write(`${name}: ${problem}\n`);
  return problems.length === 0;
}

/** Runs a development tool; shows what it says only if it finds something. Others may work meanwhile. */
async function tool(name: string, args: readonly string[]): Promise<boolean> {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest) as { readonly bin: string | Readonly<Record<string, string>> };
  const file = typeof bin === 'string' ? bin : (bin[name] ?? '');
  const options = { cwd: root, maxBuffer: 2 ** 26 };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(dirname(manifest), file), ...args], options, (error, stdout, stderr) => {
      if (error !== null) process.stdout.write(stdout + stderr);
      resolve(error === null);
    });
  });
}
