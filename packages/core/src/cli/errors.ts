import { AludelError, type ErrorLocation } from '../errors.js';

/** The command line cannot be understood, or asks for what does not go together. */
export class UsageError extends AludelError {
  constructor(message: string, hint: string) {
    super('USAGE', message, { hint });
  }
}

/** No editor is set. */
export class NoEditorError extends AludelError {
  constructor(readonly files: readonly string[]) {
    super('NO_EDITOR', 'No editor is set to open the migration with.', {
      hint: `Set the environment variable VISUAL or EDITOR, or open it yourself: ${files.join(' ')}`,
    });
  }
}

/** The editor ended with an error. */
export class EditorFailedError extends AludelError {
  constructor(
    readonly editor: string,
    problem: string,
  ) {
    super('EDITOR_FAILED', `The editor (${editor}) ${problem}.`, {
      hint: 'Look at the environment variables VISUAL and EDITOR.',
    });
  }
}

/** An error that nobody waited for: a promise of a migration's that was not awaited, or a callback that threw. */
export class StrayError extends AludelError {
  constructor(cause: unknown, location: ErrorLocation) {
    super('STRAY_ERROR', `Outside of what was awaited: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
      location,
      hint: 'Write `await` before every call that gives a promise. Then see with `aludel current` what is applied.',
    });
  }
}

/** Nothing is left to wait for, and the command has not ended. */
export class NeverSettledError extends AludelError {
  constructor(location: ErrorLocation) {
    super('NEVER_SETTLED', 'It waits for a promise that nothing can settle any more.', {
      location,
      hint: 'Look for a promise without resolve or reject in the migration. It was not applied.',
    });
  }
}

/** Code that the command was given to run has ended the process. */
export class ProcessEndedError extends AludelError {
  constructor(exitCode: number, location: ErrorLocation) {
    super('PROCESS_ENDED', `Code that was called has ended the process: process.exit(${exitCode}).`, {
      location,
      hint: 'Take process.exit out of it: throw an error where it must stop. Then see with `aludel current` what is applied.',
    });
  }
}
