import type { SchemaModel } from '@aludel/core';
import { getTable, type AlterColumn, type RuleOutput } from '@aludel/core/dialect';
import { bareName } from './bare-name.js';
import { effectiveChange } from './needs-rebuild.js';
import { quoted, quotedTable } from './writing.js';

/** What SQLite has an ALTER for; the rest has become a rebuild before it comes here. */
export function alterColumn(operation: AlterColumn, before: SchemaModel): readonly RuleOutput[] {
  const { table, column, to } = operation;
  const alter = `ALTER TABLE ${quotedTable(table)}`;
  const change = effectiveChange(operation, getTable(before, table));
  const renames =
    to.name === undefined || to.name === column
      ? []
      : [`${alter} RENAME COLUMN ${quoted(column)} TO ${bareName(to.name)}`];
  if (change?.nullable === undefined) return renames;
  return [`${alter} ALTER COLUMN ${quoted(column)} ${change.nullable ? 'DROP' : 'SET'} NOT NULL`, ...renames];
}
