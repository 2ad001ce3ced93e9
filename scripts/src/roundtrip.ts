/** `npm run roundtrip`: real schemas there and back. `npm run roundtrip -- --help` says the rest. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hasPassed, runRoundtrip, type RoundtripReport } from '@aludel/test-matrix/dist/roundtrip/run-roundtrip.js';
import {
  carriedFolder,
  reasonNotToLoad,
  schemaFile,
  schemaFiles,
  sharedFolder,
  type SchemaFile,
} from '@aludel/test-matrix/dist/roundtrip/schema-files.js';
import { startTargets } from '@aludel/test-matrix/dist/servers/start-targets.js';
import { targetNamed, type Target } from '@aludel/test-matrix/dist/targets.js';
import { reportLines, tableLines } from './roundtrip/report.js';

const help = `Usage: npm run roundtrip -- --target NAME,… [options] [FILE.sql …]

For each file: loads it into an empty database, pulls models from that, generates a migration for a second empty database,
runs it, and compares the two by the database's own words; generates again on both, which must find nothing; and takes the
migration back. Prints each difference, how many objects of each kind are equal, and a table of all files at the end.

  --target NAME,…   the databases: sqlite, pglite, postgres-17, mysql-9.7, mariadb-11.8 …
  --folder PATH     the files of another folder as well, which has a folder for each of sqlite, postgres and mysql
  --keep            keep the models and migrations, and say where they are
  --all             print all differences of a file, not the first thirty alone
  --help            say this

Without files: all that the project carries, and those of ../shared/schemas where that lies beside it.
Exit code 1 if anything differs.`;

/** Something is wrong with what was typed. */
class WrongUsage extends Error {}

try {
  await main();
} catch (error) {
  if (!(error instanceof WrongUsage)) throw error;
  process.stderr.write(`${error.message}\nnpm run roundtrip -- --help says how it is used.\n`);
  process.exitCode = 2;
}

interface Run {
  readonly target: Target;
  readonly report: RoundtripReport;
}

async function main(): Promise<void> {
  const { values, positionals } = readOptions();
  if (values.help === true) return print(help);
  const targets = (values.target ?? []).flatMap((names) => names.split(',')).map(chosen);
  if (targets.length === 0) throw new WrongUsage('No target is named: --target postgres-17.');
  const files = positionals.map((path) => {
    if (!existsSync(path)) throw new WrongUsage(`There is no file ${path}.`);
    return schemaFile(resolve(path));
  });
  const servers = await startTargets(targets, (target, text) => void process.stderr.write(`… ${target}: ${text}\n`));
  Object.assign(process.env, servers.env);
  const runs: Run[] = [];
  try {
    for (const { target, running, skipped, failed } of servers.results) {
      if (running === undefined) throw new WrongUsage(`${target.name} does not run: ${failed ?? skipped ?? 'unknown'}`);
      for (const file of files.length === 0 ? filesFor(target, values.folder) : files) {
        const reason = reasonNotToLoad(target, file);
        if (reason !== undefined) {
          print(`skipped: ${target.name} ${file.name}: ${reason}`);
          continue;
        }
        // oxlint-disable-next-line no-await-in-loop -- a file at a time, so that the output is in order
        const report = await runRoundtrip(target, file, values.keep === true ? { keep: kept } : {});
        runs.push({ target, report });
        print(reportLines(target.name, report, values.all === true ? Infinity : 30).join('\n'));
      }
    }
  } finally {
    await servers.stop();
  }
  const passed = runs.filter(({ report }) => hasPassed(report)).length;
  print(`\n${tableLines(runs.map(({ target, report }) => ({ target: target.name, report }))).join('\n')}\n`);
  print(`${passed} passed, ${runs.length - passed} failed`);
  process.exitCode = passed === runs.length && runs.length > 0 ? 0 : 1;
}

function filesFor({ dialect }: Target, folder: string | undefined): readonly SchemaFile[] {
  if (folder !== undefined && !existsSync(folder)) throw new WrongUsage(`There is no folder ${folder}.`);
  if (!existsSync(sharedFolder)) print(`There is nothing at ${sharedFolder}: only what the project carries is run.`);
  const found = [carriedFolder, sharedFolder, ...(folder === undefined ? [] : [resolve(folder)])].flatMap((place) =>
    schemaFiles(place, dialect),
  );
  // The same schema may be carried and lie beside the checkout.
  return [...new Map(found.map((file) => [file.name, file])).values()];
}

function chosen(name: string): Target {
  try {
    return targetNamed(name.trim());
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function kept(folder: string): void {
  print(`Kept: ${folder}`);
}

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        target: { type: 'string', multiple: true },
        folder: { type: 'string' },
        keep: { type: 'boolean' },
        all: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
