import type { Scope } from './scope.js';

/**
 * One bulk query over `pg_catalog` for all objects of a kind. Its columns have types that come as the same values by
 * themselves and as parts of JSON: text, int4, booleans, arrays of text. So numbers of objects are cast to int4: above
 * 2³¹ they are negative then, which a key may well be.
 */
export interface CatalogQuery<Row> {
  /** Whether there can be any in the scope. */
  readonly isNeeded?: (scope: Scope) => boolean;
  readonly sql: (scope: Scope) => string;
  /** For the places in it. */
  readonly bindings?: (scope: Scope) => readonly (string | null)[];
  /** Only its type is of interest: what a row holds. */
  readonly row?: Row;
}

/** The rows that a query gives. */
export type RowOf<Q> = Q extends CatalogQuery<infer Row> ? Row : never;

/** A collation's name; where it would not be found by that, SQL text, which begins with a quote. */
export function collationName(id: string): string {
  return `(SELECT CASE WHEN pg_collation_is_visible(l.oid) THEN l.collname::text
      ELSE '"' || replace(s.nspname, '"', '""') || '"."' || replace(l.collname, '"', '""') || '"' END
    FROM pg_collation l JOIN pg_namespace s ON s.oid = l.collnamespace WHERE l.oid = ${id})`;
}
