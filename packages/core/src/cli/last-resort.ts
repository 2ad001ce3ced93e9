import { ExitCode } from './exit-codes.js';
import type { Session } from './session.js';

/**
 * Reports what no `await` brings to the command: an error in a promise or a callback that nobody waits for, and a promise
 * that is never settled. Without it Node would print a stack, or end as if all were well.
 * @returns to be called when the command is done
 */
export function guard(session: Session): () => void {
  const stray = (error: unknown): void => void reportStray(error, session);
  const idle = (): void => void reportNeverSettled(session);
  process.on('unhandledRejection', stray);
  process.on('uncaughtException', stray);
  process.on('beforeExit', idle);
  return () => process.off('beforeExit', idle);
}

async function reportStray(error: unknown, session: Session): Promise<void> {
  const { StrayError } = await import('./errors.js');
  const { userFrame } = await import('../run/call-site.js');
  const location = userFrame(error);
  // Without a line of the user's it is ours, and is told as a defect.
  const told = location.file === undefined && error instanceof Error ? error : new StrayError(error, location);
  if (!session.stopFor(told)) await end(told, session);
}

async function reportNeverSettled(session: Session): Promise<void> {
  const { NeverSettledError } = await import('./errors.js');
  await end(new NeverSettledError(session.location), session);
}

async function end(error: Error, session: Session): Promise<void> {
  const { reportError } = await import('./error-report.js');
  reportError(error, session.output);
  process.exit(session.isConfiguring ? ExitCode.usage : ExitCode.failed);
}
