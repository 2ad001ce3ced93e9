import type { Column } from '@aludel/core';
import { isDeepStrictEqual } from 'node:util';

/** A column, and of its row what the column does not say. */
export interface ReadColumn {
  readonly column: Column;
  /** Its default as the server writes it, or what it is computed by. */
  readonly expression: string | null;
  /** Whether it was declared here, and not only inherited. */
  readonly local: boolean;
}

/**
 * The columns that a table has of its own: those that no parent has, or that differ from the parent's. What was not
 * declared here and still differs was changed afterwards; of a partition that is nothing to tell.
 */
export function ownColumns(
  columns: readonly ReadColumn[],
  inherited: readonly ReadColumn[],
  isPartition: boolean,
): readonly Column[] {
  const above = new Map(inherited.map((read) => [read.column.name, read]));
  return columns.flatMap((read) => {
    const parent = above.get(read.column.name);
    if (read.local || parent === undefined) return [read.column];
    if (isInherited(read, parent)) return [];
    return [isPartition ? read.column : marked(read.column)];
  });
}

/** Comments are not inherited; of identities, that depends on the version. */
function isInherited(read: ReadColumn, parent: ReadColumn): boolean {
  return (
    read.column.comment === undefined &&
    read.expression === parent.expression &&
    isDeepStrictEqual(withoutNumbers(read.column), withoutNumbers(parent.column))
  );
}

/** Without what the expression says, which is a default here and a counting column there; and without a comment. */
function withoutNumbers(column: Column): unknown {
  const { comment: _, identity: __, default: ___, generated: ____, ...rest } = column;
  return rest;
}

function marked(column: Column): Column {
  return { ...column, options: { ...column.options, postgres: { ...column.options?.postgres, inherited: true } } };
}
