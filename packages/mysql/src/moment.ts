import type { FlavourKind } from './flavour.js';

const moment = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6})\d*)?\s?(Z|[+-]\d\d:?\d\d)$/iu;

/**
 * A moment with its offset, `2026-01-01 10:00:00+00:00` or `2026-01-01T10:00:00Z`, as SQL for a column of the type TIMESTAMP.
 * MySQL takes the first as it is and not the second, MariaDB takes none. `undefined` for any other value.
 */
export function momentText(value: unknown, flavour: FlavourKind): string | undefined {
  const match = typeof value === 'string' ? moment.exec(value) : null;
  if (match === null) return undefined;
  const [, day = '', time = '', fraction = '', zone = ''] = match;
  const offset = zone.toUpperCase() === 'Z' ? '+00:00' : zone.replace(/^([+-]\d\d)(\d\d)$/u, '$1:$2');
  if (flavour === 'mysql') return `'${day} ${time}${fraction === '' ? '' : `.${fraction}`}${offset}'`;
  const seconds = Date.parse(`${day}T${time}${offset}`) / 1000;
  return Number.isNaN(seconds) || seconds < 0 ? undefined : `FROM_UNIXTIME(${seconds}.${fraction.padEnd(6, '0')})`;
}

/** Whether rows hold any: whoever sends them looks at the columns only then. */
export function mayHoldMoments(rows: Iterable<readonly unknown[]>): boolean {
  // What comes one after another cannot be looked at beforehand.
  if (!Array.isArray(rows)) return true;
  return (rows as readonly (readonly unknown[])[]).some((row) => row.some(isMoment));
}

const [shortest, longest] = ['2026-01-01 10:00Z'.length, '2026-01-01 10:00:00.123456789 +00:00'.length];

function isMoment(value: unknown): boolean {
  return typeof value === 'string' && value.length >= shortest && value.length <= longest && moment.test(value);
}
