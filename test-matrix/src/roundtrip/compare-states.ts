import type { StateRow } from './state-row.js';

/** How many of a kind there are, and how they fared. */
export interface KindCounts {
  readonly equal: number;
  readonly different: number;
  readonly missing: number;
  readonly added: number;
}

export interface Difference {
  readonly kind: string;
  readonly name: string;
  /** As it is in the database that the file made; undefined where it is not there. */
  readonly wanted: string | undefined;
  /** As it is in the database that the migration made. */
  readonly made: string | undefined;
}

export interface StateComparison {
  readonly differences: readonly Difference[];
  readonly counts: ReadonlyMap<string, KindCounts>;
}

export function compareStates(wanted: readonly StateRow[], made: readonly StateRow[]): StateComparison {
  const left = new Map(made.map((row) => [keyOf(row), row]));
  const differences: Difference[] = [];
  const counts = new Map<string, KindCounts>();
  const count = (kind: string, what: keyof KindCounts): void => {
    const known = counts.get(kind) ?? { equal: 0, different: 0, missing: 0, added: 0 };
    counts.set(kind, { ...known, [what]: known[what] + 1 });
  };
  for (const row of wanted) {
    const { kind, name, text } = row;
    const other = left.get(keyOf(row));
    left.delete(keyOf(row));
    count(kind, other === undefined ? 'missing' : other.text === text ? 'equal' : 'different');
    if (other?.text !== text) differences.push({ kind, name, wanted: text, made: other?.text });
  }
  for (const { kind, name, text } of left.values()) {
    count(kind, 'added');
    differences.push({ kind, name, wanted: undefined, made: text });
  }
  return { differences, counts };
}

function keyOf({ kind, name }: StateRow): string {
  return `${kind}\0${name}`;
}
