import type { Query } from './facts.js';

/** Rights by which `information_schema` shows a table; others (PROCESS, EVENT …) do not. */
const showing =
  /\b(?:ALL PRIVILEGES|SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|REFERENCES|INDEX|ALTER|SHOW VIEW|TRIGGER)\b(?! (?:ROUTINE|USER|ROLE|TABLESPACE|TEMPORARY))/iu;

/**
 * Whether the server shows a user only some of a database's tables: those on which there is a right of their own, as long as
 * there is none on the database. Privileges of active roles count: https://dev.mysql.com/doc/refman/en/show-grants.html
 */
export async function hidesTables(query: Query, database: string): Promise<boolean> {
  const rows = await query('SHOW GRANTS', []);
  return !rows.some((row) => showsAll(String(Object.values(row)[0]), database));
}

/** `GRANT SELECT, INSERT ON `shop`.* TO `me`@`%`` */
export function showsAll(grant: string, database: string): boolean {
  const [, rights = '', place = ''] = /^GRANT (.*?) ON (\*|`(?:[^`]|``)*`)\.\* TO /isu.exec(grant) ?? [];
  if (!showing.test(rights)) return false;
  return place === '*' || likeName(place.slice(1, -1).replaceAll('``', '`')).test(database);
}

/** In a grant `_` and `%` stand for other characters, unless a backslash is before them. */
function likeName(pattern: string): RegExp {
  const parts = pattern.match(/\\[_%\\]|[^\\]|\\/gsu) ?? [];
  const source = parts.map((part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    const literal = part.length === 2 ? part.slice(1) : part;
    return literal.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  });
  return new RegExp(`^${source.join('')}$`, 'isu');
}
