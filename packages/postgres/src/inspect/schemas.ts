import type { PostgresSchema } from '../augment.js';
import type { CatalogQuery } from './catalog-query.js';

export interface SchemaRow {
  readonly id: number;
  readonly name: string;
}

/** Not the one that names without a schema mean, nor `public`, which is there from the start. */
export const schemasQuery: CatalogQuery<SchemaRow> = {
  isNeeded: ({ lacks }) => !lacks.has('schemas'),
  sql: ({ schemas }) => `
    SELECT n.oid::int4 AS id, n.nspname AS name FROM pg_namespace n
    WHERE n.nspname <> 'public' AND n.nspname <> coalesce(current_schema(), '') AND ${schemas('n.oid')}
    ORDER BY n.oid`,
};

export function readSchema(row: SchemaRow): PostgresSchema {
  return { kind: 'postgres.schema', name: { name: row.name } };
}
