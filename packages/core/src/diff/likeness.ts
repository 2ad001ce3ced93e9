import { editDistance, plainName } from '../schema/near-names.js';

/** How alike two names are: 1 for the same, 0 for nothing in common. Case, and how words are joined, does not count. */
export function nameLikeness(a: string, b: string): number {
  const [one, other] = [plainName(a), plainName(b)];
  if (one === other) return 1;
  const longest = Math.max(one.length, other.length);
  if (longest === 0) return 0;
  const contained = one.length > 2 && other.length > 2 && (one.includes(other) || other.includes(one));
  return Math.max(1 - editDistance(one, other) / longest, contained ? 0.6 : 0);
}
