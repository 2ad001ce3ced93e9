import { UsageError } from './errors.js';

/** What commander throws instead of ending the process. */
interface CommanderProblem extends Error {
  readonly code: string;
  readonly exitCode: number;
}

export function isCommanderProblem(error: unknown): error is CommanderProblem {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

/** Whether help or the version was printed: there is nothing to report then. */
export function isAnswered({ code }: CommanderProblem): boolean {
  return code === 'commander.help' || code === 'commander.helpDisplayed' || code === 'commander.version';
}

/**
 * An error of the command line in our words: what commander found, its guess as what to do.
 * @param command the one that was called, where that is known
 */
export function usageError({ message }: CommanderProblem, command?: string): UsageError {
  const [what = '', ...guess] = message.replace(/^error: /u, '').split('\n');
  const sentence = `${what.slice(0, 1).toUpperCase()}${what.slice(1)}`;
  const suggested = guess.join(' ').replace(/^\((.*)\)$/u, '$1');
  return new UsageError(
    /[.?!]$/u.test(sentence) ? sentence : `${sentence}.`,
    suggested === '' ? `See \`aludel ${command === undefined ? '' : `${command} `}--help\`.` : suggested,
  );
}

/** The program was called without a command. */
export function noCommandError(): UsageError {
  return new UsageError('No command is given.', 'See `aludel --help`.');
}
