import { onAllDatabases, type DatabaseResult } from '../environment/all-databases.js';
import type { Config } from '../environment/config.js';
import type { Migrator } from '../environment/migrator.js';
import { errorData, errorText } from './error-report.js';
import { ExitCode, exitCodeOf } from './exit-codes.js';
import type { Session } from './session.js';

export interface OnAll<T> {
  /** Settings of the command line that go before the config's. */
  readonly change?: Partial<Config>;
  readonly work: (migrator: Migrator) => Promise<T>;
  /** What people read of a database's report. */
  readonly text: (report: T, took: number) => string;
  /** The text is what was asked for, and is printed when quiet, too. */
  readonly isResult?: boolean;
  /** Called for each database that did not fail, when its text is printed. */
  readonly after?: (report: T) => void;
}

/** Does a command on all databases: prints what came of each when it is done, and with `--json` one document of all. */
export async function onAll<T>(
  session: Session,
  { change = {}, work, text, isResult = false, after }: OnAll<T>,
): Promise<void> {
  const { output } = session;
  const shown = (name: string, database: string): string => (name === database ? name : `${name} (${database})`);
  const results = await session.runWith(({ config, folder, listener, signal }) => {
    let began = performance.now();
    return onAllDatabases({ ...config, ...change }, { folder, listener, signal }, async (migrator, name) => {
      output.note(output.noteColours.bold(`${shown(name, config.databases[name]?.database ?? name)}:`));
      began = performance.now();
      const report = await work(migrator);
      const print = (): string => text(report, performance.now() - began);
      if (!output.json) output[isResult ? 'result' : 'report'](report, print);
      after?.(report);
      return report;
    });
  });
  const failed = results.filter((result) => 'error' in result);
  for (const { name, database, error } of failed) {
    output.error(`${output.noteColours.bold(`${shown(name, database)}:`)}\n${errorText(error, output)}`);
  }
  if (output.json) output.data({ databases: results.map(resultData) });
  if (failed.length === 0) return;
  const names = failed.map(({ name }) => name).join(', ');
  output.error(output.noteColours.red(`${failed.length} of ${results.length} databases failed: ${names}.`));
  const codes = new Set(failed.map(({ error }) => exitCodeOf(error)));
  const [only = ExitCode.failed] = codes;
  if (session.exitCode === ExitCode.ok) session.exitCode = codes.size === 1 ? only : ExitCode.failed;
}

function resultData<T>(result: DatabaseResult<T>) {
  const { name, database } = result;
  return 'error' in result
    ? { name, database, error: errorData(result.error) }
    : { name, database, report: result.report };
}
