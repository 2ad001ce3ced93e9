/** SQL of PL/pgSQL blocks, with `one`, `gone`, `made` and `made_again` declared in them. */

/** What is asked of the catalog, which stands in the way of a change. */
export interface InTheWay {
  /**
   * `name AS (SELECT …), …`. One of them is `about`, with `classid` and `objid` of what is in the way, as `pg_depend` has them.
   */
  readonly found: string;
  /** Which constraints `k` of `pg_constraint` are; default: those in `about`. */
  readonly constraints?: string;
  /** Which indexes `x` of `pg_index` are; default: those in `about`. */
  readonly indexes?: string;
}

/**
 * What can be taken off tables and put on again, with its comments and marks: constraints, indexes, statistics; policies,
 * triggers and rules. Their definitions are read as long as all has its name. For `gone` and `made`, with the views in between.
 */
export function partsAside({
  found,
  constraints = `EXISTS (SELECT FROM about WHERE classid = 'pg_constraint'::regclass AND objid = k.oid)`,
  indexes = `EXISTS (SELECT FROM about WHERE classid = 'pg_class'::regclass AND objid = x.indexrelid)`,
}: InTheWay): string {
  return `  FOR one IN
    WITH RECURSIVE ${found}, marks AS (
      SELECT x.indexrelid AS id, format('ALTER TABLE %s CLUSTER ON %I', x.indrelid::regclass, i.relname) AS mark
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indisclustered
      UNION ALL
      SELECT x.indexrelid, format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', x.indrelid::regclass, i.relname)
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indisreplident
    )
    SELECT true AS under, k.contype = 'f' AS points, format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS gone,
           ARRAY[format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))]
             || ARRAY(SELECT mark FROM marks WHERE k.contype <> 'f' AND id = k.conindid) AS made,
           format('CONSTRAINT %I ON %s', k.conname, k.conrelid::regclass) AS words, obj_description(k.oid, 'pg_constraint') AS comment
      FROM pg_constraint k
     WHERE k.contype IN ('p', 'u', 'c', 'x', 'f') AND k.conrelid <> 0 AND k.coninhcount = 0 AND k.conparentid = 0
       AND ${constraints}
    UNION ALL
    SELECT true, false, format('DROP INDEX %s', x.indexrelid::regclass),
           ARRAY[regexp_replace(pg_get_indexdef(x.indexrelid), ' ON ONLY ', ' ON ')]
             || ARRAY(SELECT mark FROM marks WHERE id = x.indexrelid)
             || ARRAY(SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', attrelid::regclass, attnum, attstattarget)
                  FROM pg_attribute WHERE attrelid = x.indexrelid AND attstattarget >= 0),
           format('INDEX %s', x.indexrelid::regclass), obj_description(x.indexrelid, 'pg_class')
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
     WHERE c.relkind IN ('r', 'p') AND NOT i.relispartition
       AND ${indexes}
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = x.indexrelid AND conrelid = x.indrelid AND contype IN ('p', 'u', 'x'))
    UNION ALL
    SELECT true, false, format('DROP STATISTICS %I.%I', n.nspname, e.stxname),
           ARRAY[pg_get_statisticsobjdef(e.oid)] || CASE WHEN e.stxstattarget >= 0
             THEN ARRAY[format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, e.stxname, e.stxstattarget)] END,
           format('STATISTICS %I.%I', n.nspname, e.stxname), obj_description(e.oid, 'pg_statistic_ext')
      FROM pg_statistic_ext e JOIN pg_namespace n ON n.oid = e.stxnamespace
     WHERE EXISTS (SELECT FROM about WHERE classid = 'pg_statistic_ext'::regclass AND objid = e.oid)
    UNION ALL
    SELECT false, false, format('DROP POLICY %I ON %s', p.polname, p.polrelid::regclass),
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
    SELECT false, false, format('DROP TRIGGER %I ON %s', g.tgname, g.tgrelid::regclass),
           ARRAY[pg_get_triggerdef(g.oid)] || CASE WHEN g.tgenabled <> 'O' THEN ARRAY[format('ALTER TABLE %s %s TRIGGER %I', g.tgrelid::regclass,
             CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, g.tgname)] END,
           format('TRIGGER %I ON %s', g.tgname, g.tgrelid::regclass), obj_description(g.oid, 'pg_trigger')
      FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid AND c.relkind IN ('r', 'p')
     WHERE NOT g.tgisinternal AND g.tgparentid = 0
       AND EXISTS (SELECT FROM about WHERE classid = 'pg_trigger'::regclass AND objid = g.oid)
    UNION ALL
    SELECT false, false, format('DROP RULE %I ON %s', w.rulename, w.ev_class::regclass),
           ARRAY[rtrim(pg_get_ruledef(w.oid), ';')] || CASE WHEN w.ev_enabled <> 'O' THEN ARRAY[format('ALTER TABLE %s %s RULE %I', w.ev_class::regclass,
             CASE w.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, w.rulename)] END,
           format('RULE %I ON %s', w.rulename, w.ev_class::regclass), obj_description(w.oid, 'pg_rewrite')
      FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class AND c.relkind IN ('r', 'p')
     WHERE EXISTS (SELECT FROM about WHERE classid = 'pg_rewrite'::regclass AND objid = w.oid)
    -- Foreign keys go before the keys that they point at, and come after them.
    ORDER BY points DESC
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
}
