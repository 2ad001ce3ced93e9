import { quotedString } from '../expression/tokens.js';
import { text } from './catalog.js';
import type { Query, ServerFacts } from './facts.js';

/** The tables of a database whose foreign keys point at the given ones. */
export async function referrersOf(
  query: Query,
  schema: string,
  names: readonly string[],
  { flavour }: ServerFacts,
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  if (flavour.kind === 'mariadb' && [schema, ...names].every((name) => /^\w+$/u.test(name))) {
    const found = await fromInnodb(query, schema, names);
    if (found !== undefined) return found;
  }
  const rows = await query(
    `SELECT DISTINCT TABLE_NAME AS name FROM information_schema.REFERENTIAL_CONSTRAINTS
      WHERE CONSTRAINT_SCHEMA = ? AND UNIQUE_CONSTRAINT_SCHEMA = ? AND REFERENCED_TABLE_NAME IN (${names.map(() => '?').join(', ')})`,
    [schema, schema, ...names],
  );
  return rows.map((row) => text(row['name']));
}

/**
 * MariaDB opens every table of the database to answer that; InnoDB has a list of its own, which takes the PROCESS
 * privilege. Names with other letters than these are encoded in it.
 */
async function fromInnodb(
  query: Query,
  schema: string,
  names: readonly string[],
): Promise<readonly string[] | undefined> {
  try {
    const rows = await query(
      `SELECT DISTINCT FOR_NAME AS name FROM information_schema.INNODB_SYS_FOREIGN
        WHERE REF_NAME IN (${names.map((name) => quotedString(`${schema}/${name}`)).join(', ')})`,
    );
    const prefix = `${schema}/`;
    const found = rows.map((row) => text(row['name'])).filter((name) => name.startsWith(prefix));
    return found.every((name) => /^\w+\/\w+$/u.test(name)) ? found.map((name) => name.slice(prefix.length)) : undefined;
  } catch {
    return undefined;
  }
}
