import type { SchemaModel, View } from '@aludel/core';
import { findObject, type Operations, type RuleOutput } from '@aludel/core/dialect';
import { triggersOn } from '../operations/drop-table.js';
import { parseCreateView } from '../parse/create-view-text.js';
import { inSchema } from './in-schema.js';
import { nameList, quotedTable } from './writing.js';

/** SQLite has no OR REPLACE: the old view goes first, and what watched it comes back. */
export function createView(
  { view, orReplace, ifNotExists }: Operations['createView'],
  before: SchemaModel,
): readonly RuleOutput[] {
  if (orReplace !== true) return [createViewText(view, ifNotExists === true)];
  const former = findObject(before, 'view', view.name);
  const triggers = former === undefined ? [] : triggersOn(before, view.name);
  return [
    `DROP VIEW IF EXISTS ${quotedTable(view.name)}`,
    createViewText(view, false),
    ...triggers.map(({ definition }) => inSchema(definition, view.name.schema)),
  ];
}

function createViewText(view: View, ifNotExists: boolean): string {
  const stored = view.options?.sqlite?.definition;
  if (stored !== undefined && !ifNotExists && says(stored, view)) return inSchema(stored, view.name.schema);
  const columns = view.columns === undefined ? '' : ` ${nameList(view.columns)}`;
  const query = view.definition.trim().replace(/;$/u, '');
  return `CREATE VIEW ${ifNotExists ? 'IF NOT EXISTS ' : ''}${quotedTable(view.name)}${columns} AS ${query}`;
}

function says(definition: string, view: View): boolean {
  const parsed = parseCreateView(definition);
  const columns = parsed.columns.map(({ value }) => value);
  return (
    parsed.name.value === view.name.name &&
    parsed.query === view.definition &&
    columns.join('\0') === (view.columns ?? []).join('\0')
  );
}
