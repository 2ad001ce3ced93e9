import type { PostgresComposite } from '../augment.js';
import type { CatalogQuery } from './catalog-query.js';
import type { ColumnRow } from './columns.js';
import type { Names } from './names.js';
import type { TypeNames } from './type-names.js';

export interface CompositeRow {
  readonly id: number;
  /** Where its attributes are columns of. */
  readonly relation: number;
  readonly schema: string;
  readonly name: string;
}

export const compositesQuery: CatalogQuery<CompositeRow> = {
  isNeeded: ({ lacks }) => !lacks.has('types'),
  sql: ({ types }) => `
    SELECT t.oid::int4 AS id, c.oid::int4 AS relation, n.nspname AS schema, t.typname AS name
    FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype = 'c' AND c.relkind = 'c' AND ${types('t.oid', 't.typnamespace')}
    ORDER BY t.oid`,
};

export function readComposite(
  row: CompositeRow,
  attributes: readonly ColumnRow[],
  types: TypeNames,
  names: Names,
): PostgresComposite {
  return {
    kind: 'postgres.composite',
    name: names.of(row.schema, row.name),
    attributes: attributes.map(({ name, type, type_text: text, collation }) => ({
      name,
      type: types.columnType(type, text, row.schema),
      ...(collation === null ? {} : { collation }),
    })),
  };
}
