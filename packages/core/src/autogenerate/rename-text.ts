import type { Rename } from '../diff/renames.js';
import { displayName } from '../schema/names.js';

/** `people:users`, `users.email:users.email_address`, `app.users.email:app.users.mail`; as `renameText` writes it. */
export function renameText(rename: Rename): string {
  if (rename.kind === 'table') return `${displayName(rename.from)}:${displayName(rename.to)}`;
  const table = displayName(rename.table);
  return `${table}.${rename.from}:${table}.${rename.to}`;
}
