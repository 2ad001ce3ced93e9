/** What sets an option of a table to what it is where nothing is said. */
const usual: ReadonlyMap<string, string> = new Map([
  ['MAX_ROWS', '0'],
  ['MIN_ROWS', '0'],
  ['AVG_ROW_LENGTH', '0'],
  ['CHECKSUM', '0'],
  ['DELAY_KEY_WRITE', '0'],
  ['PACK_KEYS', 'DEFAULT'],
  ['STATS_AUTO_RECALC', 'DEFAULT'],
  ['STATS_SAMPLE_PAGES', 'DEFAULT'],
]);

/** @param name in upper case */
export function usualOption(name: string): string | undefined {
  return usual.get(name);
}

/** Without those that say no more than is so anyway. */
export function withoutUsualOptions(others: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(others).filter(([name, value]) => usual.get(name) !== value.toUpperCase()));
}
