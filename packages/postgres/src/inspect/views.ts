import type { View } from '@aludel/core';
import type { PostgresViewOptions } from '../augment.js';
import { bareQuery } from '../parse/bare-query.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';
import { readStorage } from './storage.js';

export interface ViewRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly definition: string;
  readonly options: readonly string[] | null;
  readonly column_comments: Readonly<Record<string, string>> | null;
  readonly column_defaults: Readonly<Record<string, string>> | null;
  readonly own_types: Readonly<Record<string, string>> | null;
}

export const viewsQuery: CatalogQuery<ViewRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations }) => `
    SELECT c.oid::int4 AS id, n.nspname AS schema, c.relname AS name, pg_get_viewdef(c.oid, true) AS definition,
      c.reloptions AS options,
      (SELECT json_object_agg(a.attname, d.description ORDER BY a.attnum) FROM pg_attribute a
        JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0) AS column_comments,
      (SELECT json_object_agg(a.attname, pg_get_expr(f.adbin, f.adrelid) ORDER BY a.attnum) FROM pg_attrdef f
        JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum WHERE f.adrelid = c.oid) AS column_defaults,
      CASE WHEN EXISTS (SELECT FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid WHERE d.classid = 'pg_rewrite'::regclass
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND w.ev_class = c.oid AND w.rulename = '_RETURN' AND d.refobjsubid > 0)
        THEN (SELECT json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)
            || CASE WHEN l.oid IS NULL THEN '' ELSE format(' COLLATE %I.%I', l.collnamespace::regnamespace, l.collname) END ORDER BY a.attnum)
          FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_collation l ON l.oid = a.attcollation AND l.oid <> t.typcollation
          WHERE a.attrelid = c.oid AND a.attnum > 0) END AS own_types
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'v' AND c.relpersistence <> 't' AND ${relations('c.oid', 'c.relnamespace')}
    ORDER BY c.oid`,
};

export function readView(row: ViewRow, names: Names): View {
  const {
    check_option: checkOption,
    security_barrier: barrier,
    security_invoker: invoker,
  } = readStorage(row.options) ?? {};
  const options: PostgresViewOptions = {
    ...(checkOption === 'local' || checkOption === 'cascaded' ? { checkOption } : {}),
    ...(isOn(barrier) ? { securityBarrier: true } : {}),
    ...(isOn(invoker) ? { securityInvoker: true } : {}),
    ...(row.column_comments === null ? {} : { columnComments: row.column_comments }),
    ...(row.column_defaults === null ? {} : { columnDefaults: row.column_defaults }),
    ...(row.own_types === null ? {} : { ownTypes: row.own_types }),
  };
  return {
    kind: 'view',
    name: names.of(row.schema, row.name),
    definition: bareQuery(row.definition),
    ...(Object.keys(options).length === 0 ? {} : { options: { postgres: options } }),
  };
}

function isOn(value: string | number | boolean | undefined): boolean {
  return value === true || value === 1 || value === 'on' || value === 'yes';
}
