import type { ErrorLocation } from '../errors.js';
import type { RunEvent } from '../run/events.js';
import { duration } from './duration.js';
import { LiveLine } from './live-line.js';
import type { Output } from './output.js';

interface Step {
  readonly revision: string;
  readonly message: string;
}

/** Tells people how a run goes on, on stderr: a line a migration, with `-v` one a statement. */
export class Progress {
  readonly #live: LiveLine;
  #begun = performance.now();
  /** The place of each revision in the plan, from 1. */
  #places: ReadonlyMap<string, number> = new Map();
  #step: Step | undefined;
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
        this.#places = new Map(event.revisions.map((revision, index) => [revision, index + 1]));
        break;
      case 'stepStarted':
        this.#step = event;
        if (this.output.verbose) this.#print(this.#heading(event));
        else this.#live.show(() => `${this.#heading(event)} …`);
        break;
      case 'statementStarted':
        this.#operation = event.operation;
        this.#statementStarted(event);
        break;
      case 'statementDone':
        this.#operation = undefined;
        if (this.output.verbose) this.#print(`      ${this.#time(event.durationMs)}  ${oneLine(event.sql)}`);
        break;
      case 'stepRestarted':
        this.#print(this.output.noteColours.dim(`      begins again, after ${oneLine(event.reason)}`));
        break;
      case 'stepDone':
        this.#print(`${this.#heading(event)}  ${this.#time(event.durationMs)}`);
        if (this.#step?.revision === event.revision) this.#step = undefined;
        break;
    }
  };

  /** Clears what is shown for the moment only. */
  end(): void {
    this.#live.clear();
  }

  #statementStarted(step: Step): void {
    const began = performance.now();
    this.#live.show(() => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      const operation = this.#operation === undefined ? '' : ` ${this.#operation}`;
      return `${this.#heading(step)} …${operation}${seconds < 1 ? '' : ` (${seconds} s)`}`;
    });
  }

  #waiting(holder: string | undefined, waitedMs: number): void {
    const who = holder === undefined ? 'another run' : `another run (${holder})`;
    const since = waitedMs < 1000 ? '' : `, ${duration(waitedMs)} so far`;
    this.#print(this.output.noteColours.yellow(`Waiting for the lock, which ${who} holds${since} …`));
  }

  #heading({ revision, message }: Step): string {
    const { dim, cyan } = this.output.noteColours;
    const total = String(this.#places.size);
    const place = String(this.#places.get(revision) ?? '?').padStart(total.length);
    return `${dim(`[${place}/${total}]`)} ${cyan(revision)}${message === '' ? '' : `  ${message}`}`;
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
