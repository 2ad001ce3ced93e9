import type { SchemaModel } from '@aludel/core';
import { dependentsOf, getTable, type DropColumn, type RuleOutput } from '@aludel/core/dialect';
import { stillWorking } from './droppable.js';
import { isAbsent } from './needs-rebuild.js';
import { quoted, quotedBeside, quotedTable } from './writing.js';

/** The indexes over it first: SQLite does not drop them with it, and then refuses. */
export function dropColumn(operation: DropColumn, before: SchemaModel): readonly RuleOutput[] {
  if (isAbsent(operation, before)) return [];
  const table = getTable(before, operation.table);
  const { column } = operation;
  const left = { ...table, columns: table.columns.filter(({ name }) => name !== column) };
  return [
    ...dependentsOf(table, column).indexes.map((index) => `DROP INDEX ${quotedBeside(table.name, index.name)}`),
    `ALTER TABLE ${quotedTable(table.name)} DROP COLUMN ${quoted(column)}`,
    ...stillWorking(left, [column], before).filter(isForTrigger),
  ];
}

/** Views SQLite looks after itself here. */
function isForTrigger(statement: RuleOutput): boolean {
  return typeof statement === 'string';
}
