import type { SchemaModel } from '@aludel/core';
import { findObject, type Operation } from '@aludel/core/dialect';

/**
 * What brings back the enum types that went with their last column, where a column that comes back would not: it knows
 * their values, and no comment.
 */
export function returningEnums(before: SchemaModel, after: SchemaModel): readonly Operation[] {
  return before.objects.flatMap((object): readonly Operation[] => {
    if (object.kind !== 'postgres.enum' || object.comment === undefined) return [];
    if (findObject(after, 'postgres.enum', object.name) !== undefined) return [];
    const { usedBy: _, ...rest } = object;
    return [{ kind: 'postgres.createObject', object: rest }];
  });
}
