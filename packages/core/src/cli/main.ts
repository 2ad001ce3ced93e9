import { Output } from './output.js';
import { ExitCode, exitCodeOf } from './exit-codes.js';
import { guard } from './last-resort.js';
import { optimizeLate } from './late-optimizer.js';
import { Session } from './session.js';
import { sendConsoleToStderr } from './user-console.js';

/**
 * The `aludel` command. Ends the process, once what was printed has arrived.
 * @param args the command line, without the program
 */
export async function main(args: readonly string[]): Promise<void> {
  optimizeLate();
  sendConsoleToStderr();
  const output = new Output(earlySettings(args));
  const session = new Session(output);
  ignoreClosedPipes();
  const isDone = guard(session);
  let commands: readonly string[] = [];
  try {
    const { createProgram } = await import('./program.js');
    const program = createProgram(session);
    commands = program.commands.map((command) => command.name());
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    await reportFailure(
      error,
      session,
      args.find((argument) => commands.includes(argument)),
    );
  }
  isDone();
  // What a migration or the config left open (a timer, a socket) must not keep the command from ending.
  process.stdout.write('', () => process.exit(session.exitCode));
}

/** What must be known before the command line is parsed, since an error in it is already told that way. */
function earlySettings(args: readonly string[]) {
  const end = args.indexOf('--');
  const options = new Set(end === -1 ? args : args.slice(0, end));
  return { json: options.has('--json'), debug: options.has('--debug'), colour: !options.has('--no-color') };
}

async function reportFailure(error: unknown, session: Session, command: string | undefined): Promise<void> {
  const { isAnswered, isCommanderProblem, noCommandError, usageError } = await import('./usage.js');
  const { errorData, reportError } = await import('./error-report.js');
  if (isCommanderProblem(error) && isAnswered(error)) {
    if (error.exitCode === 0) return;
    // People have been shown the help.
    if (session.output.json) session.output.data({ error: errorData(noCommandError()) });
    session.exitCode = ExitCode.usage;
    return;
  }
  const problem = isCommanderProblem(error) ? usageError(error, command) : error;
  reportError(problem, session.output);
  if (session.exitCode === ExitCode.ok) {
    session.exitCode = session.isConfiguring ? ExitCode.usage : exitCodeOf(problem);
  }
}

/** `aludel history | head` is no error; and whoever stops reading must not stop an upgrade. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
