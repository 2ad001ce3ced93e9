import type { AutogenerateOptions, AutogenerateReport, CheckReport } from '../../commands/autogenerate.js';
import type { RevisionOptions } from '../../commands/revision.js';
import type { Migrator } from '../../environment/migrator.js';
import { renameText } from '../../diff/rename-text.js';
import { readDecisions } from '../decisions-file.js';
import { ExitCode } from '../exit-codes.js';
import { Prompt } from '../prompt.js';
import type { Session } from '../session.js';
import { tell, type RevisionFlags } from './revision.js';

/** `revision --autogenerate`: asks at a terminal what only a person knows; elsewhere that is an error. */
export async function autogenerate(
  session: Session,
  migrator: Migrator,
  options: RevisionOptions,
  flags: RevisionFlags,
): Promise<void> {
  const given = decisionsOf(flags);
  const prompt = Prompt.open(session.output);
  let report: AutogenerateReport;
  try {
    report = await migrator.autogenerate({ ...options, ...given, ...(prompt === undefined ? {} : askedBy(prompt)) });
  } catch (error) {
    if (prompt?.isInterrupted === true) session.exitCode = ExitCode.interrupted;
    throw error;
  } finally {
    prompt?.close();
  }
  tellOthers(session, report);
  const { output } = session;
  if (report.file === undefined) {
    output.result(report, () => '');
    output.note('The database is as the models say: no migration was written.');
    return;
  }
  for (const operation of report.operations) output.note(`  ${operation}`);
  if (output.json) output.result(report, () => '');
  else tell(session, report.file);
}

function askedBy(prompt: Prompt): Pick<AutogenerateOptions, 'decide' | 'confirmLosses'> {
  return {
    decide: (question) =>
      prompt.confirm(`Was ${renameText(question).replace(':', ' renamed to ')}? (no: dropped, and created anew)`),
    confirmLosses: (losses) =>
      prompt.confirm(`This loses data: ${losses.map(({ what }) => what).join(', ')}. Write it all the same?`),
  };
}

/** What was decided on the command line, and in the file that it names. */
function decisionsOf({ rename = [], renames, allowDrop, decisions }: RevisionFlags): AutogenerateOptions {
  const { renames: more = [], ...rest } = decisions === undefined ? {} : readDecisions(decisions);
  return {
    ...rest,
    renames: [...new Set([...more, ...rename])],
    ...(renames === false ? { noRenames: true } : {}),
    ...(allowDrop === true ? { allowDrop } : {}),
  };
}

/** What is in the database and nobody knows of. */
export function tellOthers({ output }: Session, { leftAlone }: Pick<CheckReport, 'leftAlone'>): void {
  if (leftAlone.length === 0) return;
  output.note(`Left alone, since no revision made it and no model has it: ${leftAlone.join(', ')}`);
}
