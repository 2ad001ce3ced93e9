import { findConstraint, findTable } from '../schema/edit.js';
import type { SchemaModel } from '../schema/model.js';
import type { TableName } from '../schema/names.js';

/**
 * To some databases a unique constraint and a unique index are one thing, to others two: what a migration that was generated
 * on one calls a constraint is an index on another, and the reverse. Where nothing of the kind that is asked for has the
 * name, the other is meant.
 */

/** Whether a name that is said to be a constraint's is that of a unique index. */
export function isUniqueIndex(before: SchemaModel, table: TableName, name: string | undefined): boolean {
  const found = findTable(before, table);
  if (found === undefined || name === undefined || findConstraint(found, { name }) !== undefined) return false;
  return found.indexes.some((index) => index.unique && index.name === name);
}

/** Whether a name that is said to be an index's is that of a unique constraint. */
export function isUniqueConstraint(before: SchemaModel, table: TableName, name: string): boolean {
  const found = findTable(before, table);
  if (found === undefined || found.indexes.some((index) => index.name === name)) return false;
  return findConstraint(found, { name, type: 'unique' }) !== undefined;
}
