import { ExitCode } from '../exit-codes.js';
import { lineOf, verboseBlock } from '../revision-lines.js';
import type { Session } from '../session.js';

export interface CurrentOptions {
  readonly checkHeads?: boolean;
}

export async function current(session: Session, { checkHeads = false }: CurrentOptions): Promise<void> {
  const { output } = session;
  const found = await (await session.migrator()).current();
  const { database, revisions, isAtHead } = found;
  if (output.verbose) output.note(`Current revision(s) for ${database}:`);
  output.result(found, () =>
    revisions
      .map((info) => (output.verbose ? verboseBlock(info) : lineOf(info, output.colours, { points: false })))
      .join('\n'),
  );
  if (checkHeads && !isAtHead) {
    session.exitCode = ExitCode.failed;
    output.error(output.noteColours.red(`${database} is not at the heads.`));
  } else if (revisions.length === 0) output.note(`${database}: no revision is applied.`);
  else if (!isAtHead) output.note(output.noteColours.dim(`${database} is not at the heads: \`aludel upgrade heads\`.`));
}
