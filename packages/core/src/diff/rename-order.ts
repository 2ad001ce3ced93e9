/** One name that becomes another. */
export interface NameStep<Name> {
  readonly from: Name;
  readonly to: Name;
}

/**
 * Renames in an order in which each finds its new name free: `b` becomes `c` before `a` becomes `b`. Where they go round in a
 * circle, as of two that swap their names, one of them waits under a name of its own.
 * @param keyOf names that must not be the same at one time have different keys
 * @param spare a name like the given one that nothing has
 */
export function inFreeOrder<Name, Step extends NameStep<Name>>(
  steps: readonly Step[],
  keyOf: (name: Name) => string,
  spare: (name: Name) => Name,
): readonly Step[] {
  const ordered: Step[] = [];
  let waiting = steps;
  while (waiting.length > 0) {
    const taken = new Set(waiting.map(({ from }) => keyOf(from)));
    const free = waiting.filter(({ from, to }) => !taken.has(keyOf(to)) || keyOf(from) === keyOf(to));
    const [first, ...others] = waiting;
    if (free.length > 0) {
      ordered.push(...free);
      waiting = waiting.filter((step) => !free.includes(step));
    } else if (first !== undefined) {
      const aside = spare(first.to);
      ordered.push({ ...first, to: aside });
      waiting = [...others, { ...first, from: aside }];
    }
  }
  return ordered;
}

/** A name that is made of another one and that none of those has which are taken. */
export function spareName(name: string, isTaken: (name: string) => boolean): string {
  // Databases cut names of more than 63 bytes, or refuse them; a character has four at most.
  const base = Buffer.byteLength(name) > 55 ? Array.from(name).slice(0, 13).join('') : name;
  for (let number = 1; ; number += 1) {
    const other = number === 1 ? `${base}_new` : `${base}_new${number}`;
    if (!isTaken(other)) return other;
  }
}
