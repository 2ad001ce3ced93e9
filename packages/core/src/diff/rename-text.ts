import type { Rename } from './renames.js';
import type { Operation } from '../operations/operation.js';
import { displayName } from '../schema/names.js';

/** `people:users`, `users.email:users.email_address`, `app.users.email:app.users.mail`; as `renameText` writes it. */
export function renameText(rename: Rename): string {
  if (rename.kind === 'table') return `${displayName(rename.from)}:${displayName(rename.to)}`;
  const table = displayName(rename.table);
  return `${table}.${rename.from}:${table}.${rename.to}`;
}

/** What of a plan could be a rename, for somebody who named something else. */
export function goingAndComing(operations: readonly Operation[]): string {
  const [going, coming]: [string[], string[]] = [[], []];
  for (const operation of operations) {
    if (operation.kind === 'dropTable') going.push(displayName(operation.table));
    if (operation.kind === 'dropColumn') going.push(`${displayName(operation.table)}.${operation.column}`);
    if (operation.kind === 'createTable') coming.push(displayName(operation.table.name));
    if (operation.kind === 'addColumn') coming.push(`${displayName(operation.table)}.${operation.column.name}`);
  }
  return `What goes: ${listed(going)}. What comes: ${listed(coming)}. Columns are named by the table’s new name.`;
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  return names.slice(0, 10).join(', ') + (names.length > 10 ? ` and ${names.length - 10} more` : '');
}
