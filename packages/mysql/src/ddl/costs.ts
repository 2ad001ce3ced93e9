import type { Column, Constraint, Index, Table } from '@aludel/core';
import { mentionsName } from '@aludel/core/dialect';
import { isAtLeast } from '../flavour.js';
import type { Cost } from './alter-step.js';
import { isPresentTime } from './writing.js';
import type { MysqlTarget } from './target.js';

/*
 * What the servers need for each change, measured as the cheapest ALGORITHM that they accept. Only what may be joined
 * follows from it, so a version that does better or worse than told here still gets what was asked for.
 */

export function addColumnCost(column: Column, table: Table, { flavour }: MysqlTarget): Cost {
  if (column.identity !== undefined) return 'rebuild';
  if (column.generated !== undefined) return column.generated.stored ? 'copy' : 'instant';
  const isExpression = column.default?.kind === 'sql' && !isPresentTime(column.default);
  if (isExpression) return 'copy';
  const isFirst = column.options?.mysql?.position !== undefined;
  if (isFirst && flavour.kind === 'mysql' && !isAtLeast(flavour.version, '8.0.29')) return 'rebuild';
  // The rows of such tables have no room for what INSTANT leaves in them.
  const hasFullText = table.indexes.some(({ options }) => options?.mysql?.type === 'fulltext');
  return hasFullText || table.options?.mysql?.rowFormat?.toLowerCase() === 'compressed' ? 'copy' : 'instant';
}

export function dropColumnCost(isUsed: boolean, { flavour }: MysqlTarget): Cost {
  if (isUsed) return flavour.kind === 'mysql' ? 'rebuild' : 'inplace';
  return flavour.kind === 'mariadb' || isAtLeast(flavour.version, '8.0.29') ? 'instant' : 'rebuild';
}

export function renameColumnCost(name: string, table: Table, { flavour }: MysqlTarget): Cost {
  if (flavour.kind === 'mariadb') return 'instant';
  const inForeignKey = table.constraints.some(
    (constraint) => constraint.kind === 'foreignKey' && constraint.columns.includes(name),
  );
  return inForeignKey || !isAtLeast(flavour.version, '8.0.28') ? 'inplace' : 'instant';
}

/** Of a change to the whole definition of a column, from which types and clauses are compared as text. */
export function modifyCost(
  from: Column,
  to: Column,
  types: { readonly from: string; readonly to: string },
  table: Table,
): Cost {
  if (types.from !== types.to) return typeCost(types.from, types.to);
  if (from.collation !== to.collation || from.options?.mysql?.charset !== to.options?.mysql?.charset) return 'copy';
  if (from.generated?.expression !== to.generated?.expression || from.generated?.stored !== to.generated?.stored) {
    return 'copy';
  }
  if ((from.identity === undefined) !== (to.identity === undefined)) return 'copy';
  const hasComputed = table.columns.some(
    ({ generated }) => generated !== undefined && mentionsName(generated.expression, from.name),
  );
  if (from.nullable !== to.nullable) return hasComputed ? 'copy' : 'rebuild';
  return 'instant';
}

/** A list of words that only grew, and a varchar that grew within one byte of its length, keep the rows as they are. */
function typeCost(from: string, to: string): Cost {
  if (/^(?:enum|set)\(/u.test(from) && to.startsWith(`${from.slice(0, -1)},`)) return 'instant';
  const [shorter, longer] = [from, to].map((text) => Number(/^varchar\((\d+)\)$/u.exec(text)?.[1]));
  if (shorter !== undefined && longer !== undefined && longer > shorter) {
    // At most four bytes a character; both lengths need one byte, or both need two.
    return longer < 64 || shorter > 255 ? 'inplace' : 'copy';
  }
  return 'copy';
}

export function addIndexCost({ options, columns }: Index): Cost {
  if (options?.mysql?.type !== undefined) return 'alone';
  return columns.some((element) => 'expression' in element) ? 'alone' : 'inplace';
}

/** With foreign_key_checks on, which we leave as it is, a foreign key is checked by copying; so is a check. */
export function addConstraintCost({ kind }: Constraint): Cost {
  if (kind === 'primaryKey') return 'rebuild';
  return kind === 'unique' ? 'inplace' : 'copy';
}

export function dropConstraintCost(constraint: Constraint, target: MysqlTarget): Cost {
  switch (constraint.kind) {
    case 'primaryKey':
      // With a new one in the same statement it is a rebuild, and else nothing is likely to be joined with it.
      return 'rebuild';
    case 'unique':
      return catalogCost(target, 'dropIndex');
    case 'foreignKey':
      return target.flavour.kind === 'mysql' ? 'inplace' : 'instant';
    default:
      return 'instant';
  }
}

/** Changes of the catalog alone, for which MySQL has no INSTANT. */
export function catalogCost({ flavour }: MysqlTarget, change: 'dropIndex' | 'renameIndex' | 'comment'): Cost {
  return flavour.kind === 'mysql' || change === 'dropIndex' ? 'inplace' : 'instant';
}
