/** What became of the members of a list: those that are gone, those that are new, and those that stayed. */
export interface Pairs<T> {
  readonly dropped: readonly T[];
  readonly created: readonly T[];
  readonly kept: readonly Pair<T>[];
}

export interface Pair<T> {
  readonly from: T;
  readonly to: T;
}

/**
 * Pairs members that have the same key. This is where tables and columns are recognised again, and so the one place
 * where a rename would be: as a pair whose two keys differ.
 */
export function pairByKey<T>(from: readonly T[], to: readonly T[], keyOf: (member: T) => string): Pairs<T> {
  const kept: Pair<T>[] = [];
  // Most lists begin alike.
  for (const [place, member] of to.entries()) {
    const before = from[place];
    if (before === undefined || keyOf(before) !== keyOf(member)) break;
    kept.push({ from: before, to: member });
  }
  const former = new Map<string, T>();
  for (const member of from.slice(kept.length)) former.set(keyOf(member), member);
  const created: T[] = [];
  for (const member of to.slice(kept.length)) {
    const key = keyOf(member);
    const before = former.get(key);
    if (before === undefined) created.push(member);
    else kept.push({ from: before, to: member });
    former.delete(key);
  }
  return { dropped: [...former.values()], created, kept };
}

/** By code units: the same on every machine, whatever its language. */
export function sortedBy<T>(members: readonly T[], keyOf: (member: T) => string): readonly T[] {
  const keys = members.map(keyOf);
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  // Places are sorted: no object has to be made for each.
  const places = members.map((_, place) => place).sort((a, b) => compare(keys[a] ?? '', keys[b] ?? ''));
  return places.map((place) => members[place] as T);
}
