import type { MysqlTrigger } from '../augment.js';
import { quotedName } from '../expression/tokens.js';
import { text, type CatalogPart, type CatalogRow } from './catalog.js';
import { definerOf, sqlModeOf } from './definer.js';
import type { ServerFacts } from './facts.js';

type Read = 'table' | 'name' | 'timing' | 'event' | 'order' | 'statement' | 'definer' | 'sqlMode';

export const triggersPart = {
  from: 'information_schema.TRIGGERS',
  columns: {
    table: 'EVENT_OBJECT_TABLE',
    name: 'TRIGGER_NAME',
    timing: 'ACTION_TIMING',
    event: 'EVENT_MANIPULATION',
    order: 'ACTION_ORDER',
    statement: 'ACTION_STATEMENT',
    definer: 'DEFINER',
    sqlMode: 'SQL_MODE',
  },
  schema: 'TRIGGER_SCHEMA',
  table: 'EVENT_OBJECT_TABLE',
} satisfies CatalogPart<Read>;

export type TriggerRow = CatalogRow<Read>;

/** Those of one event of a table fire in the order in which they were made, and so they come here. */
export function readTriggers(rows: readonly TriggerRow[], schema: string, facts: ServerFacts): readonly MysqlTrigger[] {
  const inFiringOrder = rows
    .toSorted((a, b) => (text(a.name) < text(b.name) ? -1 : 1))
    .toSorted((a, b) => (text(a.table) < text(b.table) ? -1 : Number(text(a.table) > text(b.table))))
    .toSorted((a, b) => Number(a.order) - Number(b.order));
  return inFiringOrder.map((row) => {
    const own = schema === facts.database ? {} : { schema };
    const definer = definerOf(text(row.definer), facts);
    const sqlMode = sqlModeOf(text(row.sqlMode), facts);
    const when = `${text(row.timing)} ${text(row.event)} ON ${quotedName(text(row.table))}`;
    return {
      kind: 'mysql.trigger',
      name: { name: text(row.name), ...own },
      table: { name: text(row.table), ...own },
      definition: `CREATE TRIGGER ${quotedName(text(row.name))} ${when} FOR EACH ROW ${text(row.statement)}`,
      ...(definer === undefined ? {} : { definer }),
      ...(sqlMode === undefined ? {} : { sqlMode }),
    };
  });
}
