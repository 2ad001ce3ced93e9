import type { Index, IndexElement, Table } from '@aludel/core';
import { UnsupportedOperationError } from '@aludel/core/dialect';
import { SqliteComparator } from '../comparator.js';
import { readIndex } from '../inspect/read-index.js';
import { SqliteNormalizer } from '../normalizer.js';
import { parseCreateIndex } from '../parse/create-index-text.js';
import { folded } from '../parse/tokens.js';
import { inSchema } from './in-schema.js';
import { indexElementText, quoted, quotedBeside } from './writing.js';

const comparator = new SqliteComparator();
const normalizer = new SqliteNormalizer();

/** The CREATE INDEX of an index: the stored one where that still says it, else our own. */
export function createIndexText(index: Index, table: Table, settings: { readonly ifNotExists?: boolean } = {}): string {
  const stored = index.options?.sqlite?.definition;
  if (stored !== undefined && settings.ifNotExists !== true && says(stored, index, table)) {
    return inSchema(stored, table.name.schema);
  }
  const words = `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${settings.ifNotExists === true ? 'IF NOT EXISTS ' : ''}`;
  const elements = index.columns.map((element) => elementText(element, index)).join(', ');
  const where = index.where === undefined ? '' : ` WHERE ${index.where}`;
  // The table is named without a schema: it lies in the index's.
  return `${words}${quotedBeside(table.name, index.name)} ON ${quoted(table.name.name)} (${elements})${where}`;
}

function says(definition: string, index: Index, table: Table): boolean {
  const parsed = parseCreateIndex(definition);
  if (parsed.name.value !== index.name || folded(parsed.table.value) !== folded(table.name.name)) return false;
  const stored = { ...table, indexes: [readIndex(index.name, parsed, table), index] };
  const [a, b] = normalizer.normalize({ tables: [stored], objects: [] }).tables[0]?.indexes ?? [];
  return a !== undefined && b !== undefined && comparator.sameIndex(a, b);
}

/** SQLite takes NULL for the smallest value, and has no way to say otherwise in an index. */
function elementText(element: IndexElement, index: Index): string {
  const usual = element.order === 'desc' ? 'last' : 'first';
  if (element.nulls !== undefined && element.nulls !== usual) {
    throw new UnsupportedOperationError(
      'sqlite',
      `NULLS ${element.nulls.toUpperCase()} in the index ${index.name}`,
      `its indexes have nulls ${usual} in that order.`,
      'Leave `nulls` out, or limit the index to other databases with op.on(…).',
    );
  }
  return indexElementText(element);
}
