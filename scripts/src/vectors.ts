/**
 * Asks the revision graph the questions of a folder of vectors, and compares its answers with Alembic's:
 * `npm run vectors -- FOLDER`. Without a folder it takes the project's own.
 */
import { fileURLToPath } from 'node:url';
import { BrokenVectorsError } from './vectors/format.js';
import { linesOf } from './vectors/print.js';
import { runVectors } from './vectors/run.js';

const OWN_FOLDER = fileURLToPath(new URL('../vectors/', import.meta.url));

async function main(folder: string): Promise<void> {
  try {
    const report = await runVectors(folder);
    for (const line of linesOf(report)) process.stdout.write(`${line}\n`);
    process.exitCode = report.total.failed === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof BrokenVectorsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

await main(process.argv[2] ?? OWN_FOLDER);
