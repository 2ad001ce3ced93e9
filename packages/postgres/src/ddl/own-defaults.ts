import type { SchemaModel, TableName } from '@aludel/core';
import { findTable, sameTable, type Operation } from '@aludel/core/dialect';
import { literal, quotedTable } from './writing.js';

/** The columns that get another default, of a table that others have them from. */
export function inheritedDefaults(
  table: TableName,
  operations: readonly Operation[],
  before: SchemaModel,
): readonly string[] {
  const columns = operations.flatMap((operation) =>
    operation.kind === 'alterColumn' && operation.to.default !== undefined ? [operation.column] : [],
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
 * catalog knows.
 */
export function keepingOwnDefaults(table: TableName, columns: readonly string[], sql: string): string {
  return `DO $aludel$
DECLARE
  of_table CONSTANT regclass := ${literal(quotedTable(table))}::regclass;
  made text[];
  statement text;
BEGIN
  WITH RECURSIVE below AS (
    SELECT of_table::oid AS id
    UNION
    SELECT h.inhrelid FROM pg_inherits h JOIN below ON h.inhparent = id
  ), defaults AS (
    SELECT a.attrelid, a.attname, pg_get_expr(d.adbin, d.adrelid) AS value
      FROM below JOIN pg_attribute a ON a.attrelid = id LEFT JOIN pg_attrdef d ON d.adrelid = id AND d.adnum = a.attnum
     WHERE a.attname = ANY(ARRAY[${columns.map(literal).join(', ')}]::name[])
  )
  SELECT array_agg(format('ALTER TABLE ONLY %s ALTER COLUMN %I %s', c.attrelid::regclass, c.attname, coalesce('SET DEFAULT ' || c.value, 'DROP DEFAULT')))
    INTO made
    FROM defaults p JOIN defaults c ON c.attname = p.attname AND c.value IS DISTINCT FROM p.value
   WHERE p.attrelid = of_table;
  ${sql};
  FOREACH statement IN ARRAY coalesce(made, '{}') LOOP
    EXECUTE statement;
  END LOOP;
END
$aludel$`;
}
