import type { Current } from '../../commands/current.js';
import { assertAllDatabases, type AllDatabasesFlag } from '../all-databases-flag.js';
import { ExitCode } from '../exit-codes.js';
import { lineOf, verboseBlock } from '../revision-lines.js';
import type { Session } from '../session.js';

export interface CurrentOptions extends AllDatabasesFlag {
  readonly checkHeads?: boolean;
}

export async function current(session: Session, options: CurrentOptions): Promise<void> {
  assertAllDatabases(session, options);
  if (options.allDatabases === true) {
    const { onAll } = await import('../all-databases.js');
    await onAll(session, {
      work: (migrator) => migrator.current(),
      text: (found) => textOf(session, found),
      isResult: true,
      after: (found) => remark(session, found, options),
    });
    return;
  }
  const found = await (await session.migrator()).current();
  if (session.output.verbose) session.output.note(`Current revision(s) for ${found.database}:`);
  session.output.result(found, () => textOf(session, found));
  remark(session, found, options);
}

function textOf({ output }: Session, { revisions }: Current): string {
  return revisions
    .map((info) => (output.verbose ? verboseBlock(info) : lineOf(info, output.colours, { points: false })))
    .join('\n');
}

function remark(session: Session, { database, revisions, isAtHead }: Current, { checkHeads }: CurrentOptions): void {
  const { output } = session;
  if (checkHeads === true && !isAtHead) {
    session.exitCode = ExitCode.failed;
    output.error(output.noteColours.red(`${database} is not at the heads.`));
  } else if (revisions.length === 0) output.note(`${database}: no revision is applied.`);
  else if (!isAtHead) output.note(output.noteColours.dim(`${database} is not at the heads: \`aludel upgrade heads\`.`));
}
