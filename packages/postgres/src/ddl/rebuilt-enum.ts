import type { RuleOutput } from '@aludel/core/dialect';
import type { PostgresEnum } from '../augment.js';
import { partsAside } from './enum-parts-aside.js';
import { commentText, literal, quotedTable } from './writing.js';

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
BEGIN
${viewsAside}
${partsAside}
  FOREACH statement IN ARRAY gone LOOP
    EXECUTE statement;
  END LOOP;
  ALTER TYPE ${quotedTable(name)} RENAME TO ${quotedTable({ name: old.name })};
  CREATE TYPE ${quotedTable(name)} AS ENUM (${values.map(literal).join(', ')});
  new_type := ${literal(quotedTable(name))}::regtype;
${columnsMoved}
  DROP TYPE ${quotedTable(old)};
  FOREACH statement IN ARRAY made LOOP
    EXECUTE statement;
  END LOOP;
END
$aludel$`,
    ...(comment === undefined ? [] : [commentText(`TYPE ${quotedTable(name)}`, comment)]),
  ];
}

/** Their definitions are read as long as the type has its name, those first that others are made of. */
const viewsAside = `  FOR one IN
    WITH RECURSIVE type_ids AS (
      SELECT oid FROM pg_type WHERE oid = old_type OR (typelem = old_type AND typlen = -1)
    ), shown AS (
      SELECT r.ev_class AS id, 1 AS depth
        FROM pg_depend d
        JOIN pg_rewrite r ON r.oid = d.objid AND r.rulename = '_RETURN'
       WHERE d.classid = 'pg_rewrite'::regclass
         AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT oid FROM type_ids)
           OR d.refclassid = 'pg_class'::regclass AND (d.refobjid, d.refobjsubid) IN
             (SELECT attrelid, attnum FROM pg_attribute WHERE NOT attisdropped AND atttypid IN (SELECT oid FROM type_ids)))
      UNION
      SELECT r.ev_class, s.depth + 1
        FROM shown s
        JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = s.id AND d.classid = 'pg_rewrite'::regclass
        JOIN pg_rewrite r ON r.oid = d.objid AND r.rulename = '_RETURN' AND r.ev_class <> s.id
    )
    SELECT c.*, c.oid AS id, c.oid::regclass AS view,
           CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS words
      FROM pg_class c JOIN (SELECT id, max(depth) AS depth FROM shown GROUP BY id) s ON s.id = c.oid
     ORDER BY s.depth, c.oid
  LOOP
    IF one.reltablespace <> 0
      OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid = one.id)
      OR EXISTS (SELECT FROM pg_rewrite WHERE ev_class = one.id AND rulename <> '_RETURN')
      OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = one.id AND attacl IS NOT NULL)
    THEN
      RAISE EXCEPTION 'The view % shows values of the type %, and has triggers, rules, rights on columns or a tablespace.', one.view, old_type
        USING HINT = format('Drop the view %s before the values of the type change, and create it afterwards, in the same migration.', one.view);
    END IF;
    gone := format('DROP %s %s', one.words, one.view) || gone;
    made := made
      || format('CREATE %s %s%s AS %s%s', one.words, one.view,
           ' WITH (' || array_to_string(one.reloptions, ', ') || ')', rtrim(pg_get_viewdef(one.id), '; '),
           CASE WHEN one.relispopulated THEN '' ELSE ' WITH NO DATA' END)
      || ARRAY(SELECT format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', one.view, a.attname, pg_get_expr(d.adbin, d.adrelid))
           FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = one.id)
      || ARRAY(SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = one.id ORDER BY indexrelid)
      || ARRAY(SELECT format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
           FROM pg_index WHERE indrelid = one.id AND obj_description(indexrelid, 'pg_class') IS NOT NULL)
      || ARRAY(SELECT format('ALTER MATERIALIZED VIEW %s CLUSTER ON %I', one.view, i.relname)
           FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = one.id AND x.indisclustered)
      || ARRAY(SELECT format('COMMENT ON %s %s IS %L',
             CASE objsubid WHEN 0 THEN one.words ELSE 'COLUMN' END,
             one.view || coalesce((SELECT '.' || quote_ident(attname) FROM pg_attribute WHERE attrelid = one.id AND attnum = objsubid AND objsubid > 0), ''),
             description)
           FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = one.id)
      || ARRAY(SELECT format('GRANT %s ON %s TO %s%s', privilege_type, one.view,
             CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
           FROM aclexplode(one.relacl) WHERE grantee <> one.relowner)
      || CASE WHEN pg_get_userbyid(one.relowner) = current_user THEN '{}'::text[]
           ELSE ARRAY[format('ALTER %s %s OWNER TO %s', one.words, one.view, one.relowner::regrole)] END;
  END LOOP;`;

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
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %s TYPE %s%s USING %s::text%s::%s%s', one.relation, one.name, new_type,
      one.dimensions, one.name, one.dimensions, new_type, one.dimensions);
    IF one.value IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', one.relation, one.name,
        replace(one.value, '::' || old_type::text, '::' || new_type::text));
    END IF;
  END LOOP;`;

function cut(name: string): string {
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('')) > 63 - '_aludel_old'.length) characters.pop();
  return characters.join('');
}
