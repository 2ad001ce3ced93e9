import type { Rename } from '../diff/renames.js';
import { sameTable, tableName, type TableName } from '../schema/names.js';
import { InvalidDecisionError } from './errors.js';

/** An answer: whether what goes and what comes are the same thing under another name. */
export interface Decision {
  readonly of: Rename;
  readonly rename: boolean;
}

/** What a person has decided beforehand. */
export interface GivenDecisions {
  /** Renames: `people:users`, `users.email:users.email_address`. */
  readonly renames?: readonly string[];
  /** What looks like a rename and is none: it is dropped and created. */
  readonly notRenames?: readonly string[];
  /** Tables and columns that may be dropped with what they hold: `users.age`, `people`. */
  readonly drops?: readonly string[];
}

export function sameRename(a: Rename, b: Rename): boolean {
  if (a.kind === 'table') return b.kind === 'table' && sameTable(a.from, b.from) && sameTable(a.to, b.to);
  return b.kind === 'column' && sameTable(a.table, b.table) && a.from === b.from && a.to === b.to;
}

/**
 * Reads a rename from its text.
 * @param isTable tells a table with a schema, `app.users`, from a column, `users.email`
 */
export function parseRename(text: string, isTable: (name: TableName) => boolean = () => false): Rename {
  const [from = '', to = '', ...more] = text.split(':');
  if (from === '' || to === '' || more.length > 0) throw new InvalidDecisionError(text);
  const [before, after] = [from.split('.'), to.split('.')];
  if (before.length !== after.length || before.length > 3) throw new InvalidDecisionError(text);
  const isWhole = before.length === 1 || (before.length === 2 && isTable(nameOf(before)));
  if (isWhole) return { kind: 'table', from: nameOf(before), to: nameOf(after) };
  return { kind: 'column', table: nameOf(after.slice(0, -1)), from: before.at(-1) ?? '', to: after.at(-1) ?? '' };
}

function nameOf(parts: readonly string[]): TableName {
  const [first = '', second] = parts;
  return second === undefined ? tableName(first) : { schema: first, name: second };
}
