import type { RuleOutput } from '@aludel/core/dialect';
import type { PostgresEnum } from '../augment.js';
import { partsAside } from './parts-aside.js';
import { viewsAside } from './views-aside.js';
import { commentText, literal, quotedTable } from './writing.js';

/** The type, and that of its arrays. */
const typeIds = `type_ids AS (
      SELECT oid FROM pg_type WHERE oid = old_type OR (typelem = old_type AND typlen = -1)
    )`;

/**
 * Indexes, checks and exclusions that hold one of its values; policies, triggers and rules that do, or that are about a column
 * of it.
 */
const partsOfType = partsAside({
  found: `${typeIds}, moved AS (
      SELECT attrelid, attnum FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND atttypid IN (SELECT oid FROM type_ids)
    ), holding AS (
      SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_type'::regclass AND refobjid IN (SELECT oid FROM type_ids)
    ), about AS (
      SELECT classid, objid FROM holding
      UNION
      SELECT classid, objid FROM pg_depend
       WHERE refclassid = 'pg_class'::regclass AND (refobjid, refobjsubid) IN (SELECT attrelid, attnum FROM moved)
    )`,
  constraints: `k.contype IN ('c', 'x')
       AND (EXISTS (SELECT FROM holding WHERE classid = 'pg_constraint'::regclass AND objid = k.oid)
         OR EXISTS (SELECT FROM holding WHERE classid = 'pg_class'::regclass AND objid = k.conindid))`,
  indexes: `EXISTS (SELECT FROM holding WHERE classid = 'pg_class'::regclass AND objid = x.indexrelid)`,
});

/** The views that show it. */
const viewsOfType = viewsAside(
  typeIds,
  `d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT oid FROM type_ids)
           OR d.refclassid = 'pg_class'::regclass AND (d.refobjid, d.refobjsubid) IN
             (SELECT attrelid, attnum FROM pg_attribute WHERE NOT attisdropped AND atttypid IN (SELECT oid FROM type_ids))`,
  { shows: `'values of the type ' || old_type`, change: 'the values of the type change' },
);

/**
 * A type made anew with other values. All columns of it are moved to the new one by their text, with their defaults; which
 * they are, the catalog knows. So it does of the views that show them, and of all else that stands in the way: these go, and
 * come again as they were; what could not be brought back is refused before anything is changed.
 */
export function rebuiltEnum({ name, values, comment }: PostgresEnum): readonly RuleOutput[] {
  const old = { ...name, name: `${cut(name.name)}_aludel_old` };
  return [
    `DO $aludel$
DECLARE
  one record;
  old_type CONSTANT regtype := ${literal(quotedTable(name))}::regtype;
  new_type regtype;
  gone text[] := '{}';
  made text[] := '{}';
  made_again text[];
  statement text;
  detail text;
BEGIN
${viewsOfType}
${partsOfType}
  FOREACH statement IN ARRAY gone LOOP
    EXECUTE statement;
  END LOOP;
  ALTER TYPE ${quotedTable(name)} RENAME TO ${quotedTable({ name: old.name })};
  CREATE TYPE ${quotedTable(name)} AS ENUM (${values.map(literal).join(', ')});
  new_type := ${literal(quotedTable(name))}::regtype;
  BEGIN
${columnsMoved}
    DROP TYPE ${quotedTable(old)};
    FOREACH statement IN ARRAY made LOOP
      EXECUTE statement;
    END LOOP;
  EXCEPTION WHEN invalid_text_representation THEN
    RAISE EXCEPTION '%, and it is still needed by: %', SQLERRM, statement
      USING ERRCODE = 'invalid_text_representation', HINT = ${literal(stillNeeded)};
  WHEN dependent_objects_still_exist THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
    RAISE EXCEPTION 'The values of the type ${quotedTable(name).replaceAll("'", "''").replaceAll('%', '%%')} cannot change while others than columns are made of it. %', detail
      USING ERRCODE = 'dependent_objects_still_exist', HINT = ${literal(madeOfIt)};
  END;
END
$aludel$`,
    ...(comment === undefined ? [] : [commentText(`TYPE ${quotedTable(name)}`, comment)]),
  ];
}

const stillNeeded =
  'Before a value goes, give the rows that have it another one (UPDATE), and change what names it: defaults, checks, indexes, policies, triggers, views.';

const madeOfIt =
  'Drop the domains, composite types and functions that are, before the values change, and create them afterwards, in the same migration.';

const columnsMoved = `  FOR one IN
    SELECT a.attrelid::regclass AS relation, quote_ident(a.attname) AS name, pg_get_expr(d.adbin, d.adrelid) AS value,
           CASE WHEN t.typelem = old_type THEN '[]' ELSE '' END AS dimensions
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE NOT a.attisdropped AND a.attinhcount = 0 AND (a.atttypid = old_type OR (t.typelem = old_type AND t.typlen = -1))
  LOOP
    IF one.value IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT', one.relation, one.name);
    END IF;
    statement := format('ALTER TABLE %s ALTER COLUMN %s TYPE %s%s USING %s::text%s::%s%s', one.relation, one.name, new_type,
      one.dimensions, one.name, one.dimensions, new_type, one.dimensions);
    EXECUTE statement;
    IF one.value IS NOT NULL THEN
      statement := format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', one.relation, one.name,
        replace(one.value, '::' || old_type::text, '::' || new_type::text));
      EXECUTE statement;
    END IF;
  END LOOP;`;

function cut(name: string): string {
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('')) > 63 - '_aludel_old'.length) characters.pop();
  return characters.join('');
}
