import type { RawClient } from '../raw-client.js';
import { canonicalDefault, canonicalItems } from './sqlite-text.js';
import { isOfVersionTable, type StateRow } from './state-row.js';

/** SQLite by its PRAGMAs, and by the texts that it keeps, spelled in one way. */
export async function sqliteState(client: RawClient): Promise<readonly StateRow[]> {
  const objects = await client.query(
    String.raw`SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY type, name`,
  );
  const rows: StateRow[] = [];
  for (const { type, name, tbl_name: table, sql } of objects) {
    if (isOfVersionTable(String(table))) continue;
    rows.push({ kind: String(type), name: String(name), text: canonicalItems(String(sql)).join('\n') });
    if (type !== 'table' || /^\s*create\s+virtual\b/iu.test(String(sql))) continue;
    rows.push(...(await tableFacts(client, String(name))));
  }
  return rows;
}

async function tableFacts(client: RawClient, table: string): Promise<readonly StateRow[]> {
  const literal = `'${table.replaceAll("'", "''")}'`;
  const facts = async (kind: string, sql: string, nameOf: (row: Row) => string): Promise<readonly StateRow[]> =>
    (await client.query(sql)).map((row) => ({
      kind,
      name: `${table}.${nameOf(row)}`,
      text: JSON.stringify(plain(row)),
    }));
  const indexes = await client.query(
    `SELECT l.name, l."unique", l.origin, l.partial,
        (SELECT group_concat(x.seqno || ' ' || coalesce(x.name, x.cid) || ' ' || x.desc || ' ' || lower(x.coll) || ' ' || x.key, ', ') FROM pragma_index_xinfo(l.name) x) AS columns
      FROM pragma_index_list(${literal}) l`,
  );
  // SQLite numbers the indexes of constraints; in which order the constraints stand means nothing.
  const shown = indexes
    .map((row) => (String(row['name']).startsWith('sqlite_autoindex_') ? { ...row, name: 'of a constraint' } : row))
    .map((row) => JSON.stringify(plain(row)))
    .toSorted();
  return [
    ...(await facts(
      'kind of table',
      `SELECT type, ncol, wr, strict FROM pragma_table_list(${literal}) WHERE schema = 'main'`,
      () => 'kind',
    )),
    // The number of a row is never null, whether that is said or not.
    ...(await facts(
      'column',
      `SELECT name, type, CASE WHEN pk = 1 AND type = 'INTEGER' COLLATE NOCASE AND (SELECT count(*) FROM pragma_table_info(${literal}) WHERE pk > 0) = 1 THEN 1 ELSE "notnull" END AS "notnull", dflt_value, pk, hidden, cid FROM pragma_table_xinfo(${literal})`,
      ({ name }) => String(name),
    )),
    {
      kind: 'foreign keys',
      name: table,
      text: (
        await client.query(
          `SELECT lower("table") AS "table", group_concat("from" || ' ' || lower(coalesce("to", '')), ', ') AS columns, on_update, on_delete, "match" FROM (SELECT * FROM pragma_foreign_key_list(${literal}) ORDER BY id, seq) GROUP BY id`,
        )
      )
        .map((row) => JSON.stringify(plain(row)))
        .toSorted()
        .join('\n'),
    },
    { kind: 'indexes', name: table, text: shown.join('\n') },
  ];
}

type Row = Readonly<Record<string, unknown>>;

/** Names of types and defaults in another case are the same; outer parentheses of a default say nothing. */
function plain(row: Row): Row {
  const value = row['dflt_value'];
  return {
    ...row,
    ...(typeof row['type'] === 'string'
      ? {
          type: row['type']
            .toLowerCase()
            .replaceAll(/\s+/gu, ' ')
            .replaceAll(/ ?([(),]) ?/gu, '$1'),
        }
      : {}),
    ...(typeof value === 'string' ? { dflt_value: canonicalDefault(value) } : {}),
  };
}
