/** `npm run matrix`: every part of the matrix on every target, as a table. `npm run matrix -- --help` says the rest. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { ProviderName } from '@aludel/test-matrix/dist/servers/provider.js';
import { providers } from '@aludel/test-matrix/dist/servers/start-target.js';
import { startTargets } from '@aludel/test-matrix/dist/servers/start-targets.js';
import { targets, type Target } from '@aludel/test-matrix/dist/targets.js';
import { findParts } from './matrix/parts.js';
import { countAll, reportText, type MatrixReport } from './matrix/report.js';
import { runTargets } from './matrix/run-targets.js';

const help = `Usage: npm run matrix -- [options]

Runs the parts of the matrix on real databases and prints a table, target by part.

  --targets NAME,…   these targets; all unless said
  --parts NAME,…     these parts; all unless said
  --provider NAME    have servers from here alone: url, docker or local; else the first that has them, in this order
  --jobs N           so many targets at a time
  --json FILE        write the report as JSON, too
  --list             say which targets and parts there are, and end
  --serve            start the targets' servers, print their variables, and stop them at Ctrl-C
  --help             say this

A server that runs already is given by its variable (--list names them). A target that can't be started here is skipped,
with the reason; with CI or ALUDEL_MATRIX_STRICT set in the environment, that is a failure. Exit code 1 if anything failed.`;

/** Something is wrong with what was typed. */
class WrongUsage extends Error {}

try {
  await main();
} catch (error) {
  if (!(error instanceof WrongUsage)) throw error;
  process.stderr.write(`${error.message}\nnpm run matrix -- --help says how it is used.\n`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help === true) return print(help);
  const parts = choose('part', findParts(), options.parts);
  const chosen = choose('target', targets, options.targets);
  if (options.list === true) return list();
  const provider = providers.map(({ name }) => name).find((name) => name === options.provider);
  if (provider === undefined && options.provider !== undefined)
    throw new WrongUsage(
      `There is no provider ${options.provider}; there are: ${providers.map(({ name }) => name).join(', ')}.`,
    );
  if (options.serve === true) return serve(chosen, provider);
  const cores = availableParallelism();
  const jobs = options.jobs === undefined ? Math.min(2, cores) : Number(options.jobs);
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new WrongUsage(`--jobs wants a number from 1 on, not ${String(options.jobs)}.`);
  const started = new Date();
  const reports = await runTargets({
    targets: chosen,
    parts,
    provider,
    named: options.targets !== undefined,
    jobs,
    concurrency: Math.max(1, Math.floor(cores / jobs)),
    say: (target, text) => void process.stderr.write(`… ${target}: ${text}\n`),
  });
  const counts = countAll(reports);
  const report: MatrixReport = {
    started: started.toISOString(),
    tookMs: Date.now() - started.getTime(),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    parts: parts.map(({ name }) => name),
    targets: reports,
    ...counts,
  };
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  print(`\n${reportText(report)}`);
  print(`${counts.passed} passed, ${counts.failed} failed${counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`}`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        targets: { type: 'string' },
        parts: { type: 'string' },
        provider: { type: 'string' },
        jobs: { type: 'string' },
        json: { type: 'string' },
        list: { type: 'boolean' },
        serve: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

/** Those of the names, in the order of the list; all if none is named. */
function choose<T extends { readonly name: string }>(
  word: string,
  all: readonly T[],
  names: string | undefined,
): readonly T[] {
  if (names === undefined) return all;
  const wanted = names.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !all.some((each) => each.name === name));
  if (unknown.length > 0) {
    const known = all.map(({ name }) => name).join(', ');
    throw new WrongUsage(`There is no ${word} ${unknown.map((name) => `"${name}"`).join(', ')}; there are: ${known}.`);
  }
  return all.filter(({ name }) => wanted.includes(name));
}

function list(): void {
  const width = Math.max(...targets.map(({ name }) => name.length));
  print('Targets:');
  for (const { name, server, inNpmTest } of targets) {
    const where =
      server === null
        ? 'in the test’s process'
        : `${server.urlVariable}, or Docker ${server.image}, or ${origin(server.local)}`;
    print(`  ${name.padEnd(width)}  ${where}${inNpmTest ? '; in npm test' : ''}`);
  }
  print(
    `Parts: ${findParts()
      .map(({ name }) => name)
      .join(', ')}`,
  );
}

function origin(local: NonNullable<Target['server']>['local']): string {
  if (local.from === 'npm') return `the npm package ${local.alias}`;
  return local.from === 'debian' ? `${local.package} of Debian ${local.suite}` : 'nothing else';
}

/** Keeps servers for whoever works on tests. */
async function serve(chosen: readonly Target[], provider: ProviderName | undefined): Promise<void> {
  const say = (target: string, text: string): void => void process.stderr.write(`… ${target}: ${text}\n`);
  const { results, env } = await startTargets(chosen, say, { provider });
  for (const { target, skipped, failed } of results) {
    const why = skipped ?? failed;
    if (why !== undefined) process.stderr.write(`${target.name} does not run: ${why}\n`);
  }
  for (const [name, value] of Object.entries(env))
    if (name.startsWith('ALUDEL_TEST_URL_')) print(`export ${name}='${value}'`);
  process.stderr.write('Ctrl-C stops them.\n');
  await new Promise(() => void setInterval(() => {}, 2 ** 30));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
