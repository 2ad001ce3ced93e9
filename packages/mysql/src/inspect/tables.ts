import type { MysqlTableOptions } from '../augment.js';
import { optionalText, text, type CatalogPart, type CatalogRow } from './catalog.js';
import type { ServerFacts } from './facts.js';

type Column = 'table' | 'type' | 'engine' | 'collation' | 'options' | 'comment';

/** Nothing of it makes the server open a table for its statistics. */
export const tablesPart = {
  from: 'information_schema.TABLES',
  columns: {
    table: 'TABLE_NAME',
    type: 'TABLE_TYPE',
    engine: 'ENGINE',
    collation: 'TABLE_COLLATION',
    options: 'CREATE_OPTIONS',
    comment: 'TABLE_COMMENT',
  },
  schema: 'TABLE_SCHEMA',
  table: 'TABLE_NAME',
} satisfies CatalogPart<Column>;

export type TableRow = CatalogRow<Column>;

export type TableKind = 'table' | 'view' | 'sequence';

export function tableKind(row: TableRow): TableKind {
  const type = text(row.type);
  if (type.endsWith('VIEW')) return 'view';
  return type === 'SEQUENCE' ? 'sequence' : 'table';
}

export function isSystemVersioned(row: TableRow): boolean {
  return text(row.type) === 'SYSTEM VERSIONED';
}

export function isPartitioned(row: TableRow): boolean {
  return /\bpartitioned\b/iu.test(text(row.options));
}

/** The options that differ from what a table of this database gets when it says nothing. */
export function readTableOptions(row: TableRow, schemaCollation: string, facts: ServerFacts): MysqlTableOptions {
  const engine = optionalText(row.engine);
  const collation = optionalText(row.collation);
  return {
    ...(engine === undefined || engine.toLowerCase() === facts.engine.toLowerCase() ? {} : { engine }),
    ...(collation === undefined || collation === schemaCollation ? {} : { collation }),
    ...readCreateOptions(text(row.options)),
  };
}

/** `row_format=COMPRESSED KEY_BLOCK_SIZE=8`, "`page_compressed`=1", `COMPRESSION="zlib"`. */
export function readCreateOptions(options: string): MysqlTableOptions {
  const others: Record<string, string> = {};
  let known: MysqlTableOptions = {};
  for (const match of options.matchAll(/`?(\w+)`?=("(?:[^"]|"")*"|'(?:[^']|'')*'|\S+)/gu)) {
    const [, name = '', value = ''] = match;
    switch (name.toLowerCase()) {
      case 'row_format':
        known = { ...known, rowFormat: value.toUpperCase() };
        break;
      case 'key_block_size':
        known = { ...known, keyBlockSize: Number(value) };
        break;
      case 'stats_persistent':
        known = { ...known, statsPersistent: value === '1' };
        break;
      case 'secondary_load':
        // Whether the other engine has been given the rows.
        break;
      default:
        others[name.toUpperCase()] = /^["']/u.test(value) ? `'${value.slice(1, -1)}'` : value;
    }
  }
  return { ...known, ...(Object.keys(others).length === 0 ? {} : { others }) };
}
