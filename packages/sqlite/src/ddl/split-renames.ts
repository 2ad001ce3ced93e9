import type { Operation } from '@aludel/core/dialect';

/** An `alterColumn` that renames and changes something else becomes two: SQLite renames in place, always. */
export function splitRenames(operations: readonly Operation[]): readonly Operation[] {
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== 'alterColumn') return [operation];
    const { name, ...rest } = operation.to;
    if (name === undefined || Object.keys(rest).length === 0) return [operation];
    return [
      { ...operation, to: rest },
      { ...operation, to: { name } },
    ];
  });
}
