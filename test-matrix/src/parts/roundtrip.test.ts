import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { forEachTarget } from '../for-each-target.js';
import { hasPassed, runRoundtrip } from '../roundtrip/run-roundtrip.js';
import {
  carriedFolder,
  reasonNotToLoad,
  schemaFiles,
  sharedFolder,
  type SchemaFile,
} from '../roundtrip/schema-files.js';
import { isStrict } from '../servers/server-state.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** In CI all that is at hand; elsewhere what the project carries, which takes seconds. */
const folders = isStrict() && existsSync(sharedFolder) ? [carriedFolder, sharedFolder] : [carriedFolder];

/** What PGlite comes without. */
const needsExtensions = new Set([
  'temporal_visibility',
  'adventureworks',
  'openstreetmap',
  'postgrest_spec',
  'icingadb',
]);

forEachTarget(test, (target) => {
  const files = new Map<string, SchemaFile>();
  for (const folder of folders) for (const file of schemaFiles(folder, target.dialect)) files.set(file.name, file);
  for (const file of files.values()) {
    const reason =
      reasonNotToLoad(target, file) ??
      (target.name === 'pglite' && needsExtensions.has(file.name)
        ? 'it needs extensions that PGlite has not'
        : undefined);
    if (reason !== undefined) {
      test.skip(`${target.name} · ${file.name} goes there and back: ${reason}`, (t) => void t.pass());
      continue;
    }
    target.test(`${file.name} goes there and back, by the database’s own words`, async (t) => {
      // All of a file's tests begin at once.
      t.timeout(600_000);
      let unformatted = '';
      const report = await runRoundtrip(target, file, {
        whenUpgraded: async (folder) => {
          unformatted = await unformattedFiles(folder);
        },
      });
      t.is(report.failure?.error, undefined, report.failure?.step);
      t.deepEqual(report.differences, []);
      t.deepEqual(report.leftToDo, { made: [], loaded: [] });
      t.deepEqual(report.leftBehind, []);
      t.is(unformatted, '', 'models or migration are not as the formatter would leave them');
      t.true(hasPassed(report));
    });
  }
});

/** What the formatter would change of the models and migrations in a folder. */
async function unformattedFiles(folder: string): Promise<string> {
  const oxfmt = join(root, 'node_modules', 'oxfmt', 'bin', 'oxfmt');
  try {
    await promisify(execFile)(process.execPath, [oxfmt, '--check', 'schema.ts', 'migrations'], { cwd: folder });
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}
