import type { Operation } from '../../operations/operation.js';
import { canonicalJson } from '../../revisions/checksum.js';
import { ExitCode } from '../exit-codes.js';
import type { Session } from '../session.js';
import { tellOthers } from './autogenerate.js';

/** Ends with 1 where a migration is missing. */
export async function check(session: Session): Promise<void> {
  const { output } = session;
  const report = await (await session.migrator()).check();
  tellOthers(session, report);
  output.result({ ...report, missing: report.missing.map(plain) }, () => report.operations.join('\n'));
  if (report.questions.length > 0) output.note(`Perhaps renamed: ${report.questions.join(', ')}`);
  if (report.operations.length === 0) {
    output.note('The database is as the models say.');
    return;
  }
  output.note('A migration is missing: aludel revision --autogenerate -m "…" writes it.');
  session.exitCode = ExitCode.failed;
}

/** JSON has no words for big numbers and bytes. */
function plain(operation: Operation): unknown {
  return JSON.parse(canonicalJson(operation));
}
