import type { Index } from '@aludel/core';
import type { PostgresMaterializedView } from '../augment.js';
import { bareQuery } from '../parse/bare-query.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';
import { readStorage } from './storage.js';

export interface MaterializedViewRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly definition: string;
  readonly storage: readonly string[] | null;
  readonly access_method: string | null;
  readonly tablespace: string | null;
  readonly cluster_on: string | null;
  readonly column_comments: Readonly<Record<string, string>> | null;
}

export const materializedViewsQuery: CatalogQuery<MaterializedViewRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations }) => `
    SELECT c.oid::int4 AS id, n.nspname AS schema, c.relname AS name, pg_get_viewdef(c.oid, true) AS definition,
      c.reloptions AS storage,
      CASE WHEN c.relam NOT IN (0, 2) THEN (SELECT amname FROM pg_am m WHERE m.oid = c.relam) END AS access_method,
      CASE WHEN c.reltablespace <> 0 THEN (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) END AS tablespace,
      (SELECT x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisclustered) AS cluster_on,
      (SELECT json_object_agg(a.attname, d.description ORDER BY a.attnum) FROM pg_attribute a
        JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0) AS column_comments
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'm' AND ${relations('c.oid', 'c.relnamespace')}
    ORDER BY c.oid`,
};

export function readMaterializedView(
  row: MaterializedViewRow,
  indexes: readonly Index[],
  names: Names,
): PostgresMaterializedView {
  const storage = readStorage(row.storage);
  return {
    kind: 'postgres.materializedView',
    name: names.of(row.schema, row.name),
    definition: bareQuery(row.definition),
    indexes,
    ...(storage === undefined ? {} : { storage }),
    ...(row.access_method === null ? {} : { accessMethod: row.access_method }),
    ...(row.tablespace === null ? {} : { tablespace: row.tablespace }),
    ...(row.cluster_on === null ? {} : { clusterOn: row.cluster_on }),
    ...(row.column_comments === null ? {} : { columnComments: row.column_comments }),
  };
}
