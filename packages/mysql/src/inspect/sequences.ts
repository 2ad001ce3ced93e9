import type { MysqlSequence } from '../augment.js';
import { quotedName, quotedString } from '../expression/tokens.js';
import { text, type CatalogRow } from './catalog.js';
import type { Query, ServerFacts } from './facts.js';
import type { TableRow } from './tables.js';

/** Each is a table of one row; all of them are asked in one query. */
export async function readSequences(
  query: Query,
  tables: readonly TableRow[],
  schema: string,
  facts: ServerFacts,
): Promise<readonly MysqlSequence[]> {
  if (tables.length === 0) return [];
  const found = new Map(tables.map((row) => [text(row.table), row]));
  const selects = [...found.keys()].map(
    (name) =>
      `SELECT ${quotedString(name)} AS name, start_value, minimum_value, maximum_value, increment, cache_size, cycle_option, ` +
      `(SELECT COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ${quotedString(schema)} ` +
      `AND TABLE_NAME = ${quotedString(name)} AND COLUMN_NAME = 'start_value') AS type ` +
      `FROM ${quotedName(schema)}.${quotedName(name)}`,
  );
  const rows = await query(selects.join(' UNION ALL '));
  return rows.map((row) => readSequence(row, found.get(text(row['name'])), schema, facts));
}

/** In the words of SHOW CREATE SEQUENCE. What it has come to is no part of its definition. */
function readSequence(row: CatalogRow, table: TableRow | undefined, schema: string, facts: ServerFacts): MysqlSequence {
  const engine = table === undefined ? facts.engine : text(table.engine);
  const comment = table === undefined ? '' : text(table.comment);
  const name = text(row['name']);
  const cache = Number(row['cache_size']);
  const type = text(row['type']).replace(/\(\d+\)/u, '');
  const definition = [
    `CREATE SEQUENCE ${quotedName(name)}`,
    ...(type === 'bigint' ? [] : [`as ${type}`]),
    `start with ${text(row['start_value'])}`,
    `minvalue ${text(row['minimum_value'])}`,
    `maxvalue ${text(row['maximum_value'])}`,
    `increment by ${text(row['increment'])}`,
    cache === 0 ? 'nocache' : `cache ${cache}`,
    Number(row['cycle_option']) === 1 ? 'cycle' : 'nocycle',
    ...(engine.toLowerCase() === facts.engine.toLowerCase() ? [] : [`ENGINE=${engine}`]),
    ...(comment === '' ? [] : [`COMMENT=${quotedString(comment)}`]),
  ];
  return {
    kind: 'mysql.sequence',
    name: { name, ...(schema === facts.database ? {} : { schema }) },
    definition: definition.join(' '),
  };
}
