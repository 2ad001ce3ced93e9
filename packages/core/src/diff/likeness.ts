/** How alike two names are: 1 for the same, 0 for nothing in common. Case, and how words are joined, does not count. */
export function nameLikeness(a: string, b: string): number {
  const [one, other] = [plain(a), plain(b)];
  if (one === other) return 1;
  const longest = Math.max(one.length, other.length);
  if (longest === 0) return 0;
  const contained = one.length > 2 && other.length > 2 && (one.includes(other) || other.includes(one));
  return Math.max(1 - distance(one, other) / longest, contained ? 0.6 : 0);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Levenshtein's distance. */
export function distance(a: string, b: string): number {
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
