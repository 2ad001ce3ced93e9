import type { PostgresTrigger } from '../augment.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';

export interface TriggerRow {
  readonly id: number;
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly definition: string;
  readonly enabled: string;
}

/** Those that users made; not the ones that check foreign keys, nor those that a partition has from its parent. */
export const triggersQuery: CatalogQuery<TriggerRow> = {
  isNeeded: ({ lacks }) => !lacks.has('triggers'),
  sql: ({ relations, triggers }) => `
    SELECT g.oid::int4 AS id, n.nspname AS schema, c.relname AS table, g.tgname AS name,
      pg_get_triggerdef(g.oid, true) AS definition, g.tgenabled AS enabled
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND c.relpersistence <> 't' AND ${triggers('g.oid', relations('c.oid', 'c.relnamespace'))}
    ORDER BY g.oid`,
};

const states: Readonly<Record<string, PostgresTrigger['enabled']>> = { D: 'disabled', R: 'replica', A: 'always' };

export function readTrigger(row: TriggerRow, names: Names): PostgresTrigger {
  const table = names.of(row.schema, row.table);
  const enabled = states[row.enabled];
  return {
    kind: 'postgres.trigger',
    name: { ...table, name: row.name },
    table,
    definition: row.definition,
    ...(enabled === undefined ? {} : { enabled }),
  };
}
