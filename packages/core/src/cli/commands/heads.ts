import { lineOf, verboseBlock } from '../revision-lines.js';
import type { Session } from '../session.js';

export interface HeadsOptions {
  readonly resolveDependencies?: boolean;
}

export async function heads(session: Session, options: HeadsOptions): Promise<void> {
  const { output } = session;
  const found = await (await session.migrator()).heads(options);
  output.result({ heads: found }, () =>
    found
      .map((info) =>
        output.verbose ? verboseBlock(info) : lineOf(info, output.colours, { labels: true, points: false }),
      )
      .join('\n'),
  );
  if (found.length === 0) output.note('There are no migrations yet: `aludel revision -m "…"` writes one.');
}
