import {
  argument,
  changesOf,
  flag,
  isColumnBuilder,
  isRecord,
  isSqlText,
  optional,
  recordOf,
  settingsOf,
  text,
  textList,
  type ArgumentKind,
} from '@aludel/core/connection';
import type { IfExists } from './object-records.js';

/** What more than one of PostgreSQL's builders takes. */

export const isText = (value: unknown): value is string => typeof value === 'string';

/** A type of its own, or a builder's. */
export const typeArgument = argument(
  'a type, such as t.integer(),',
  (value) => isColumnBuilder(value) || (isRecord(value) && isText(value['kind']) && !isSqlText(value)),
  { example: 't.integer()' },
);

export const comment = optional({ ...text, example: "'Who may sign in'" });
export const names = (what: string, example: string): ArgumentKind & { readonly isOptional: true } =>
  optional(textList(`names of ${what}`, example));

export const ifExists = settingsOf<IfExists>({ ifExists: flag, cascade: flag }, '{ ifExists: true }');

export function isType(value: unknown): boolean {
  return typeArgument.fault(value) === undefined;
}

export const storage = optional(
  recordOf(
    argument('', (value) => ['string', 'number', 'boolean'].includes(typeof value)),
    'an object of storage parameters',
    '{ fillfactor: 70 }',
  ),
);
export const tablespace = optional({ ...text, example: "'fast'" });
export const accessMethod = optional({ ...text, example: "'heap'" });
export const clusterOn = optional({ ...text, example: "'ix_users_email'" });

export const condition = optional({ ...text, expected: 'a condition as text', example: "'owner = current_user'" });
export const commentChange = changesOf<{ readonly comment: string | null }>(
  { comment: text },
  "{ comment: 'Of the shop' }",
);
