import type { CatalogQuery } from './catalog-query.js';

export interface ParentRow {
  readonly child: number;
  readonly parent: number;
  readonly schema: string;
  readonly name: string;
}

/** Which tables are partitions of others, or inherit from them, in order. */
export const parentsQuery: CatalogQuery<ParentRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations }) => `
    SELECT h.inhrelid::int4 AS child, h.inhparent::int4 AS parent, n.nspname AS schema, p.relname AS name
    FROM pg_inherits h
      JOIN pg_class c ON c.oid = h.inhrelid
      JOIN pg_class p ON p.oid = h.inhparent
      JOIN pg_namespace n ON n.oid = p.relnamespace
    WHERE c.relkind IN ('r', 'p') AND ${relations('c.oid', 'c.relnamespace')}
    ORDER BY h.inhrelid, h.inhseqno`,
};
