import type { Identity, TableName } from '@aludel/core';
import type { PostgresIdentityOptions, PostgresSequence } from '../augment.js';
import { quotedTable } from './writing.js';

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
  // What is usual depends on the direction, and ALTER SEQUENCE keeps what it was.
  const isTurned = isAscending(from) !== isAscending(to);
  const changedBound = (key: 'minValue' | 'maxValue'): boolean => changed(key) || (isTurned && to[key] === undefined);
  const start = startOf(to);
  return [
    ...(changed('increment') ? [`INCREMENT BY ${to.increment ?? 1}`] : []),
    ...(changedBound('minValue') ? [to.minValue === undefined ? 'NO MINVALUE' : `MINVALUE ${to.minValue}`] : []),
    ...(changedBound('maxValue') ? [to.maxValue === undefined ? 'NO MAXVALUE' : `MAXVALUE ${to.maxValue}`] : []),
    ...(String(startOf(from)) === String(start) ? [] : [`START WITH ${start}`]),
    ...(changed('cache') ? [`CACHE ${to.cache ?? 1}`] : []),
    ...(Boolean(from.cycle) === Boolean(to.cycle) ? [] : [to.cycle === true ? 'CYCLE' : 'NO CYCLE']),
  ];
}

/** Whether a sequence that has not come far may be where it would never begin: then it has to begin anew. */
export function mayBeBehind(from: Counting, to: Counting): boolean {
  if (isAscending(from) !== isAscending(to)) return true;
  return isAscending(to) ? firstOf(to) > firstOf(from) : firstOf(to) < firstOf(from);
}

/** Changes a sequence, which begins anew where it is before all that it counts. */
export function alteredSequence(sequence: TableName, changes: readonly string[], from: Counting, to: Counting): string {
  const name = quotedTable(sequence);
  const words = `ALTER SEQUENCE ${name} ${changes.join(' ')}`;
  if (!mayBeBehind(from, to)) return words;
  return `DO $aludel$
BEGIN
  IF (SELECT last_value ${isAscending(to) ? '<' : '>'} ${firstOf(to)} FROM ${name}) THEN
    ${words} RESTART;
  ELSE
    ${words};
  END IF;
END
$aludel$`;
}

function isAscending({ increment }: Counting): boolean {
  return Number(increment ?? 1) > 0;
}

function startOf(counting: Counting): number | bigint {
  return counting.start ?? firstOf(counting);
}

/** The bound that it comes from. */
function firstOf(counting: Counting): number | bigint {
  return isAscending(counting) ? (counting.minValue ?? 1) : (counting.maxValue ?? -1);
}
