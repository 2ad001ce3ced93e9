import type { PostgresDomain } from '../augment.js';
import { bareExpression } from '../parse/bare-expression.js';
import { readDefault } from '../parse/default-value.js';
import { collationName, type CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';
import type { TypeNames } from './type-names.js';

export interface DomainRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly base: number;
  readonly base_text: string;
  readonly not_null: boolean;
  readonly expression: string | null;
  readonly collation: string | null;
}

export interface DomainCheckRow {
  readonly domain: number;
  readonly name: string;
  readonly text: string;
  readonly validated: boolean;
}

export const domainsQuery: CatalogQuery<DomainRow> = {
  isNeeded: ({ lacks }) => !lacks.has('types'),
  sql: ({ types }) => `
    SELECT t.oid::int4 AS id, n.nspname AS schema, t.typname AS name, t.typbasetype::int4 AS base,
      format_type(t.typbasetype, t.typtypmod) AS base_text, t.typnotnull AS not_null,
      CASE WHEN t.typdefaultbin IS NULL THEN t.typdefault ELSE pg_get_expr(t.typdefaultbin, 0) END AS expression,
      CASE WHEN t.typcollation <> b.typcollation THEN ${collationName('t.typcollation')} END AS collation
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
    WHERE t.typtype = 'd' AND ${types('t.oid', 't.typnamespace')}
    ORDER BY t.oid`,
};

export const domainChecksQuery: CatalogQuery<DomainCheckRow> = {
  isNeeded: ({ lacks }) => !lacks.has('types'),
  sql: ({ types }) => `
    SELECT k.contypid::int4 AS domain, k.conname AS name, pg_get_expr(k.conbin, 0) AS text, k.convalidated AS validated
    FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid
    WHERE k.contype = 'c' AND ${types('t.oid', 't.typnamespace')}
    ORDER BY k.conname`,
};

export function readDomain(
  row: DomainRow,
  checks: readonly DomainCheckRow[],
  types: TypeNames,
  names: Names,
): PostgresDomain {
  const type = types.columnType(row.base, row.base_text, row.schema);
  const value = row.expression === null ? undefined : readDefault(row.expression, type);
  return {
    kind: 'postgres.domain',
    name: names.of(row.schema, row.name),
    type,
    nullable: !row.not_null,
    ...(value === undefined ? {} : { default: value }),
    ...(row.collation === null ? {} : { collation: row.collation }),
    checks: checks.map(({ name, text, validated }) => ({
      name,
      expression: bareExpression(text),
      ...(validated ? {} : { notValid: true }),
    })),
  };
}
