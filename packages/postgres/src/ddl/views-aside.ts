/**
 * The views that show something that is to change, and those that are made of them: for `gone` and `made` of a PL/pgSQL block,
 * as they were. Their definitions are read as long as all has its name, those first that others are made of.
 * @param found `name AS (SELECT …), …`
 * @param shown which entries `d` of `pg_depend` say that a view does
 * @param words SQL text that says what it shows, and words that say when it has to be gone
 */
export function viewsAside(
  found: string,
  shown: string,
  words: { readonly shows: string; readonly change: string },
): string {
  return `  FOR one IN
    WITH RECURSIVE ${found}, shown AS (
      SELECT r.ev_class AS id, 1 AS depth
        FROM pg_depend d
        JOIN pg_rewrite r ON r.oid = d.objid AND r.rulename = '_RETURN'
       WHERE d.classid = 'pg_rewrite'::regclass AND (${shown})
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
      RAISE EXCEPTION 'The view % shows %, and has triggers, rules, rights on columns or a tablespace.', one.view, ${words.shows}
        USING HINT = format('Drop the view %s before ${words.change}, and create it afterwards, in the same migration.', one.view);
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
}
