export const comparisons: ReadonlySet<string> = new Set(['=', '<=>', '>=', '>', '<=', '<', '<>', '!=']);
export const constants: ReadonlySet<string> = new Set(['true', 'false', 'null', 'unknown']);
/** Called without parentheses, too. */
export const moments: ReadonlyMap<string, string> = new Map([
  ['current_timestamp', 'current_timestamp'],
  ['now', 'current_timestamp'],
  ['localtime', 'current_timestamp'],
  ['localtimestamp', 'current_timestamp'],
  ['current_date', 'curdate'],
  ['current_time', 'curtime'],
  ['utc_timestamp', 'utc_timestamp'],
  ['utc_date', 'utc_date'],
  ['utc_time', 'utc_time'],
  ['current_user', 'current_user'],
]);
