import type { Comparator } from '../dialect/comparator.js';
import type { Index, Table } from '../schema/model.js';
import { pairByKey, type Pairs } from './pairs.js';

/** Recognises the indexes of a table by name. One that has changed is both dropped and created. */
export function diffIndexes(from: Table, to: Table, comparator: Comparator): Pairs<Index> {
  const pairs = pairByKey(from.indexes, to.indexes, ({ name }) => name);
  const changed = pairs.kept.filter((pair) => !comparator.sameIndex(pair.from, pair.to));
  if (changed.length === 0) return pairs;
  const again = new Set(changed);
  return {
    dropped: [...pairs.dropped, ...changed.map((pair) => pair.from)],
    created: [...pairs.created, ...changed.map((pair) => pair.to)],
    kept: pairs.kept.filter((pair) => !again.has(pair)),
  };
}
