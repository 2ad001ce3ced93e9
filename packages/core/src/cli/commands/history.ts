import { isUnicode } from '../colours.js';
import { drawGraph } from '../graph-drawing.js';
import { lineOf, verboseBlock } from '../revision-lines.js';
import type { Session } from '../session.js';

export interface HistoryFlags {
  readonly revRange?: string;
  readonly indicateCurrent?: boolean;
  readonly ascii?: boolean;
}

export async function history(session: Session, flags: HistoryFlags): Promise<void> {
  const { output } = session;
  const { revRange, indicateCurrent = false, ascii = !isUnicode() } = flags;
  const migrator = await session.migrator();
  const found = await migrator.history({ indicateCurrent, ...(revRange === undefined ? {} : { range: revRange }) });
  output.result({ revisions: found }, () => {
    if (output.verbose) return found.map((info) => verboseBlock(info)).join('\n');
    const nodes = found.map((info) => ({
      id: info.revision,
      parents: info.downRevisions,
      isMarked: info.isApplied ?? true,
    }));
    const lines: string[] = [];
    for (const { drawing, index } of drawGraph(nodes, { ascii })) {
      const info = index === undefined ? undefined : found[index];
      const text =
        info === undefined ? '' : lineOf(info, output.colours, { labels: true, depends: true, message: true });
      lines.push(text === '' ? drawing : `${drawing}  ${text}`);
    }
    return lines.join('\n');
  });
  if (found.length === 0) output.note('There is no revision in this range.');
}
