import { lineOf, verboseBlock } from '../revision-lines.js';
import type { Session } from '../session.js';

export async function branches(session: Session): Promise<void> {
  const { output } = session;
  const found = await (await session.migrator()).branches();
  output.result({ branches: found }, () =>
    found
      .map((point) => {
        const top = output.verbose ? verboseBlock(point) : lineOf(point, output.colours, { labels: true });
        const children = point.branches.map(
          (child) =>
            `${' '.repeat(point.revision.length)} -> ${lineOf(child, output.colours, { labels: true, message: output.verbose })}`,
        );
        return [top, ...children].join('\n');
      })
      .join('\n'),
  );
  if (found.length === 0) output.note('No revision is followed by several.');
}
