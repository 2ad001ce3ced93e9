import { text } from './catalog.js';
import type { Query, ServerFacts } from './facts.js';

/**
 * The given views, and those that mention one of the names, or such a view. MySQL knows which; in MariaDB the text of the
 * view is looked at, where a name may be found that is another's.
 */
export async function viewsOver(
  query: Query,
  schema: string,
  names: readonly string[],
  views: readonly string[],
  { flavour }: ServerFacts,
): Promise<readonly string[]> {
  const found = new Set(views);
  let sources = names;
  while (sources.length > 0) {
    const rows =
      flavour.kind === 'mysql'
        ? // oxlint-disable-next-line no-await-in-loop -- each round asks for what the one before it found
          await query(
            `SELECT DISTINCT VIEW_NAME AS name FROM information_schema.VIEW_TABLE_USAGE
              WHERE VIEW_SCHEMA = ? AND TABLE_SCHEMA = ? AND TABLE_NAME IN (${sources.map(() => '?').join(', ')})`,
            [schema, schema, ...sources],
          )
        : // oxlint-disable-next-line no-await-in-loop -- each round asks for what the one before it found
          await query(
            `SELECT TABLE_NAME AS name FROM information_schema.VIEWS
              WHERE TABLE_SCHEMA = ? AND (${sources.map(() => 'INSTR(VIEW_DEFINITION, ?) > 0').join(' OR ')})`,
            [schema, ...sources.map((name) => `\`${name.replaceAll('`', '``')}\``)],
          );
    sources = rows.map((row) => text(row['name'])).filter((name) => !found.has(name));
    for (const name of sources) found.add(name);
  }
  return [...found];
}
