import type { MysqlEvent } from '../augment.js';
import { quotedName, quotedString } from '../expression/tokens.js';
import { optionalText, text, type CatalogPart, type CatalogRow } from './catalog.js';
import { definerOf, sqlModeOf } from './definer.js';
import type { ServerFacts } from './facts.js';
import type { StoredStatement } from './stored-body.js';

type Read =
  | 'table'
  | 'type'
  | 'at'
  | 'amount'
  | 'unit'
  | 'starts'
  | 'ends'
  | 'completion'
  | 'status'
  | 'comment'
  | 'body'
  | 'definer'
  | 'sqlMode'
  | 'timeZone';

export const eventsPart = {
  from: 'information_schema.EVENTS',
  columns: {
    table: 'EVENT_NAME',
    type: 'EVENT_TYPE',
    at: 'EXECUTE_AT',
    amount: 'INTERVAL_VALUE',
    unit: 'INTERVAL_FIELD',
    starts: 'STARTS',
    ends: 'ENDS',
    completion: 'ON_COMPLETION',
    status: 'STATUS',
    comment: 'EVENT_COMMENT',
    body: 'EVENT_DEFINITION',
    definer: 'DEFINER',
    sqlMode: 'SQL_MODE',
    timeZone: 'TIME_ZONE',
  },
  schema: 'EVENT_SCHEMA',
  table: 'EVENT_NAME',
} satisfies CatalogPart<Read>;

export type EventRow = CatalogRow<Read>;

export function eventStatement(row: EventRow): StoredStatement {
  return { name: text(row.table), statement: text(row.body) };
}

/** @param body what it does, where the catalog does not have it whole */
export function readEvent(row: EventRow, schema: string, body: string | undefined, facts: ServerFacts): MysqlEvent {
  const definer = definerOf(text(row.definer), facts);
  const sqlMode = sqlModeOf(text(row.sqlMode), facts);
  const timeZone = text(row.timeZone);
  const comment = text(row.comment);
  const definition = [
    `CREATE EVENT ${quotedName(text(row.table))} ON SCHEDULE ${scheduleOf(row)}`,
    `ON COMPLETION ${text(row.completion) === 'PRESERVE' ? 'PRESERVE' : 'NOT PRESERVE'}`,
    statusOf(text(row.status)),
    ...(comment === '' ? [] : [`COMMENT ${quotedString(comment)}`]),
    `DO ${body ?? text(row.body)}`,
  ];
  return {
    kind: 'mysql.event',
    name: { name: text(row.table), ...(schema === facts.database ? {} : { schema }) },
    definition: definition.join(' '),
    ...(definer === undefined ? {} : { definer }),
    ...(sqlMode === undefined ? {} : { sqlMode }),
    ...(timeZone === '' || timeZone === (facts.timeZone ?? timeZone) ? {} : { timeZone }),
  };
}

function scheduleOf(row: EventRow): string {
  if (text(row.type) === 'ONE TIME') return `AT ${quotedString(text(row.at))}`;
  const amount = text(row.amount);
  const starts = optionalText(row.starts);
  const ends = optionalText(row.ends);
  return [
    `EVERY ${/^\d+$/u.test(amount) ? amount : quotedString(amount.replaceAll("'", ''))} ${text(row.unit)}`,
    ...(starts === undefined ? [] : [`STARTS ${quotedString(starts)}`]),
    ...(ends === undefined ? [] : [`ENDS ${quotedString(ends)}`]),
  ].join(' ');
}

function statusOf(status: string): string {
  if (status === 'ENABLED') return 'ENABLE';
  return status === 'DISABLED' ? 'DISABLE' : 'DISABLE ON SLAVE';
}
