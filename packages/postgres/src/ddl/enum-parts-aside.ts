/**
 * What stands in the way where columns of an enum get another type, as far as it can be taken off and put on again: indexes,
 * checks and exclusions that hold one of its values; policies, triggers and rules that do, or that are about such a column.
 * Their definitions are read as long as the type has its name. For `gone` and `made`, with the views in between.
 */
export const partsAside = `  FOR one IN
    WITH type_ids AS (
      SELECT oid FROM pg_type WHERE oid = old_type OR (typelem = old_type AND typlen = -1)
    ), moved AS (
      SELECT attrelid, attnum FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND atttypid IN (SELECT oid FROM type_ids)
    ), holding AS (
      SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_type'::regclass AND refobjid IN (SELECT oid FROM type_ids)
    ), about AS (
      SELECT classid, objid FROM holding
      UNION
      SELECT classid, objid FROM pg_depend
       WHERE refclassid = 'pg_class'::regclass AND (refobjid, refobjsubid) IN (SELECT attrelid, attnum FROM moved)
    )
    SELECT true AS under, format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS gone,
           ARRAY[format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))] AS made,
           format('CONSTRAINT %I ON %s', k.conname, k.conrelid::regclass) AS words, obj_description(k.oid, 'pg_constraint') AS comment
      FROM pg_constraint k
     WHERE k.contype IN ('c', 'x') AND k.conrelid <> 0 AND k.coninhcount = 0
       AND (EXISTS (SELECT FROM holding WHERE classid = 'pg_constraint'::regclass AND objid = k.oid)
         OR EXISTS (SELECT FROM holding WHERE classid = 'pg_class'::regclass AND objid = k.conindid))
    UNION ALL
    SELECT true, format('DROP INDEX %s', x.indexrelid::regclass),
           ARRAY[regexp_replace(pg_get_indexdef(x.indexrelid), ' ON ONLY ', ' ON ')]
             || CASE WHEN x.indisclustered THEN ARRAY[format('ALTER TABLE %s CLUSTER ON %I', x.indrelid::regclass, i.relname)] END,
           format('INDEX %s', x.indexrelid::regclass), obj_description(x.indexrelid, 'pg_class')
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
     WHERE c.relkind IN ('r', 'p') AND NOT i.relispartition
       AND EXISTS (SELECT FROM holding WHERE classid = 'pg_class'::regclass AND objid = x.indexrelid)
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = x.indexrelid AND conrelid = x.indrelid AND contype IN ('p', 'u', 'x'))
    UNION ALL
    SELECT false, format('DROP POLICY %I ON %s', p.polname, p.polrelid::regclass),
           ARRAY[format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, p.polrelid::regclass,
               CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
               CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
               (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE r::regrole::text END, ', ') FROM unnest(p.polroles) r))
             || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
             || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')],
           format('POLICY %I ON %s', p.polname, p.polrelid::regclass), obj_description(p.oid, 'pg_policy')
      FROM pg_policy p
     WHERE EXISTS (SELECT FROM about WHERE classid = 'pg_policy'::regclass AND objid = p.oid)
    UNION ALL
    SELECT false, format('DROP TRIGGER %I ON %s', g.tgname, g.tgrelid::regclass),
           ARRAY[pg_get_triggerdef(g.oid)] || CASE WHEN g.tgenabled <> 'O' THEN ARRAY[format('ALTER TABLE %s %s TRIGGER %I', g.tgrelid::regclass,
             CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, g.tgname)] END,
           format('TRIGGER %I ON %s', g.tgname, g.tgrelid::regclass), obj_description(g.oid, 'pg_trigger')
      FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid AND c.relkind IN ('r', 'p')
     WHERE NOT g.tgisinternal AND g.tgparentid = 0
       AND EXISTS (SELECT FROM about WHERE classid = 'pg_trigger'::regclass AND objid = g.oid)
    UNION ALL
    SELECT false, format('DROP RULE %I ON %s', w.rulename, w.ev_class::regclass),
           ARRAY[rtrim(pg_get_ruledef(w.oid), ';')] || CASE WHEN w.ev_enabled <> 'O' THEN ARRAY[format('ALTER TABLE %s %s RULE %I', w.ev_class::regclass,
             CASE w.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, w.rulename)] END,
           format('RULE %I ON %s', w.rulename, w.ev_class::regclass), obj_description(w.oid, 'pg_rewrite')
      FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class AND c.relkind IN ('r', 'p')
     WHERE EXISTS (SELECT FROM about WHERE classid = 'pg_rewrite'::regclass AND objid = w.oid)
  LOOP
    made_again := one.made || CASE WHEN one.comment IS NULL THEN '{}'::text[] ELSE ARRAY[format('COMMENT ON %s IS %L', one.words, one.comment)] END;
    IF one.under THEN
      gone := gone || one.gone;
      made := made_again || made;
    ELSE
      gone := one.gone || gone;
      made := made || made_again;
    END IF;
  END LOOP;`;
