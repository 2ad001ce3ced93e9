import { displayName } from '@aludel/core/dialect';
import type { PostgresEnum } from '../augment.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';
import type { TypeRow } from './type-names.js';

export interface TypeUseRow {
  readonly type: number;
  readonly schema: string;
  /** The table, with the column; or in words. */
  readonly name: string;
  readonly column: string | null;
}

/** What depends on enum types. What views show does not count: it rests on the columns of tables. */
export const typeUsesQuery: CatalogQuery<TypeUseRow> = {
  isNeeded: ({ lacks }) => !lacks.has('types'),
  sql: ({ types }) => `
    WITH uses AS (
      SELECT t.oid AS type, d.classid, d.objid, d.objsubid
      FROM pg_type t JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
      WHERE t.typtype = 'e' AND d.objid <> t.typarray AND ${types('t.oid', 't.typnamespace')}
    )
    SELECT u.type::int4 AS type, n.nspname AS schema,
      CASE WHEN c.relkind = 'c' THEN 'type ' || c.oid::regclass ELSE c.relname::text END AS name,
      CASE WHEN c.relkind <> 'c' THEN a.attname END AS column
    FROM uses u
      JOIN pg_class c ON c.oid = u.objid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.objsubid
    WHERE u.classid = 'pg_class'::regclass AND c.relkind IN ('r', 'p', 'f', 'c') AND a.attislocal
    UNION ALL
    SELECT u.type::int4, '', 'domain ' || format_type(u.objid, NULL), NULL
    FROM uses u JOIN pg_type t ON t.oid = u.objid WHERE u.classid = 'pg_type'::regclass AND t.typtype = 'd'
    UNION ALL
    SELECT u.type::int4, '', 'function ' || u.objid::regprocedure, NULL FROM uses u WHERE u.classid = 'pg_proc'::regclass`,
};

export function readEnum(row: TypeRow, uses: readonly TypeUseRow[], names: Names): PostgresEnum {
  const usedBy = uses.map(({ schema, name, column }) =>
    column === null ? name : `${displayName(names.of(schema, name))}.${column}`,
  );
  return {
    kind: 'postgres.enum',
    name: names.of(row.schema, row.name),
    values: row.values ?? [],
    ...(usedBy.length === 0 ? {} : { usedBy: [...new Set(usedBy)].toSorted() }),
  };
}
