import type { Comparator } from '../dialect/comparator.js';
import { hook } from './hook.js';
import type { Compare } from './settings.js';

/** A dialect's comparator with the user's equalities in place of its own. */
export function comparatorWith(own: Comparator, compare: Compare | undefined): Comparator {
  if (compare === undefined) return own;
  const whole: Comparator = {
    columnChange: (from, to) => own.columnChange(from, to),
    sameIndex: (from, to) => own.sameIndex(from, to),
    sameConstraint: (from, to) => own.sameConstraint(from, to),
    sameObject: (from, to) => own.sameObject(from, to),
    tableOptionsChange: (from, to) => own.tableOptionsChange?.(from, to) ?? [],
  };
  const given = hook('autogenerate.compare', compare)(whole);
  const { columnChange, sameIndex, sameConstraint, sameObject, tableOptionsChange } = given;
  return {
    ...whole,
    ...(columnChange === undefined ? {} : { columnChange: guarded('columnChange', columnChange) }),
    ...(sameIndex === undefined ? {} : { sameIndex: guarded('sameIndex', sameIndex) }),
    ...(sameConstraint === undefined ? {} : { sameConstraint: guarded('sameConstraint', sameConstraint) }),
    ...(sameObject === undefined ? {} : { sameObject: guarded('sameObject', sameObject) }),
    ...(tableOptionsChange === undefined
      ? {}
      : { tableOptionsChange: guarded('tableOptionsChange', tableOptionsChange) }),
  };
}

function guarded<Args extends readonly unknown[], Result>(
  name: keyof Comparator,
  call: (...args: Args) => Result,
): (...args: Args) => Result {
  return hook(`autogenerate.compare’s ${name}`, call);
}
