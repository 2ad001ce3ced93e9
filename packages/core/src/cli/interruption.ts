import { ExitCode } from './exit-codes.js';

type Signal = 'SIGINT' | 'SIGTERM';

/** How long a run may take to roll back and to free the lock, once it is told to stop. */
const graceMs = 5000;

export interface InterruptionEvents {
  /** The first signal came. */
  readonly onSignal: (signal: Signal) => void;
  /** The run did not stop in time: the process ends now, and the database rolls back what was open. */
  readonly onGiveUp: () => void;
}

/** Turns SIGINT and SIGTERM into an `AbortSignal` for as long as a run goes on. A second one ends the process at once. */
export class Interruption {
  readonly #controller = new AbortController();
  #received: Signal | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(private readonly events: InterruptionEvents) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.#receive(signal));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What the process is to end with, if a signal came. */
  get exitCode(): ExitCode | undefined {
    return this.#received === undefined ? undefined : codeOf(this.#received);
  }

  /** Stops the run for a reason of ours; with another exit code if it does not stop. */
  stop(exitCode: ExitCode): void {
    this.#controller.abort();
    this.#giveUpLater(exitCode);
  }

  /** The run has ended. A signal that comes after it ends the process at once, too. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#isOver = true;
  }

  #receive(signal: Signal): void {
    if (this.#isOver || this.#received !== undefined) process.exit(codeOf(signal));
    this.#received = signal;
    this.events.onSignal(signal);
    this.stop(codeOf(signal));
  }

  #giveUpLater(exitCode: ExitCode): void {
    this.#timer ??= setTimeout(() => {
      this.events.onGiveUp();
      process.exit(exitCode);
    }, graceMs);
    // If the run has nothing to wait for, neither has the process: see `NeverSettledError`.
    this.#timer.unref();
  }
}

function codeOf(signal: Signal): ExitCode {
  return signal === 'SIGINT' ? ExitCode.interrupted : ExitCode.terminated;
}
