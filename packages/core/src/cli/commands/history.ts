import { isUnicode } from '../colours.js';
import { drawGraph } from '../graph-drawing.js';
import { lineOf, verboseBlock } from '../revision-lines.js';
import type { Session } from '../session.js';

export interface HistoryFlags {
  readonly revRange?: string;
  readonly indicateCurrent?: boolean;
  readonly ascii?: boolean;
}

const parts = { labels: true, depends: true, message: true };

export async function history(session: Session, flags: HistoryFlags): Promise<void> {
  const { output } = session;
  const { revRange, indicateCurrent = false, ascii = !isUnicode() } = flags;
  const migrator = await session.migrator();
  const found = await migrator.history({ indicateCurrent, ...(revRange === undefined ? {} : { range: revRange }) });
  output.resultLines({ revisions: found }, (line) => {
    if (output.verbose) {
      for (const info of found) line(verboseBlock(info));
      return;
    }
    const { colours } = output;
    drawGraph(found, { ascii }, (drawing, info) => {
      line(info === undefined ? drawing : `${drawing}  ${lineOf(info, colours, parts)}`);
    });
  });
  if (found.length > 0) return;
  output.note(
    revRange === undefined
      ? 'There are no migrations yet: `aludel revision -m "…"` writes one.'
      : 'There is no revision in this range.',
  );
}
