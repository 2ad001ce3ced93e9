import type { MysqlTrigger, MysqlTriggerOrder } from '../augment.js';
import { quotedName } from '../expression/tokens.js';
import { groupBy, inOrder, text, type CatalogPart, type CatalogRow } from './catalog.js';
import { definerOf, sqlModeOf } from './definer.js';
import type { ServerFacts } from './facts.js';
import type { StoredStatement } from './stored-body.js';

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
  name: 'TRIGGER_NAME',
} satisfies CatalogPart<Read>;

export type TriggerRow = CatalogRow<Read>;

export function triggerStatement(row: TriggerRow): StoredStatement {
  return { name: text(row.name), statement: text(row.statement) };
}

/**
 * Those of one event of a table come in the order in which they fire, and say so.
 * @param bodies what they do, by name, where the catalog does not have it whole
 */
export function readTriggers(
  rows: readonly TriggerRow[],
  schema: string,
  bodies: ReadonlyMap<string, string>,
  facts: ServerFacts,
): readonly MysqlTrigger[] {
  const ofEvent = (row: TriggerRow): string => `${text(row.table)}\0${text(row.timing)}\0${text(row.event)}`;
  const events = [...groupBy(rows, ofEvent).values()].map((together) => inOrder(together, ({ order }) => order));
  const found = events.flatMap((together) =>
    together.map((row, place) => ({
      row,
      order: orderOf(text(together[place - 1]?.name), text(together[place + 1]?.name)),
    })),
  );
  const inFiringOrder = found
    .toSorted((a, b) => (text(a.row.name) < text(b.row.name) ? -1 : 1))
    .toSorted((a, b) => (text(a.row.table) < text(b.row.table) ? -1 : Number(text(a.row.table) > text(b.row.table))))
    .toSorted((a, b) => Number(a.row.order) - Number(b.row.order));
  return inFiringOrder.map(({ row, order }) => {
    const own = schema === facts.database ? {} : { schema };
    const definer = definerOf(text(row.definer), facts);
    const sqlMode = sqlModeOf(text(row.sqlMode), facts);
    const when = `${text(row.timing)} ${text(row.event)} ON ${quotedName(text(row.table))}`;
    const body = bodies.get(text(row.name)) ?? text(row.statement);
    return {
      kind: 'mysql.trigger',
      name: { name: text(row.name), ...own },
      table: { name: text(row.table), ...own },
      definition: `CREATE TRIGGER ${quotedName(text(row.name))} ${when} FOR EACH ROW ${body}`,
      ...(order === undefined ? {} : { order }),
      ...(definer === undefined ? {} : { definer }),
      ...(sqlMode === undefined ? {} : { sqlMode }),
    };
  });
}

/** Both, so that it finds its place again when it or its neighbour is made anew. */
function orderOf(before: string, after: string): MysqlTriggerOrder | undefined {
  if (before === '' && after === '') return undefined;
  return { ...(before === '' ? {} : { follows: before }), ...(after === '' ? {} : { precedes: after }) };
}
