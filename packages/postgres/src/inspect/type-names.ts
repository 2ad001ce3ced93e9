import type { ColumnType } from '@aludel/core';
import { parseType } from '../column-types.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';

export interface TypeRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** Enum, domain, composite. */
  readonly kind: 'e' | 'd' | 'c';
  /** Type of arrays of it; 0 where there is none. */
  readonly array: number;
  readonly values: readonly string[] | null;
}

/** The types that users made, by their numbers: enums, domains, composites of their own. */
export const typesQuery: CatalogQuery<TypeRow> = {
  isNeeded: ({ lacks }) => !lacks.has('types'),
  sql: ({ types }) => `
    SELECT t.oid::int4 AS id, n.nspname AS schema, t.typname AS name, t.typtype AS kind, t.typarray::int4 AS array,
      CASE WHEN t.typtype = 'e' THEN (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
        FROM pg_enum e WHERE e.enumtypid = t.oid) END AS values
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND c.relkind = 'c') AND ${types('t.oid', 't.typnamespace')}
    ORDER BY t.oid`,
};

/** Tells the types of columns. */
export class TypeNames {
  readonly #ofUsers = new Map<number, { readonly row: TypeRow; readonly isArray: boolean }>();
  readonly #ofServer = new Map<string, ColumnType>();

  constructor(
    rows: readonly TypeRow[],
    private readonly names: Names,
  ) {
    for (const row of rows) {
      this.#ofUsers.set(row.id, { row, isArray: false });
      if (row.array !== 0) this.#ofUsers.set(row.array, { row, isArray: true });
    }
  }

  /** `text`: what `format_type` says. `schema`: of the table; an enum in the same, of any values, is a portable one. */
  columnType(id: number, text: string, schema: string): ColumnType {
    const found = this.#ofUsers.get(id);
    if (found === undefined) return this.#parsed(text);
    const { row } = found;
    const type: ColumnType =
      row.kind === 'e' && row.schema === schema && row.values !== null
        ? { kind: 'enum', name: row.name, values: row.values }
        : { kind: 'postgres.named', name: this.names.of(row.schema, row.name) };
    return found.isArray ? { kind: 'postgres.array', element: type } : type;
  }

  #parsed(text: string): ColumnType {
    const known = this.#ofServer.get(text);
    if (known !== undefined) return known;
    const type = parseType(text);
    this.#ofServer.set(text, type);
    return type;
  }
}
