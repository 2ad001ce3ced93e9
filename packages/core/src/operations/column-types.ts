import type { ColumnType } from '../schema/column-types.js';
import type { TableName } from '../schema/names.js';

/**
 * Names of the types of their own that columns have, where a database has such types: it must be known whether they are
 * there already. They lie where the table lies.
 */
export function namedTypes({ schema }: TableName, types: readonly (ColumnType | undefined)[]): readonly TableName[] {
  const names = types.flatMap((type) => (type?.kind === 'enum' && type.name !== undefined ? [type.name] : []));
  return [...new Set(names)].map((name) => (schema === undefined ? { name } : { schema, name }));
}
