import { UsageError } from '../errors.js';
import type { Session } from '../session.js';
import { lockSetting, writeScript } from './script.js';

export interface StampFlags {
  readonly purge?: boolean;
  readonly sql?: boolean;
  readonly lockTimeout?: number;
}

export async function stamp(session: Session, revisions: readonly string[], flags: StampFlags): Promise<void> {
  const { output } = session;
  const { sql = false, purge = false } = flags;
  if (sql) {
    if (purge) throw new UsageError('--purge and --sql do not go together.', 'Leave one of them out.');
    await writeScript(session, (migrator, write) => migrator.stampScript(revisions, write));
    return;
  }
  const [report] = await session.run(lockSetting(flags), (migrator) => migrator.stamp(revisions, { purge }));
  output.report(report, () => {
    const { database, inserted, deleted } = report;
    const to = report.to.length === 0 ? 'base' : report.to.join(', ');
    if (inserted.length === 0 && deleted.length === 0) return `Nothing to do: ${database} is at ${to}.`;
    return `Stamped ${database} at ${to}: ${rows(inserted.length)} added, ${rows(deleted.length)} removed.`;
  });
}

function rows(count: number): string {
  return count === 1 ? '1 revision' : `${count} revisions`;
}

export async function ensureVersion(session: Session, flags: StampFlags): Promise<void> {
  const { output } = session;
  if (flags.sql === true) {
    await writeScript(session, (migrator, write) => migrator.ensureVersionScript(write));
    return;
  }
  const [report] = await session.run(lockSetting(flags), (migrator) => migrator.ensureVersion());
  output.report(report, () =>
    report.created
      ? `Created ${report.table} in ${report.database}.`
      : `Nothing to do: ${report.database} has ${report.table}.`,
  );
}
