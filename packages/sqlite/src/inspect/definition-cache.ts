import type { Index, Table, TableName } from '@aludel/core';
import { parseCreateIndex } from '../parse/create-index-text.js';
import { parseCreateTable } from '../parse/create-table-text.js';
import { readIndex } from './read-index.js';
import { readTable } from './read-table.js';
import type { SchemaRow } from './schema-rows.js';

/** What stored definitions mean. A run looks at the same ones again and again, and few of them change. */
export class DefinitionCache {
  readonly #tables = new Map<string, Table>();
  readonly #indexes = new WeakMap<Table, Map<string, Index>>();

  constructor(private readonly size = 2000) {}

  /** The table without its indexes. */
  table(name: TableName, definition: string): Table {
    const key = JSON.stringify([name.schema, name.name, definition]);
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const table = readTable(name, parseCreateTable(definition));
    if (this.#tables.size >= this.size) this.#tables.clear();
    this.#tables.set(key, table);
    return table;
  }

  index(table: Table, row: SchemaRow): Index {
    const indexes = this.#indexes.get(table) ?? new Map<string, Index>();
    this.#indexes.set(table, indexes);
    const known = indexes.get(row.sql);
    if (known !== undefined) return known;
    const index = readIndex(row.name, parseCreateIndex(row.sql), table);
    indexes.set(row.sql, index);
    return index;
  }
}
