import type { TableName } from '@aludel/core';
import type { RuleOutput } from '@aludel/core/dialect';
import { partsAside } from './parts-aside.js';
import { viewsAside } from './views-aside.js';
import { literal, quotedTable } from './writing.js';

/** A type that is to be another one of the same name. */
export interface RebuiltType {
  readonly name: TableName;
  /** What makes the new one, when the old one is called otherwise. */
  readonly made: readonly string[];
}

export interface Rebuilding {
  /** Those first that others are made of. */
  readonly types: readonly [RebuiltType, ...RebuiltType[]];
  /** What a column is cast to before it is cast to the new type; nothing where the server casts it as it does to assign it. */
  readonly by?: string;
  /** What it is that changes, as of `values of the type "mood"`. */
  readonly what: string;
  /** What to do where values do not fit, and where more than columns is made of the type. */
  readonly hints: { readonly misfit: string; readonly madeOfIt: string };
}

/** The types, and those of their arrays; and the functions that take or return them, with those that rest on these. */
const typeIds = `type_ids AS (
      SELECT oid FROM pg_type WHERE oid = ANY(old_types) OR (typelem = ANY(old_types) AND typlen = -1)
    ), routines AS (
      SELECT d.objid AS id, 1 AS depth
        FROM pg_depend d JOIN type_ids t ON t.oid = d.refobjid
       WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass
      UNION
      SELECT d.objid, r.depth + 1
        FROM routines r JOIN pg_depend d ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = r.id
       WHERE d.classid = 'pg_proc'::regclass AND d.objid <> r.id AND r.depth < 50
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
      UNION
      SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_proc'::regclass AND refobjid IN (SELECT id FROM routines)
    ), about AS (
      SELECT classid, objid FROM holding
      UNION
      SELECT classid, objid FROM pg_depend
       WHERE refclassid = 'pg_class'::regclass AND (refobjid, refobjsubid) IN (SELECT attrelid, attnum FROM moved)
    )`,
  // A key points from column to column of one type, which are moved one by one.
  constraints: `CASE k.contype
         WHEN 'f' THEN EXISTS (SELECT FROM moved WHERE attrelid = k.conrelid AND attnum = ANY(k.conkey))
         ELSE k.contype IN ('c', 'x')
           AND (EXISTS (SELECT FROM holding WHERE classid = 'pg_constraint'::regclass AND objid = k.oid)
             OR EXISTS (SELECT FROM holding WHERE classid = 'pg_class'::regclass AND objid = k.conindid))
       END`,
  indexes: `EXISTS (SELECT FROM holding WHERE classid = 'pg_class'::regclass AND objid = x.indexrelid)`,
});

/** The views that show it. */
const viewsOfType = viewsAside(
  typeIds,
  `d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT oid FROM type_ids)
           OR d.refclassid = 'pg_proc'::regclass AND d.refobjid IN (SELECT id FROM routines)
           OR d.refclassid = 'pg_class'::regclass AND (d.refobjid, d.refobjsubid) IN
             (SELECT attrelid, attnum FROM pg_attribute WHERE NOT attisdropped AND atttypid IN (SELECT oid FROM type_ids))`,
  { shows: `'values of the type ' || old_types[1]`, change: 'the type changes' },
);

/** Those of the columns, each table's own, and those that call one of the functions. */
const defaultsAside = `  FOR one IN
    WITH RECURSIVE ${typeIds}
    SELECT c.oid::regclass AS relation, a.attname AS name, pg_get_expr(d.adbin, d.adrelid) AS value
      FROM pg_attrdef d
      JOIN pg_class c ON c.oid = d.adrelid AND c.relkind IN ('r', 'p')
      JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attgenerated = ''
     WHERE a.atttypid IN (SELECT oid FROM type_ids)
        OR EXISTS (
          SELECT FROM pg_depend p
           WHERE p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid
             AND (p.refclassid = 'pg_type'::regclass AND p.refobjid IN (SELECT oid FROM type_ids)
               OR p.refclassid = 'pg_proc'::regclass AND p.refobjid IN (SELECT id FROM routines))
        )
  LOOP
    gone := gone || format('ALTER TABLE ONLY %s ALTER COLUMN %I DROP DEFAULT', one.relation, one.name);
    made := format('ALTER TABLE ONLY %s ALTER COLUMN %I SET DEFAULT %s', one.relation, one.name, one.value) || made;
  END LOOP;`;

/** After all that rests on them has been found: they go last, and come first, with who may call them. */
const routinesAside = `  FOR one IN
    WITH RECURSIVE ${typeIds}
    SELECT p.oid AS id, p.oid::regprocedure AS routine, CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS words,
           p.proowner, p.proacl, obj_description(p.oid, 'pg_proc') AS comment
      FROM pg_proc p JOIN (SELECT id, max(depth) AS depth FROM routines GROUP BY id) r ON r.id = p.oid
     WHERE p.prokind <> 'a'
     ORDER BY r.depth DESC, p.oid
  LOOP
    gone := gone || format('DROP %s %s', one.words, one.routine);
    made := ARRAY[pg_get_functiondef(one.id)]
      || CASE WHEN one.comment IS NULL THEN '{}'::text[] ELSE ARRAY[format('COMMENT ON %s %s IS %L', one.words, one.routine, one.comment)] END
      || CASE WHEN one.proacl IS NULL THEN '{}'::text[] ELSE ARRAY[format('REVOKE ALL ON %s %s FROM PUBLIC', one.words, one.routine)] END
      || ARRAY(SELECT format('GRANT EXECUTE ON %s %s TO %s%s', one.words, one.routine,
             CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
           FROM aclexplode(one.proacl) WHERE grantee <> one.proowner)
      || CASE WHEN pg_get_userbyid(one.proowner) = current_user THEN '{}'::text[]
           ELSE ARRAY[format('ALTER %s %s OWNER TO %s', one.words, one.routine, one.proowner::regrole)] END
      || made;
  END LOOP;`;

/**
 * Types made anew. All columns of them are moved to the new ones; which they are, the catalog knows. So it does of their
 * defaults, of the views that show them, and of all else that stands in the way: these go, and come again as they were; what could
 * not be brought back is refused before anything is changed.
 */
export function rebuiltTypes({ types, by, what, hints }: Rebuilding): RuleOutput {
  const regtypes = `ARRAY[${types.map(({ name }) => `${literal(quotedTable(name))}::regtype`).join(', ')}]`;
  const old = types.map(({ name }) => ({ ...name, name: `${cut(name.name)}_aludel_old` }));
  return `DO $aludel$
DECLARE
  one record;
  old_types CONSTANT regtype[] := ${regtypes};
  new_types regtype[];
  gone text[] := '{}';
  made text[] := '{}';
  made_again text[];
  statement text;
  detail text;
  checked CONSTANT text := current_setting('check_function_bodies');
BEGIN
${viewsOfType}
${partsOfType}
${defaultsAside}
${routinesAside}
  FOREACH statement IN ARRAY gone LOOP
    EXECUTE statement;
  END LOOP;
${types
  .map(({ name, made }, at) =>
    [`ALTER TYPE ${quotedTable(name)} RENAME TO ${quotedTable({ name: old[at]?.name ?? '' })}`, ...made]
      .map((sql) => `  ${sql};`)
      .join('\n'),
  )
  .join('\n')}
  new_types := ${regtypes};
  BEGIN
${columnsMoved(by)}
${old
  .toReversed()
  .map((name) => `    DROP TYPE ${quotedTable(name)};`)
  .join('\n')}
    -- What bodies speak of may come after them.
    PERFORM set_config('check_function_bodies', 'off', true);
    FOREACH statement IN ARRAY made LOOP
      EXECUTE statement;
    END LOOP;
    PERFORM set_config('check_function_bodies', checked, true);
  EXCEPTION WHEN invalid_text_representation THEN
    RAISE EXCEPTION '%, and it is still needed by: %', SQLERRM, statement
      USING ERRCODE = 'invalid_text_representation', HINT = ${literal(hints.misfit)};
  WHEN dependent_objects_still_exist THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
    RAISE EXCEPTION 'The ${what.replaceAll("'", "''").replaceAll('%', '%%')} cannot change while others than columns are made of it. %', detail
      USING ERRCODE = 'dependent_objects_still_exist', HINT = ${literal(hints.madeOfIt)};
  END;
END
$aludel$`;
}

function columnsMoved(by: string | undefined): string {
  const using = by === undefined ? '' : ' USING %3$s::%6$s%5$s::%4$s%5$s';
  return `    FOR one IN
      SELECT a.attrelid::regclass AS relation, quote_ident(a.attname) AS name, new_types[which.at] AS new_type, which.dimensions
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
        JOIN pg_type t ON t.oid = a.atttypid
        CROSS JOIN LATERAL (
          SELECT array_position(old_types, a.atttypid::regtype) AS at, '' AS dimensions
          UNION ALL
          SELECT array_position(old_types, t.typelem::regtype), '[]' WHERE t.typlen = -1
        ) which
       WHERE NOT a.attisdropped AND a.attinhcount = 0 AND which.at IS NOT NULL
    LOOP
      statement := format('ALTER TABLE %1$s ALTER COLUMN %2$s TYPE %4$s%5$s${using}', one.relation, one.name, one.name,
        one.new_type, one.dimensions${by === undefined ? '' : `, ${literal(by)}`});
      EXECUTE statement;
    END LOOP;`;
}

function cut(name: string): string {
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('')) > 63 - '_aludel_old'.length) characters.pop();
  return characters.join('');
}
