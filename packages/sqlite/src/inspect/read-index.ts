import type { Index, IndexElement, Table } from '@aludel/core';
import type { CreateIndexText } from '../parse/create-index-text.js';
import type { ElementText } from '../parse/create-table-text.js';
import { bareExpression } from '../parse/expression.js';
import { withRealStrings } from '../parse/real-strings.js';
import { folded } from '../parse/tokens.js';

/** The model of an index of that table. `name`: as SQLite keeps it. */
export function readIndex(name: string, parsed: CreateIndexText, table: Table): Index {
  const names = new Set([...table.columns.map((column) => folded(column.name)), 'rowid', 'oid', '_rowid_']);
  return {
    name,
    columns: parsed.elements.map((element) => readElement(element, table, names)),
    unique: parsed.unique,
    ...(parsed.where === undefined ? {} : { where: withRealStrings(bareExpression(parsed.where.text), names) }),
    options: { sqlite: { definition: parsed.text } },
  };
}

function readElement(element: ElementText, table: Table, names: ReadonlySet<string>): IndexElement {
  const asked = element.column === undefined ? undefined : folded(element.column.value);
  const column = table.columns.find((candidate) => folded(candidate.name) === asked);
  return {
    // A lone name that is no column is a string in double quotes, where the database allows that.
    ...(column === undefined
      ? { expression: withRealStrings(bareExpression(element.expression.text), names) }
      : { column: column.name }),
    ...(element.collation === undefined ? {} : { collation: element.collation.value }),
    ...(element.order === 'desc' ? { order: 'desc' } : {}),
  };
}
