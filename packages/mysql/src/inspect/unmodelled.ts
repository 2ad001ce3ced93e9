import type { Unmodelled } from '@aludel/core/dialect';
import { text } from './catalog.js';
import type { Query, ServerFacts } from './facts.js';

/** Options of tables that say where or by whom rows are kept, which is a matter of a server and not of a schema. */
const places: Readonly<Record<string, string>> = {
  CONNECTION: 'its rows are on another server (CONNECTION)',
  UNION: 'it is a union of other tables (UNION)',
  'DATA DIRECTORY': 'its files are in a folder of their own (DATA DIRECTORY)',
  'INDEX DIRECTORY': 'its indexes are in a folder of their own (INDEX DIRECTORY)',
  AUTOEXTEND_SIZE: 'its file grows by a size of its own (AUTOEXTEND_SIZE)',
  TABLESPACE: 'it is in a tablespace of its own (TABLESPACE)',
};

/** Which of a table's options are not in the model, in words. Their values can hold a password. */
export function unmodelledOptions(others: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(others).flatMap((name) => places[name] ?? []);
}

export function withoutUnmodelled(others: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(others).filter(([name]) => places[name] === undefined));
}

/** The tables in a tablespace that they share, or whose own grows in another way, as far as the user may see that: it takes the PROCESS privilege. */
export async function inTablespaces(
  query: Query,
  schema: string,
  { flavour }: ServerFacts,
): Promise<readonly Unmodelled[]> {
  if (flavour.kind === 'mariadb' || !/^[ -~]+$/u.test(schema)) return [];
  const files = `${asFileName(schema).replaceAll('_', String.raw`\_`)}/%`;
  try {
    const rows = await query(
      `SELECT SUBSTRING_INDEX(NAME, '/', -1) AS name FROM information_schema.INNODB_TABLES WHERE SPACE_TYPE <> 'Single' AND NAME LIKE ?`,
      [files],
    );
    const growing = await query(
      `SELECT SUBSTRING_INDEX(NAME, '/', -1) AS name FROM information_schema.INNODB_TABLESPACES WHERE AUTOEXTEND_SIZE > 0 AND NAME LIKE ?`,
      [files],
    );
    return [
      ...rows.map((row) => ({
        kind: 'table',
        name: fromFileName(text(row['name'])),
        reason: places['TABLESPACE'] ?? '',
      })),
      ...growing.map((row) => ({
        kind: 'table',
        name: fromFileName(text(row['name'])),
        reason: places['AUTOEXTEND_SIZE'] ?? '',
      })),
    ];
  } catch {
    return [];
  }
}

/** InnoDB's catalog has names as they are in names of files: https://dev.mysql.com/doc/refman/8.4/en/identifier-mapping.html */
function asFileName(name: string): string {
  return name.replaceAll(/\W/gu, (one) => `@${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Letters beyond ASCII stay as they are in the file's name. */
function fromFileName(file: string): string {
  return file.replaceAll(/@([\da-f]{4})/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
