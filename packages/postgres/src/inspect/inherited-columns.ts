import type { Column } from '@aludel/core';
import { isDeepStrictEqual } from 'node:util';

/**
 * The columns that a table has of its own: those that no parent has, or that differ from the parent's. `local` says for
 * each whether it was declared here, too.
 */
export function ownColumns(
  columns: readonly Column[],
  local: readonly boolean[],
  inherited: readonly Column[],
): readonly Column[] {
  const above = new Map(inherited.map((column) => [column.name, column]));
  return columns.filter((column, at) => {
    const parent = above.get(column.name);
    return local[at] === true || parent === undefined || !isInherited(column, parent);
  });
}

/** Comments are not inherited; of identities, that depends on the version. */
function isInherited(column: Column, parent: Column): boolean {
  const { comment, identity: _, ...own } = column;
  const { comment: __, identity: ___, ...above } = parent;
  return comment === undefined && isDeepStrictEqual(own, above);
}
