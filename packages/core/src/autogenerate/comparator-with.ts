import type { Comparator } from '../dialect/comparator.js';
import { hook, isRecord, noBoolean, noOperations } from './hook.js';
import type { Compare } from './settings.js';

/** A dialect's comparator with the user's equalities in place of its own. */
export function comparatorWith(own: Comparator, compare: Compare | undefined): Comparator {
  if (compare === undefined) return own;
  const whole: Comparator = {
    columnChange: (from, to, tables) => own.columnChange(from, to, tables),
    sameIndex: (from, to) => own.sameIndex(from, to),
    sameConstraint: (from, to) => own.sameConstraint(from, to),
    sameObject: (from, to) => own.sameObject(from, to),
    tableOptionsChange: (from, to) => own.tableOptionsChange?.(from, to) ?? [],
    ...(own.optionsAroundColumns === undefined
      ? {}
      : { optionsAroundColumns: (from, to) => own.optionsAroundColumns?.(from, to) ?? { before: [], after: [] } }),
    comesFirst: (change, from, to) => own.comesFirst?.(change, from, to) === true,
    keysStayAway: (from, to) => own.keysStayAway?.(from, to) === true,
  };
  const given = hook('autogenerate.compare', compare, (result) => noEqualities(result, whole))(whole);
  const { columnChange, sameIndex, sameConstraint, sameObject, tableOptionsChange } = given;
  return {
    ...whole,
    ...(columnChange === undefined ? {} : { columnChange: guarded('columnChange', columnChange, noChange) }),
    ...(sameIndex === undefined ? {} : { sameIndex: guarded('sameIndex', sameIndex, noBoolean) }),
    ...(sameConstraint === undefined ? {} : { sameConstraint: guarded('sameConstraint', sameConstraint, noBoolean) }),
    ...(sameObject === undefined ? {} : { sameObject: guarded('sameObject', sameObject, noBoolean) }),
    ...(tableOptionsChange === undefined
      ? {}
      : { tableOptionsChange: guarded('tableOptionsChange', tableOptionsChange, noOperations) }),
  };
}

function noEqualities(result: unknown, whole: Comparator): string | undefined {
  if (!isRecord(result)) return 'and not an object of equalities';
  const wrong = Object.entries(result).find(
    ([name, value]) => !Object.hasOwn(whole, name) || (value !== undefined && typeof value !== 'function'),
  );
  if (wrong === undefined) return undefined;
  const [name] = wrong;
  return Object.hasOwn(whole, name)
    ? `of which ${name} is no function`
    : `and there is no equality ${name}, but ${Object.keys(whole).join(', ')}`;
}

function noChange(result: unknown): string | undefined {
  if (result === undefined || (isRecord(result) && Object.keys(result).length > 0)) return undefined;
  return 'and neither what is to change, as { type: … }, nor undefined where nothing is';
}

function guarded<Args extends readonly unknown[], Result>(
  name: keyof Comparator,
  call: (...args: Args) => Result,
  problem: (result: unknown) => string | undefined,
): (...args: Args) => Result {
  return hook(`autogenerate.compare’s ${name}`, call, problem);
}
