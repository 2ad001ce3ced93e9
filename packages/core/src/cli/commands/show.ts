import { verboseBlock } from '../revision-lines.js';
import type { Session } from '../session.js';

export async function show(session: Session, revision: string): Promise<void> {
  const { output } = session;
  const found = await (await session.migrator()).show(revision);
  output.result({ revisions: found }, () => found.map((info) => verboseBlock(info)).join('\n'));
  if (found.length === 0) output.note(`${revision} stands for no revision.`);
}
