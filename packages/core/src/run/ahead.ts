/**
 * Work that is done while the process would only wait, for a database's answer say, or when its result is asked for,
 * whichever comes first.
 */
export class Ahead<Result> {
  readonly #turn: NodeJS.Immediate;
  #outcome: (() => Result) | undefined;

  constructor(private readonly work: () => Result) {
    // It comes when nothing is left to do at once: what the present work sends is on its way by then.
    this.#turn = setImmediate(() => (this.#outcome ??= outcomeOf(work)));
  }

  /** @throws whatever the work threw */
  take(): Result {
    clearImmediate(this.#turn);
    this.#outcome ??= outcomeOf(this.work);
    return this.#outcome();
  }

  /** Nobody will ask for it: it is not begun, if it was not yet. */
  drop(): void {
    clearImmediate(this.#turn);
  }
}

function outcomeOf<Result>(work: () => Result): () => Result {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
