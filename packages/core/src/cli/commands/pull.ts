import { UsageError } from '../errors.js';
import type { Session } from '../session.js';
import { tellUnmodelled } from './inspect.js';
import { shownPath } from '../shown-path.js';

export interface PullFlags {
  readonly out?: string;
  readonly split?: boolean;
  readonly force?: boolean;
}

/** `aludel pull`: the paths of the files go to stdout. */
export async function pull(session: Session, { out, split, force }: PullFlags): Promise<void> {
  const { config } = await session.project();
  const { models } = config;
  const place = out ?? (typeof models === 'string' ? models : undefined);
  if (place === undefined) {
    throw new UsageError(
      'It is not said where the models go.',
      'Name a file with --out, or give the config a path as `models`.',
    );
  }
  const migrator = await session.migrator();
  const report = await migrator.pull({
    out: place,
    ...(split === undefined ? {} : { split }),
    ...(force === undefined ? {} : { force }),
  });
  const { output } = session;
  output.result(report, () => report.files.map(shownPath).join('\n'));
  output.note(
    output.noteColours.dim(
      `Wrote models of ${counted(report.tables, 'table')} and ${counted(report.objects, 'other object')}.`,
    ),
  );
  tellUnmodelled(session, report.unmodelled.length);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
