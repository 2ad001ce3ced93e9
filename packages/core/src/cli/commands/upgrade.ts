import type { RunReport } from '../../commands/run-report.js';
import type { TransactionMode } from '../../run/runner.js';
import { duration } from '../duration.js';
import type { Session } from '../session.js';
import { lockSetting, writeScript } from './script.js';

export interface RunFlags {
  readonly sql?: boolean;
  readonly transaction?: TransactionMode;
  readonly lockTimeout?: number;
}

export async function upgrade(session: Session, revision = 'head', flags: RunFlags = {}): Promise<void> {
  const options = runOptions(flags);
  if (flags.sql === true) {
    await writeScript(session, (migrator, write) => migrator.upgradeScript(revision, write, options));
    return;
  }
  const [report, took] = await session.run(lockSetting(flags), (migrator) => migrator.upgrade(revision, options));
  tell(session, report, 'Upgraded', took);
}

export async function downgrade(session: Session, revision: string, flags: RunFlags): Promise<void> {
  const options = runOptions(flags);
  if (flags.sql === true) {
    await writeScript(session, (migrator, write) => migrator.downgradeScript(revision, write, options));
    return;
  }
  const [report, took] = await session.run(lockSetting(flags), (migrator) => migrator.downgrade(revision, options));
  tell(session, report, 'Downgraded', took);
}

function runOptions({ transaction }: RunFlags) {
  return transaction === undefined ? {} : { transactions: transaction };
}

function tell({ output }: Session, report: RunReport, done: string, took: number): void {
  const { database, from, to, steps } = report;
  output.report(report, () => {
    const { green, bold } = output.colours;
    if (steps.length === 0) return `Nothing to do: ${database} is at ${namesOf(to)}.`;
    const count = steps.length === 1 ? '1 migration' : `${steps.length} migrations`;
    return `${green(done)} ${database} from ${namesOf(from)} to ${bold(namesOf(to))}: ${count} in ${duration(took)}.`;
  });
}

function namesOf(revisions: readonly string[]): string {
  return revisions.length === 0 ? 'base' : revisions.join(', ');
}
