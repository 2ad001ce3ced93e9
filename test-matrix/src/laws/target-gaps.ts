import type { Gap } from '@aludel/testing';
import type { Target } from '../targets.js';

const mysqlGaps: readonly Gap[] = [
  { case: 'type time (withTimeZone)', reason: 'its times of day have no zone' },
  { kind: 'interval', reason: 'it has no type for spans of time' },
];

/** What a target cannot do, with the reason. */
export function gapsOf({ dialect }: Target): readonly Gap[] {
  return dialect === 'mysql' ? mysqlGaps : [];
}
