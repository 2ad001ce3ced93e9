import type { DefaultValue, Table } from '@aludel/core';
import { parseCreateTable, type ColumnClause } from '../parse/create-table-text.js';
import { folded, type TextRange, type Token } from '../parse/tokens.js';
import { defaultText } from './writing.js';

type DefaultClause = Extract<ColumnClause, { kind: 'default' }>;

/** What stands after the word DEFAULT, with its parentheses. */
export function defaultRange(tokens: readonly Token[], { value, parenthesized, range }: DefaultClause): TextRange {
  const open = parenthesized
    ? tokens.findLast(({ text, end }) => text === '(' && end <= value.range.start)?.start
    : undefined;
  return { start: open ?? value.range.start, end: range.end };
}

/**
 * A column's default in the very words of the stored definition, where ours would be others: `(0)`, `TRUE`, `"draft"`, `DEFAULT'x'`.
 * `undefined` where they are the same, and where nothing is stored.
 */
export function storedDefault(table: Table, column: string): DefaultValue | undefined {
  const definition = table.options?.sqlite?.definition;
  const known = table.columns.find(({ name }) => name === column)?.default;
  if (definition === undefined || known === undefined) return undefined;
  const { columns, tokens } = parseCreateTable(definition);
  const clause = columns
    .find(({ name }) => folded(name.value) === folded(column))
    ?.clauses.findLast((one): one is DefaultClause => one.kind === 'default');
  if (clause === undefined) return undefined;
  const { start, end } = defaultRange(tokens, clause);
  const value: DefaultValue = { kind: 'sql', sql: definition.slice(start, end) };
  // A lone word is a string there, and would be SQL here; and `DEFAULT'x'` has no space.
  const isWhole = defaultText(value) !== value.sql || /\S/u.test(definition[start - 1] ?? '');
  if (isWhole && clause.name === undefined) return { kind: 'sql', sql: definition.slice(clause.range.start, end) };
  return isWhole || defaultText(known) === value.sql ? undefined : value;
}
