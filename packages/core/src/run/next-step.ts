import { Ahead } from './ahead.js';
import type { ReadyStep, RunStep } from './ready-step.js';

interface Expected {
  readonly step: RunStep;
  readonly ready: Ahead<Promise<ReadyStep>>;
  calling?: Ahead<void>;
}

/** Makes each step ready while the one before it waits for the database. */
export class NextStep {
  #next: Expected | undefined;

  /** @param load loads a step's code */
  constructor(private readonly load: (step: RunStep) => Promise<ReadyStep>) {}

  /** This one comes next: its code may be loaded. */
  expect(step: RunStep | undefined): void {
    this.drop();
    if (step === undefined) return;
    this.#next = {
      step,
      ready: new Ahead(() => {
        const loading = this.load(step);
        // What is wrong with it is told when its turn comes.
        loading.catch(() => undefined);
        return loading;
      }),
    };
  }

  /** All that comes before it is in effect: its function may be called. */
  mayBeCalled(): void {
    const next = this.#next;
    if (next === undefined) return;
    const call = (ready: ReadyStep): void => {
      if (this.#next === next) ready.call().catch(() => undefined);
    };
    next.calling = new Ahead(() => void next.ready.take().then(call, () => undefined));
  }

  /** @returns it, and for how long the run has waited for its code, in milliseconds */
  async take(step: RunStep): Promise<{ readonly ready: ReadyStep; readonly loadMs: number }> {
    const started = performance.now();
    const next = this.#next?.step === step ? this.#next : undefined;
    if (next !== undefined) this.#next = undefined;
    next?.calling?.drop();
    const ready = await (next?.ready.take() ?? this.load(step));
    return { ready, loadMs: performance.now() - started };
  }

  /** No more are wanted. One whose function was called gets nothing that it waits for. */
  drop(): void {
    this.#next?.calling?.drop();
    this.#next?.ready.drop();
    this.#next = undefined;
  }
}
