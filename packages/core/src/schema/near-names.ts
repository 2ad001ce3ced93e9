/** What was meant, most likely: of those that are known, the one that is the same but for case and separators, one or two letters apart, or a beginning. */
export function nearestName(asked: string, known: readonly string[]): string | undefined {
  const plain = plainName(asked);
  const apart = known.map((name) => ({ name, by: editDistance(plainName(name), plain) }));
  const [closest] = apart.toSorted((a, b) => a.by - b.by);
  if (closest !== undefined && closest.by <= 2) return closest.name;
  return known.find((name) => plainName(name).startsWith(plain) || plain.startsWith(plainName(name)));
}

/** Without case, and without what joins its words. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** How many letters have to be put in, taken out or replaced: Levenshtein's distance. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
