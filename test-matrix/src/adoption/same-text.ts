import { tokenize, unquoted } from '../../../packages/sqlite/dist/parse/tokens.js';
import type { Row } from '../sqlite/state.js';

/**
 * What `sqlite_schema` says, in one spelling where SQLite itself has several. It puts a name that had quotes of any kind
 * into double ones when it gives the column another name and then its own again; all else must be as it was, spaces and
 * comments included.
 */
export function canonicalSchema(rows: readonly Row[]): readonly string[] {
  return rows.map(({ type, name, tbl_name: table, sql }) => `${type} ${name} ${table}: ${canonicalText(sql)}`);
}

function canonicalText(sql: unknown): string {
  if (typeof sql !== 'string') return String(sql);
  return tokenize(sql)
    .map((token) => (token.kind === 'name' ? `"${unquoted(token.text).replaceAll('"', '""')}"` : token.text))
    .join('');
}
