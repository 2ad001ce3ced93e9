import type { PostgresPolicy } from '../augment.js';
import { bareExpression } from '../parse/bare-expression.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';

export interface PolicyRow {
  readonly id: number;
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly command: string;
  readonly permissive: boolean;
  readonly roles: readonly string[] | null;
  readonly using: string | null;
  readonly with_check: string | null;
}

export const policiesQuery: CatalogQuery<PolicyRow> = {
  isNeeded: ({ lacks }) => !lacks.has('policies'),
  sql: ({ relations, policies }) => `
    SELECT p.oid::int4 AS id, n.nspname AS schema, c.relname AS table, p.polname AS name, p.polcmd AS command,
      p.polpermissive AS permissive,
      CASE WHEN 0 <> ALL (p.polroles) THEN (SELECT array_agg(r.rolname::text ORDER BY r.rolname)
        FROM pg_roles r WHERE r.oid = ANY (p.polroles)) END AS roles,
      pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS with_check
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${policies('p.oid', relations('c.oid', 'c.relnamespace'))}
    ORDER BY p.oid`,
};

const commands: Readonly<Record<string, PostgresPolicy['command']>> = {
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
};

export function readPolicy(row: PolicyRow, names: Names): PostgresPolicy {
  const table = names.of(row.schema, row.table);
  const command = commands[row.command];
  return {
    kind: 'postgres.policy',
    name: { ...table, name: row.name },
    table,
    ...(row.permissive ? {} : { restrictive: true }),
    ...(command === undefined ? {} : { command }),
    ...(row.roles === null ? {} : { roles: row.roles }),
    ...(row.using === null ? {} : { using: bareExpression(row.using) }),
    ...(row.with_check === null ? {} : { withCheck: bareExpression(row.with_check) }),
  };
}
