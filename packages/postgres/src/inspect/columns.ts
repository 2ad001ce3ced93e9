import type { Column } from '@aludel/core';
import type { PostgresColumnOptions } from '../augment.js';
import { bareExpression } from '../parse/bare-expression.js';
import { readDefault } from '../parse/default-value.js';
import { collationName, type CatalogQuery } from './catalog-query.js';
import { readStorage } from './storage.js';
import type { TypeNames } from './type-names.js';

export interface ColumnRow {
  readonly relation: number;
  readonly number: number;
  readonly name: string;
  readonly type: number;
  readonly type_text: string;
  readonly not_null: boolean;
  readonly identity: '' | 'a' | 'd';
  readonly generated: '' | 's' | 'v';
  /** The default, or what the column is computed by. */
  readonly expression: string | null;
  readonly collation: string | null;
  readonly storage: string | null;
  readonly compression: string | null;
  readonly statistics: number | null;
  readonly settings: readonly string[] | null;
  /** Not only inherited. */
  readonly local: boolean;
  /** Of its `NOT NULL`, where that may not be what the server would call it (18 and newer). */
  readonly not_null_name: string | null;
}

/** Of tables and materialized views, and the attributes of composite types. */
export const columnsQuery: CatalogQuery<ColumnRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations, version }) => `
    SELECT a.attrelid::int4 AS relation, a.attnum AS number, a.attname AS name, a.atttypid::int4 AS type,
      format_type(a.atttypid, a.atttypmod) AS type_text, a.attnotnull AS not_null, a.attidentity AS identity,
      a.attgenerated AS generated, pg_get_expr(d.adbin, d.adrelid) AS expression,
      CASE WHEN a.attcollation <> t.typcollation THEN ${collationName('a.attcollation')} END AS collation,
      CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
      ${version < 14 ? 'NULL' : `CASE WHEN a.attcompression <> '' THEN a.attcompression END`} AS compression,
      CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
      a.attoptions AS settings, a.attislocal AS local,
      ${version < 18 ? 'NULL' : 'k.conname'} AS not_null_name
    FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      ${
        version < 18
          ? ''
          : `LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conislocal AND k.conkey = ARRAY[a.attnum]
        AND k.conname <> c.relname || '_' || a.attname || '_not_null'`
      }
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'm', 'c') AND c.relpersistence <> 't'
      AND ${relations('c.oid', 'c.relnamespace')}
    ORDER BY a.attrelid, a.attnum`,
};

/** A column without what other catalogs say of it: identity and comment. */
export function readColumn(row: ColumnRow, types: TypeNames, schema: string): Column {
  const type = types.columnType(row.type, row.type_text, schema);
  const base = { name: row.name, type, nullable: !row.not_null };
  const { expression } = row;
  if (
    expression === null &&
    row.collation === null &&
    row.storage === null &&
    row.compression === null &&
    row.settings === null
  ) {
    return row.statistics === null ? base : { ...base, options: { postgres: { statistics: row.statistics } } };
  }
  const value = expression === null || row.generated !== '' ? undefined : readDefault(expression, type);
  const options = readOptions(row);
  return {
    ...base,
    ...(value === undefined ? {} : { default: value }),
    ...(expression !== null && row.generated !== ''
      ? { generated: { expression: bareExpression(expression), stored: row.generated === 's' } }
      : {}),
    ...(row.collation === null ? {} : { collation: row.collation }),
    ...(options === undefined ? {} : { options: { postgres: options } }),
  };
}

const storages: Readonly<Record<string, PostgresColumnOptions['storage']>> = {
  p: 'plain',
  e: 'external',
  x: 'extended',
  m: 'main',
};

function readOptions(row: ColumnRow): PostgresColumnOptions | undefined {
  const storage = row.storage === null ? undefined : storages[row.storage];
  const settings = readStorage(row.settings);
  const options: PostgresColumnOptions = {
    ...(storage === undefined ? {} : { storage }),
    ...(row.compression === null ? {} : { compression: row.compression === 'l' ? 'lz4' : 'pglz' }),
    ...(row.statistics === null ? {} : { statistics: row.statistics }),
    ...(settings === undefined ? {} : { settings }),
  };
  return Object.keys(options).length === 0 ? undefined : options;
}
