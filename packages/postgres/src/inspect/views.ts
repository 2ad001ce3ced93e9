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
}

export const viewsQuery: CatalogQuery<ViewRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations }) => `
    SELECT c.oid::int4 AS id, n.nspname AS schema, c.relname AS name, pg_get_viewdef(c.oid, true) AS definition,
      c.reloptions AS options
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
