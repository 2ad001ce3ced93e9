import type { SchemaModel, TableName } from '@aludel/core';
import { findTable, sameTable, type Operation } from '@aludel/core/dialect';
import { literal, quotedTable } from './writing.js';

/** A column that gets another default, or another type, and with that its default anew. */
export interface InheritedDefault {
  readonly column: string;
  readonly retyped: boolean;
}

/** Those of a table that others have them from. */
export function inheritedDefaults(
  table: TableName,
  operations: readonly Operation[],
  before: SchemaModel,
): readonly InheritedDefault[] {
  const columns = operations.flatMap((operation) =>
    operation.kind === 'alterColumn' && (operation.to.default !== undefined || operation.to.type !== undefined)
      ? [{ column: operation.column, retyped: operation.to.type !== undefined }]
      : [],
  );
  return columns.length > 0 && isParent(table, before) ? columns : [];
}

function isParent(name: TableName, before: SchemaModel): boolean {
  if (findTable(before, name)?.options?.postgres?.partitionBy !== undefined) return true;
  return before.tables.some(({ options }) => {
    const { partitionOf, inherits = [] } = options?.postgres ?? {};
    return [...(partitionOf === undefined ? [] : [partitionOf.parent]), ...inherits].some((one) =>
      sameTable(one, name),
    );
  });
}

/**
 * A default of a parent is set for all tables below it as well: those that had another one get that back. Which they are, the
 * catalog knows. Under a column that gets another type they are away meanwhile, and a constant comes back without the type
 * that it was of.
 */
export function keepingOwnDefaults(table: TableName, columns: readonly InheritedDefault[], sql: string): string {
  const names = (all: readonly InheritedDefault[]): string =>
    `ARRAY[${all.map(({ column }) => literal(column)).join(', ')}]::name[]`;
  return `DO $aludel$
DECLARE
  of_table CONSTANT regclass := ${literal(quotedTable(table))}::regclass;
  retyped CONSTANT name[] := ${names(columns.filter((one) => one.retyped))};
  gone text[];
  made text[];
  statement text;
BEGIN
  WITH RECURSIVE below AS (
    SELECT of_table::oid AS id
    UNION
    SELECT h.inhrelid FROM pg_inherits h JOIN below ON h.inhparent = id
  ), defaults AS (
    SELECT a.attrelid, a.attname, pg_get_expr(d.adbin, d.adrelid) AS value
      FROM below JOIN pg_attribute a ON a.attrelid = id LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attname = ANY(${names(columns)}) AND a.attgenerated = '' AND a.attidentity = ''
  ), own AS (
    SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I ', c.attrelid::regclass, c.attname) AS words, c.value, c.attname = ANY(retyped) AS is_retyped
      FROM defaults p JOIN defaults c ON c.attname = p.attname AND c.value IS DISTINCT FROM p.value
     WHERE p.attrelid = of_table
  )
  SELECT array_agg(words || 'DROP DEFAULT') FILTER (WHERE is_retyped AND value IS NOT NULL),
         array_agg(words || coalesce('SET DEFAULT ' || CASE WHEN is_retyped
           THEN regexp_replace(value, ${literal(castConstant)}, ${literal(first)}) ELSE value END, 'DROP DEFAULT'))
    INTO gone, made
    FROM own;
  FOREACH statement IN ARRAY coalesce(gone, '{}') LOOP
    EXECUTE statement;
  END LOOP;
  ${sql};
  FOREACH statement IN ARRAY coalesce(made, '{}') LOOP
    EXECUTE statement;
  END LOOP;
END
$aludel$`;
}

/** `'it''s'::character varying(9)`, with what is within the quotes and these as its first part. */
const castConstant = String.raw`^('(?:[^']|'')*')::[^'()]+(?:\([0-9,]+\))?[^'()]*$`;
const first = String.raw`\1`;
