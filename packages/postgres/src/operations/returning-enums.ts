import type { Column, SchemaModel, TableName } from '@aludel/core';
import { findObject, sameTable, type Operation } from '@aludel/core/dialect';
import { enumIn } from './enum-columns.js';

/**
 * What brings back the enum types that went with their last column, where a column that comes back would not: it may know
 * their values, and never a comment; of one in another schema it knows the name alone.
 * @param columns those of the table that come back
 */
export function returningEnums(
  before: SchemaModel,
  after: SchemaModel,
  table: TableName,
  columns: readonly Column[],
): readonly Operation[] {
  const comesAlong = (name: TableName): boolean =>
    columns.some((column) => {
      const own = enumIn(column.type, { table, column: column.name });
      return own !== undefined && sameTable(own.name, name);
    });
  return before.objects.flatMap((object): readonly Operation[] => {
    if (object.kind !== 'postgres.enum' || findObject(after, 'postgres.enum', object.name) !== undefined) return [];
    if (object.comment === undefined && comesAlong(object.name)) return [];
    const { usedBy: _, ...rest } = object;
    return [{ kind: 'postgres.createObject', object: rest }];
  });
}
