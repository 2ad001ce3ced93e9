import type { Column } from '@aludel/core';
import type { ColumnChange, TablesAround } from '@aludel/core/dialect';
import { isTextual } from './column-types.js';
import type { ServerFacts } from './inspect/facts.js';
import { tableCollation } from './normal-column.js';

/**
 * What must change for a column to have the collation that it is to have. Which one a column has that names none, its table
 * says; and where the model's table names none, the one that there is stays, with the texts that are in it.
 */
export function collationChange(
  from: Column,
  to: Column,
  tables: TablesAround | undefined,
  facts: ServerFacts | undefined,
): Pick<ColumnChange, 'collation'> {
  if (from.collation === to.collation) return {};
  const change = { collation: to.collation ?? null };
  if (tables === undefined || facts === undefined || !isTextual(from.type) || !isTextual(to.type)) return change;
  const [there, wanted] = [tableCollation(tables.from, facts), tableCollation(tables.to, facts)];
  // Else the table's changes, and what its columns have goes along with it.
  if (there === wanted || tables.to.options?.mysql?.collation !== undefined) return change;
  if ((from.collation ?? there) === (to.collation ?? wanted)) return {};
  return { collation: to.collation ?? wanted };
}
