import { quoted } from './writing.js';

/** https://sqlite.org/lang_keywords.html: some may stand bare in some places; none needs to. */
export const keywords: ReadonlySet<string> = new Set(
  `abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case
  cast check collate column commit conflict constraint create cross current current_date current_time current_timestamp
  database default deferrable deferred delete desc detach distinct do drop each else end escape except exclude exclusive
  exists explain fail filter first following for foreign from full generated glob group groups having if ignore immediate
  in index indexed initially inner insert instead intersect into is isnull join key last left like limit match
  materialized natural no not nothing notnull null nulls of offset on or order others outer over partition plan pragma
  preceding primary query raise range recursive references regexp reindex release rename replace restrict returning right
  rollback row rows savepoint select set strict table temp temporary then ties to transaction trigger true false rowid
  unbounded union unique update using vacuum values view virtual when where window with within without`.split(/\s+/u),
);

/**
 * A name without quotes where it can do without: SQLite writes a new name into stored definitions as it stands in the
 * RENAME, and a column that never had quotes should not get them by being renamed back.
 */
export function bareName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/u.test(name) && !keywords.has(name.toLowerCase()) ? name : quoted(name);
}
