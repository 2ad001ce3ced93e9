import type { Index, IndexElement, Table } from '@aludel/core';
import type { CreateIndexText } from '../parse/create-index-text.js';
import type { ElementText } from '../parse/create-table-text.js';
import { bareExpression } from '../parse/expression.js';
import { folded } from '../parse/tokens.js';

/** The model of an index of that table. `name`: as SQLite keeps it. */
export function readIndex(name: string, parsed: CreateIndexText, table: Table): Index {
  return {
    name,
    columns: parsed.elements.map((element) => readElement(element, table)),
    unique: parsed.unique,
    ...(parsed.where === undefined ? {} : { where: bareExpression(parsed.where.text) }),
    options: { sqlite: { definition: parsed.text } },
  };
}

function readElement(element: ElementText, table: Table): IndexElement {
  const asked = element.column === undefined ? undefined : folded(element.column.value);
  const column = table.columns.find((candidate) => folded(candidate.name) === asked);
  return {
    // A lone name that is no column is a string in double quotes, where the database allows that.
    ...(column === undefined ? { expression: bareExpression(element.expression.text) } : { column: column.name }),
    ...(element.collation === undefined ? {} : { collation: element.collation.value }),
    ...(element.order === 'desc' ? { order: 'desc' } : {}),
  };
}
