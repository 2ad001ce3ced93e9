import * as fc from 'fast-check';

/**
 * A row of random numbers from which a structure is decided piece by piece. Where it ends, the first choice is taken each
 * time; choices come simplest first, so that fast-check, which makes the row shorter and its numbers smaller, makes the
 * structure simpler.
 */
export class Choices {
  #next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** A whole number from 0 to `most`. */
  upTo(most: number): number {
    return (this.numbers[this.#next++] ?? 0) % (most + 1);
  }

  /** True about once in `times`. */
  oneIn(times: number): boolean {
    return this.upTo(times - 1) === times - 1 && times > 1;
  }

  /** One of a list; `undefined` of an empty one. */
  maybe<T>(list: readonly T[]): T | undefined {
    return list[this.upTo(Math.max(0, list.length - 1))];
  }

  /** One of a list that is not empty. */
  from<T>(list: readonly [T, ...T[]]): T {
    return this.maybe(list) ?? list[0];
  }

  /** At least `least` and at most `most` members of a list, in its order or another. */
  some<T>(list: readonly T[], least: number, most: number): readonly T[] {
    const left = [...list];
    const chosen: T[] = [];
    const count = Math.min(left.length, least + this.upTo(Math.max(0, most - least)));
    while (chosen.length < count) chosen.push(...left.splice(this.upTo(left.length - 1), 1));
    return chosen;
  }
}

/** What is built from choices, as an arbitrary of fast-check. */
export function arbitraryFrom<T>(build: (choices: Choices) => T): fc.Arbitrary<T> {
  return fc
    .noBias(fc.array(fc.nat(0xffff), { maxLength: 1500, size: 'max' }))
    .map((numbers) => build(new Choices(numbers)));
}
