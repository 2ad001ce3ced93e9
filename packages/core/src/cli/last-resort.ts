import { userFrame } from '../run/call-site.js';
import { reportError } from './error-report.js';
import { NeverSettledError, ProcessEndedError, StrayError } from './errors.js';
import { ExitCode } from './exit-codes.js';
import type { Session } from './session.js';

/**
 * Reports what no `await` brings to the command: an error in a promise or a callback that nobody waits for, a promise
 * that is never settled, and a `process.exit` in code of the user's. Without it Node would print a stack, or end as if all were well.
 * @returns to be called when the command is done
 */
export function guard(session: Session): () => void {
  const stray = (error: unknown): void => reportStray(error, session);
  const idle = (): void => reportNeverSettled(session);
  process.on('unhandledRejection', stray);
  process.on('uncaughtException', stray);
  process.on('beforeExit', idle);
  const exit = (code: number): void => reportExit(code, session);
  process.on('exit', exit);
  return () => process.off('beforeExit', idle).off('exit', exit);
}

/** The exit codes that the command itself ends with before it is done; what it had to say is said then. */
const ownExits = new Set<number>([ExitCode.interrupted, ExitCode.terminated]);
let isTold = false;

/**
 * Tells that the process ends in the middle. Nothing can be waited for any more, imports neither: that is why what is needed
 * here is imported above. It can't be asked for by path, since in the published package many files are one.
 */
function reportExit(code: number, session: Session): void {
  if (isTold || ownExits.has(code)) return;
  reportError(new ProcessEndedError(code, session.location), session.output);
  process.exitCode = session.isConfiguring ? ExitCode.usage : ExitCode.failed;
}

function reportStray(error: unknown, session: Session): void {
  const location = userFrame(error);
  // Without a line of the user's it is ours, and is told as a defect.
  isTold = true;
  const told = location.file === undefined && error instanceof Error ? error : new StrayError(error, location);
  if (!session.stopFor(told)) end(told, session);
}

function reportNeverSettled(session: Session): void {
  end(new NeverSettledError(session.location), session);
}

function end(error: Error, session: Session): void {
  reportError(error, session.output);
  isTold = true;
  process.exit(session.isConfiguring ? ExitCode.usage : ExitCode.failed);
}
