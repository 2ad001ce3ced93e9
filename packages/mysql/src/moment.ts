const moment = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6})\d*)?\s?(Z|[+-]\d\d:?\d\d)$/iu;

/**
 * A moment with its offset, `2026-01-01 10:00:00+00:00`, as SQL for a column of the type TIMESTAMP. MySQL takes such a text as
 * it is, MariaDB takes none. `undefined` for any other value.
 */
export function momentText(value: unknown): string | undefined {
  const match = typeof value === 'string' ? moment.exec(value) : null;
  if (match === null) return undefined;
  const [, day = '', time = '', fraction = '', zone = ''] = match;
  const seconds = Date.parse(`${day}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/u, '$1:$2').toUpperCase()}`) / 1000;
  return Number.isNaN(seconds) || seconds < 0 ? undefined : `FROM_UNIXTIME(${seconds}.${fraction.padEnd(6, '0')})`;
}
