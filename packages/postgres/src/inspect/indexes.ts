import type { Index, IndexElement } from '@aludel/core';
import type { PostgresIndexOptions } from '../augment.js';
import { parseIndexDefinition } from '../parse/index-definition.js';
import { namesAt, type ColumnNames } from './column-names.js';
import type { CatalogQuery } from './catalog-query.js';

export interface IndexRow {
  readonly id: number;
  readonly relation: number;
  readonly name: string;
  readonly unique: boolean;
  readonly valid: boolean;
  /** Of a partitioned table. */
  readonly partitioned: boolean;
  /** Numbers of its columns, and flags of how each is sorted: `1 2`. */
  readonly columns: string;
  readonly sorting: string;
  /** Where it is more than a B-tree over columns. */
  readonly definition: string | null;
}

/** Those of tables and materialized views, but for the ones behind constraints and those that a partition has from its parent. */
export const indexesQuery: CatalogQuery<IndexRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations, version }) => `
    SELECT i.indexrelid::int4 AS id, i.indrelid::int4 AS relation, x.relname AS name, i.indisunique AS unique,
      i.indisvalid AS valid, x.relkind = 'I' AS partitioned, i.indkey::text AS columns, i.indoption::text AS sorting,
      CASE WHEN x.relam <> 403 OR i.indexprs IS NOT NULL OR i.indpred IS NOT NULL OR i.indnatts > i.indnkeyatts
          OR x.reloptions IS NOT NULL OR x.reltablespace <> 0 ${version < 15 ? '' : 'OR i.indnullsnotdistinct'}
          OR i.indclass::oid[] && ARRAY(SELECT oid FROM pg_opclass WHERE NOT opcdefault)
          OR i.indrelid IN (SELECT a.attrelid FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
            WHERE a.attcollation NOT IN (0, 100) AND r.relkind IN ('r', 'p', 'm') AND ${relations('r.oid', 'r.relnamespace')})
          OR NOT i.indcollation::oid[] <@ ARRAY[0, 100]::oid[]
        THEN pg_get_indexdef(i.indexrelid) END AS definition
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
    WHERE NOT x.relispartition AND c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
      AND NOT EXISTS (SELECT FROM pg_constraint k
        WHERE k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
      AND ${relations('c.oid', 'c.relnamespace')}
    ORDER BY i.indexrelid`,
};

export function readIndex(row: IndexRow, columns: ColumnNames): Index {
  const state: PostgresIndexOptions = row.valid ? {} : row.partitioned ? { only: true } : { invalid: true };
  const { name, unique } = row;
  if (row.definition === null) {
    const elements = readElements(row, columns);
    const own = row.valid ? {} : { options: { postgres: state } };
    return { name, columns: elements, unique, ...own };
  }
  const { method, elements, where, include, storage, tablespace, nullsNotDistinct } = parseIndexDefinition(
    row.definition,
  );
  const options: PostgresIndexOptions = {
    ...(method === 'btree' ? {} : { method }),
    ...(include === undefined ? {} : { include }),
    ...(nullsNotDistinct === true ? { nullsNotDistinct } : {}),
    ...(storage === undefined ? {} : { storage }),
    ...(tablespace === undefined ? {} : { tablespace }),
    ...state,
  };
  return {
    name,
    columns: elements,
    unique,
    ...(where === undefined ? {} : { where }),
    ...(Object.keys(options).length === 0 ? {} : { options: { postgres: options } }),
  };
}

const descending = 1;
const nullsFirst = 2;

function readElements(row: IndexRow, columns: ColumnNames): readonly IndexElement[] {
  const names = namesAt(columns, row.columns);
  if (row.sorting === '0') return names.map((column) => ({ column }));
  const flags = row.sorting.split(' ').map(Number);
  return names.map((column, at) => {
    const flag = flags[at] ?? 0;
    const desc = (flag & descending) !== 0;
    const first = (flag & nullsFirst) !== 0;
    return {
      column,
      ...(desc ? { order: 'desc' } : {}),
      ...(desc === first ? {} : { nulls: first ? 'first' : 'last' }),
    };
  });
}
