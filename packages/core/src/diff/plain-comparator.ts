import type { Comparator } from '../dialect/comparator.js';
import type { ColumnChange } from '../operations/alter-column.js';
import type { Column } from '../schema/model.js';
import { equal } from './equal.js';

/** Takes two definitions for the same only if they say the same, word for word: for comparing without a database. */
export const plainComparator: Comparator = {
  columnChange(from, to) {
    const change = { ...ownChange(from, to), ...removableChange(from, to), ...optionsChange(from, to) };
    return Object.keys(change).length === 0 ? undefined : change;
  },
  sameIndex: equal,
  sameConstraint(from, to) {
    if (from.name !== undefined && to.name !== undefined) return equal(from, to);
    return equal({ ...from, name: undefined }, { ...to, name: undefined });
  },
  sameObject: equal,
};

function ownChange(from: Column, to: Column): ColumnChange {
  return {
    ...(equal(from.type, to.type) ? {} : { type: to.type }),
    ...(from.nullable === to.nullable ? {} : { nullable: to.nullable }),
  };
}

const removable = ['default', 'comment', 'identity', 'collation', 'generated'] as const;

function removableChange(from: Column, to: Column): ColumnChange {
  return Object.fromEntries(removable.flatMap((key) => (equal(from[key], to[key]) ? [] : [[key, to[key] ?? null]])));
}

function optionsChange(from: Column, to: Column): ColumnChange {
  const former: Record<string, unknown> = { ...from.options };
  const later: Record<string, unknown> = { ...to.options };
  const changed = [...new Set([...Object.keys(former), ...Object.keys(later)])].filter(
    (dialect) => !equal(former[dialect], later[dialect]),
  );
  if (changed.length === 0) return {};
  return { options: Object.fromEntries(changed.map((dialect) => [dialect, later[dialect] ?? null])) };
}
