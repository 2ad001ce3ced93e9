import { runProgram, type CommandLine } from './run-program.js';
import { UnavailableError } from './provider.js';

let known: Promise<boolean> | undefined;

/**
 * Makes a command line whose program gets `signal` from the kernel when this process is gone, even by SIGKILL
 * (prctl(2), PR_SET_PDEATHSIG). Linux only, by util-linux's setpriv.
 *
 * @throws UnavailableError where the system can't: a server could then stay behind
 */
export async function dyingWithUs(signal: 'KILL' | 'QUIT', commandLine: CommandLine): Promise<CommandLine> {
  known ??= runProgram(['setpriv', '--pdeathsig', 'KILL', '--', 'true']).then(({ status }) => status === 0);
  if (!(await known)) {
    throw new UnavailableError(
      'setpriv (util-linux 2.33 or newer), by which a server ends with its test run, is not here',
    );
  }
  return ['setpriv', '--pdeathsig', signal, '--', ...commandLine];
}
