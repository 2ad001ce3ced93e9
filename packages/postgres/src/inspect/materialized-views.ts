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
}

export const materializedViewsQuery: CatalogQuery<MaterializedViewRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations }) => `
    SELECT c.oid::int4 AS id, n.nspname AS schema, c.relname AS name, pg_get_viewdef(c.oid, true) AS definition,
      c.reloptions AS storage,
      CASE WHEN c.relam NOT IN (0, 2) THEN (SELECT amname FROM pg_am m WHERE m.oid = c.relam) END AS access_method,
      CASE WHEN c.reltablespace <> 0 THEN (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) END AS tablespace
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
  };
}
