import type { Identity } from '@aludel/core';
import type { PostgresIdentityOptions, PostgresSequence } from '../augment.js';

/** What identity columns and sequences say of counting. */
export interface Counting {
  readonly start?: number | bigint | undefined;
  readonly increment?: number | bigint | undefined;
  readonly minValue?: number | bigint | undefined;
  readonly maxValue?: number | bigint | undefined;
  readonly cache?: number | bigint | undefined;
  readonly cycle?: boolean | undefined;
}

export function countingOf({ start, increment, options }: Identity): Counting {
  const { minValue, maxValue, cache, cycle }: PostgresIdentityOptions = options?.postgres ?? {};
  return { start, increment, minValue, maxValue, cache, cycle };
}

export function countingWords(counting: Counting | PostgresSequence): readonly string[] {
  const { increment, minValue, maxValue, start, cache, cycle } = counting;
  return [
    ...(increment === undefined ? [] : [`INCREMENT BY ${increment}`]),
    ...(minValue === undefined ? [] : [`MINVALUE ${minValue}`]),
    ...(maxValue === undefined ? [] : [`MAXVALUE ${maxValue}`]),
    ...(start === undefined ? [] : [`START WITH ${start}`]),
    ...(cache === undefined ? [] : [`CACHE ${cache}`]),
    ...(cycle === true ? ['CYCLE'] : []),
  ];
}

/** What makes one counting into another; a missing one is the sequence's default. */
export function countingChanges(from: Counting, to: Counting): readonly string[] {
  const changed = (key: keyof Counting): boolean => String(from[key]) !== String(to[key]);
  const ascending = Number(to.increment ?? 1) > 0;
  return [
    ...(changed('increment') ? [`INCREMENT BY ${to.increment ?? 1}`] : []),
    ...(changed('minValue') ? [to.minValue === undefined ? 'NO MINVALUE' : `MINVALUE ${to.minValue}`] : []),
    ...(changed('maxValue') ? [to.maxValue === undefined ? 'NO MAXVALUE' : `MAXVALUE ${to.maxValue}`] : []),
    ...(changed('start') ? [`START WITH ${to.start ?? (ascending ? (to.minValue ?? 1) : (to.maxValue ?? -1))}`] : []),
    ...(changed('cache') ? [`CACHE ${to.cache ?? 1}`] : []),
    ...(Boolean(from.cycle) === Boolean(to.cycle) ? [] : [to.cycle === true ? 'CYCLE' : 'NO CYCLE']),
  ];
}
