import type { ErrorLocation } from '../errors.js';
import type { RunEvent } from '../run/events.js';
import { duration } from './duration.js';
import { LiveLine } from './live-line.js';
import type { Output } from './output.js';

/** Tells people how a run goes on, on stderr: a line a migration, with `-v` one a statement. */
export class Progress {
  readonly #live: LiveLine;
  #begun = performance.now();
  #index = 0;
  #total = 0;
  #step: { readonly revision: string; readonly message: string } | undefined;
  #operation: string | undefined;

  constructor(private readonly output: Output) {
    this.#live = new LiveLine(output.stderr, !output.quiet);
  }

  /** What runs at the moment. */
  get location(): ErrorLocation {
    return {
      ...(this.#step === undefined ? {} : { revision: this.#step.revision }),
      ...(this.#operation === undefined ? {} : { operation: this.#operation }),
    };
  }

  /** Milliseconds since the plan was made: all that the run takes, without waiting for the lock. */
  get elapsedMs(): number {
    return performance.now() - this.#begun;
  }

  readonly listener = (event: RunEvent): void => {
    switch (event.type) {
      case 'lockWaiting':
        this.#waiting(event.holder?.description, event.waitedMs);
        break;
      case 'planned':
        this.#begun = performance.now();
        this.#total = event.revisions.length;
        break;
      case 'stepStarted':
        this.#index = event.index;
        this.#total = event.total;
        this.#step = event;
        if (this.output.verbose) this.#print(this.#heading());
        else this.#live.show(() => `${this.#heading()} …`);
        break;
      case 'statementStarted':
        this.#operation = event.operation;
        this.#statementStarted();
        break;
      case 'statementDone':
        this.#operation = undefined;
        if (this.output.verbose) this.#print(`      ${this.#time(event.durationMs)}  ${oneLine(event.sql)}`);
        break;
      case 'stepRestarted':
        this.#print(this.output.noteColours.dim(`      begins again, after ${oneLine(event.reason)}`));
        break;
      case 'stepDone':
        this.#print(`${this.#heading()}  ${this.#time(event.durationMs)}`);
        this.#step = undefined;
        break;
    }
  };

  /** Clears what is shown for the moment only. */
  end(): void {
    this.#live.clear();
  }

  #statementStarted(): void {
    const began = performance.now();
    this.#live.show(() => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      const operation = this.#operation === undefined ? '' : ` ${this.#operation}`;
      return `${this.#heading()} …${operation}${seconds < 1 ? '' : ` (${seconds} s)`}`;
    });
  }

  #waiting(holder: string | undefined, waitedMs: number): void {
    const who = holder === undefined ? 'another run' : `another run (${holder})`;
    const since = waitedMs < 1000 ? '' : `, ${duration(waitedMs)} so far`;
    this.#print(this.output.noteColours.yellow(`Waiting for the lock, which ${who} holds${since} …`));
  }

  #heading(): string {
    const { dim, cyan } = this.output.noteColours;
    const number = String(this.#index + 1).padStart(String(this.#total).length);
    const { revision = '', message = '' } = this.#step ?? {};
    return `${dim(`[${number}/${this.#total}]`)} ${cyan(revision)}${message === '' ? '' : `  ${message}`}`;
  }

  #time(milliseconds: number): string {
    return this.output.noteColours.dim(duration(milliseconds));
  }

  #print(text: string): void {
    this.#live.clear();
    this.output.note(text);
  }
}

function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/gu, ' ').trim();
}
