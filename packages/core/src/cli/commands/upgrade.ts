import type { RunReport } from '../../commands/run-report.js';
import type { Migrator } from '../../environment/migrator.js';
import type { TransactionMode } from '../../run/runner.js';
import { assertAllDatabases, type AllDatabasesFlag } from '../all-databases-flag.js';
import { duration } from '../duration.js';
import type { Session } from '../session.js';
import { lockSetting, writeScript } from './script.js';

export interface RunFlags extends AllDatabasesFlag {
  readonly transaction?: TransactionMode;
  readonly lockTimeout?: number;
}

export async function upgrade(session: Session, revision = 'head', flags: RunFlags = {}): Promise<void> {
  assertAllDatabases(session, flags);
  const options = runOptions(flags);
  if (flags.sql === true) {
    await writeScript(session, (migrator, write) => migrator.upgradeScript(revision, write, options));
    return;
  }
  await run(session, flags, 'Upgraded', (migrator) => migrator.upgrade(revision, options));
}

export async function downgrade(session: Session, revision: string, flags: RunFlags): Promise<void> {
  assertAllDatabases(session, flags);
  const options = runOptions(flags);
  if (flags.sql === true) {
    await writeScript(session, (migrator, write) => migrator.downgradeScript(revision, write, options));
    return;
  }
  await run(session, flags, 'Downgraded', (migrator) => migrator.downgrade(revision, options));
}

async function run(
  session: Session,
  flags: RunFlags,
  done: string,
  work: (migrator: Migrator) => Promise<RunReport>,
): Promise<void> {
  const change = lockSetting(flags);
  const text = (report: RunReport, took: number): string => textOf(session, report, done, took);
  if (flags.allDatabases === true) {
    const { onAll } = await import('../all-databases.js');
    await onAll(session, { change, work, text });
    return;
  }
  const [report, took] = await session.run(change, work);
  session.output.report(report, () => text(report, took));
}

function runOptions({ transaction }: RunFlags) {
  return transaction === undefined ? {} : { transactions: transaction };
}

function textOf({ output }: Session, report: RunReport, done: string, took: number): string {
  const { database, from, to, steps } = report;
  const { green, bold } = output.colours;
  if (steps.length === 0) return `Nothing to do: ${database} is at ${namesOf(to)}.`;
  const count = steps.length === 1 ? '1 migration' : `${steps.length} migrations`;
  return `${green(done)} ${database} from ${namesOf(from)} to ${bold(namesOf(to))}: ${count} in ${duration(took)}.`;
}

function namesOf(revisions: readonly string[]): string {
  return revisions.length === 0 ? 'base' : revisions.join(', ');
}
