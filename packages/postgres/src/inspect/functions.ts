import type { PostgresFunction } from '../augment.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';

export interface FunctionRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly arguments: string;
  readonly procedure: boolean;
  readonly definition: string;
  /** How the definition begins, and how it would without the schema. */
  readonly head: string;
  readonly bare_head: string;
}

/** Functions and procedures, but for those that make up another object (the constructors of a range type). */
export const functionsQuery: CatalogQuery<FunctionRow> = {
  isNeeded: ({ lacks }) => !lacks.has('functions'),
  sql: ({ functions }) => `
    SELECT p.oid::int4 AS id, n.nspname AS schema, p.proname AS name, oidvectortypes(p.proargtypes) AS arguments,
      p.prokind = 'p' AS procedure, pg_get_functiondef(p.oid) AS definition,
      quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' AS head, quote_ident(p.proname) || '(' AS bare_head
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('f', 'p', 'w') AND ${functions('p.oid', 'p.pronamespace')}
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
    ORDER BY p.oid`,
};

export function readFunction(row: FunctionRow, names: Names): PostgresFunction {
  const name = names.of(row.schema, row.name);
  // The server writes every schema; a name without one says the same here, and fits any place.
  const at = name.schema === undefined ? row.definition.indexOf(row.head) : -1;
  return {
    kind: 'postgres.function',
    name,
    arguments: row.arguments,
    type: row.procedure ? 'procedure' : 'function',
    definition:
      at === -1
        ? row.definition
        : row.definition.slice(0, at) + row.bare_head + row.definition.slice(at + row.head.length),
  };
}
