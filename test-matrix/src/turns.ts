/**
 * Lets so many in at a time, in the order in which they came. ava starts all tests of a file at once, and a database takes
 * neither hundreds of connections nor, for those that live in the test's process, hundreds of megabytes for each.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(places: number) {
    this.#free = places;
  }

  /** Resolves when it is the caller's turn, to the function that ends it. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    };
  }
}
