import type { Gap } from '@aludel/testing';
import type { Target } from '../targets.js';

const mysqlGaps: readonly Gap[] = [
  { case: 'type time (withTimeZone)', reason: 'its times of day have no zone' },
  { kind: 'interval', reason: 'it has no type for spans of time' },
];

const mariadbGaps: readonly Gap[] = [
  ...mysqlGaps,
  {
    case: 'type timestamp (withTimeZone) is written by Knex',
    reason: 'it takes no offset in a timestamp; op.bulkInsert, which knows the columns, says it in its words',
  },
];

/** What a target cannot do, with the reason. */
export function gapsOf({ dialect, flavour }: Target): readonly Gap[] {
  if (flavour === 'mariadb') return mariadbGaps;
  return dialect === 'mysql' ? mysqlGaps : [];
}
