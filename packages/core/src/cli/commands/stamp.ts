import type { OnAll } from '../all-databases.js';
import { assertAllDatabases, type AllDatabasesFlag } from '../all-databases-flag.js';
import { UsageError } from '../errors.js';
import type { Session } from '../session.js';
import { lockSetting, writeScript } from './script.js';

export interface StampFlags extends AllDatabasesFlag {
  readonly purge?: boolean;
  readonly lockTimeout?: number;
}

export async function stamp(session: Session, revisions: readonly string[], flags: StampFlags): Promise<void> {
  assertAllDatabases(session, flags);
  const { sql = false, purge = false } = flags;
  if (sql) {
    if (purge) throw new UsageError('--purge and --sql do not go together.', 'Leave one of them out.');
    await writeScript(session, (migrator, write) => migrator.stampScript(revisions, write));
    return;
  }
  await run(session, flags, {
    work: (migrator) => migrator.stamp(revisions, { purge }),
    text: ({ database, inserted, deleted, to: heads }) => {
      const to = heads.length === 0 ? 'base' : heads.join(', ');
      if (inserted.length === 0 && deleted.length === 0) return `Nothing to do: ${database} is at ${to}.`;
      return `Stamped ${database} at ${to}: ${rows(inserted.length)} added, ${rows(deleted.length)} removed.`;
    },
  });
}

async function run<T>(session: Session, flags: StampFlags, { work, text }: Omit<OnAll<T>, 'change'>): Promise<void> {
  const change = lockSetting(flags);
  if (flags.allDatabases === true) {
    const { onAll } = await import('../all-databases.js');
    await onAll(session, { change, work, text });
    return;
  }
  const [report, took] = await session.run(change, work);
  session.output.report(report, () => text(report, took));
}

function rows(count: number): string {
  return count === 1 ? '1 revision' : `${count} revisions`;
}

export async function ensureVersion(session: Session, flags: StampFlags): Promise<void> {
  assertAllDatabases(session, flags);
  if (flags.sql === true) {
    await writeScript(session, (migrator, write) => migrator.ensureVersionScript(write));
    return;
  }
  await run(session, flags, {
    work: (migrator) => migrator.ensureVersion(),
    text: ({ created, table, database }) =>
      created ? `Created ${table} in ${database}.` : `Nothing to do: ${database} has ${table}.`,
  });
}
