/**
 * `npm test`: the checks, and meanwhile the database servers; then all tests. Prints failures in full, a line for what is
 * skipped with its reason, and at the end `N passed, N failed`. `npm test -- --verbose` names every test; other arguments
 * go to ava. `ALUDEL_MATRIX_TARGETS=sqlite,pglite npm test` takes other targets than the usual.
 */
import { chosenTargets, isStrict, targetsVariable } from '@aludel/test-matrix/dist/servers/server-state.js';
import { startTargets, type StartedTargets } from '@aludel/test-matrix/dist/servers/start-targets.js';
import { targets } from '@aludel/test-matrix/dist/targets.js';
import { runChecks } from './checks.js';
import { runAva } from './run-ava.js';

const args = process.argv.slice(2);
const verbose = args.includes('--verbose');
const started = Date.now();

const chosen =
  process.env[targetsVariable] === undefined ? targets.filter(({ inNpmTest }) => inNpmTest) : chosenTargets();
const [failedChecks, servers] = await Promise.all([
  runChecks(),
  startTargets(chosen, (target, text) => void process.stderr.write(`… ${target}: ${text}\n`)),
]);
const failedServers = reportServers(servers);
let ended = 0;
const counts = await runAva(
  args.filter((argument) => argument !== '--verbose'),
  servers.env,
  {
    onTest(outcome, title) {
      if (outcome === 'failed') say(`FAILED: ${title}`);
      else if (outcome === 'skipped') say(`skipped: ${title}`);
      else if (verbose) say(`ok: ${title}`);
      else if (++ended % 100 === 0) say(`… ${ended} tests passed`);
    },
    onLine: say,
  },
);
await servers.stop();
const failed = failedChecks + failedServers + counts.failed;
say(`Took ${Math.round((Date.now() - started) / 1000)} s.`);
say(`${counts.passed} passed, ${failed} failed${counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`}`);
process.exitCode = failed === 0 ? 0 : 1;

/** Says for each target where its server comes from. One that does not run is a failure where nothing may be missing. */
function reportServers({ results }: StartedTargets): number {
  let missing = 0;
  for (const { target, running, skipped, failed, startMs } of results) {
    if (running === undefined) {
      const isFailure = failed !== undefined || isStrict();
      if (isFailure) missing++;
      say(`${isFailure ? 'NOT OK' : 'SKIPPED'}: ${target.name}: ${failed ?? skipped ?? 'unknown'}`);
    } else if (target.server !== null) {
      const note = running.note === undefined ? '' : `; ${running.note}`;
      say(`ok: ${target.name}: ${running.version} (${running.provider}, ${(startMs / 1000).toFixed(1)} s${note})`);
    }
  }
  return missing;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
