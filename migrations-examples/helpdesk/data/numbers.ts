/** Numbers that look random and are the same every time: a linear congruential generator. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  of<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error('There is nothing to choose from.');
    return chosen;
  }
}

const start = Date.UTC(2024, 0, 1);

/** `2024-03-05 14:07:00`, so many minutes after the first of January 2024: as every database takes it. */
export function at(minutes: number): string {
  return new Date(start + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A UUID that follows from a number. */
export function uuidOf(number: number): string {
  const hex = (Math.imul(number, 2654435761) >>> 0).toString(16).padStart(8, '0');
  return `${hex}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
