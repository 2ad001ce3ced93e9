import type { RawClient } from '../raw-client.js';
import { isOfVersionTable, type StateRow } from './state-row.js';

/** PostgreSQL by its catalogs and the functions that write definitions out of them. Names are whole, numbers are none. */
export async function postgresState(client: RawClient): Promise<readonly StateRow[]> {
  const [server] = await client.query('SHOW server_version_num');
  const version = Math.floor(Number(server?.['server_version_num']) / 10_000);
  await client.query(`SET search_path = ''`);
  await client.query('SET jit = off');
  const rows: StateRow[] = [];
  for (const [kind, sql] of Object.entries(queries(version))) {
    for (const { name, text } of await client.query(sql)) {
      if (!isOfVersionTable(String(name))) rows.push({ kind, name: String(name), text: String(text) });
    }
  }
  return rows;
}

/** Neither the server's own nor an extension's, nor temporary. */
function ours(id: string, namespace: string, catalog: string): string {
  return `${namespace} IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
    AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = '${catalog}'::regclass AND x.objid = ${id} AND x.deptype = 'e')`;
}

const relation = ours('c.oid', 'c.relnamespace', 'pg_class');

function schema(namespace: string): string {
  return `(SELECT quote_ident(nspname) FROM pg_namespace WHERE oid = ${namespace})`;
}

/**
 * Each gives a name and a text. (Which name the server gave to a constraint that is there for another one, of a partition,
 * depends on how it came to be, and cannot be said where it is made.) `concat_ws` leaves out what is null.
 */
function queries(version: number): Readonly<Record<string, string>> {
  const since = (least: number, sql: string): string => (version >= least ? sql : 'NULL::text');
  const reach = (options: string): string => `(SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(${options}) o)`;
  return {
    schema: `SELECT nspname AS name, concat_ws(' ', 'schema', obj_description(oid, 'pg_namespace')) AS text FROM pg_namespace n
      WHERE ${ours('n.oid', 'n.oid', 'pg_namespace')}`,
    extension: `SELECT extname AS name, concat_ws(' ', ${schema('extnamespace')}, extversion) AS text FROM pg_extension`,
    enum: `SELECT format_type(t.oid, NULL) AS name, concat_ws(' -- ', (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), obj_description(t.oid, 'pg_type')) AS text
      FROM pg_type t WHERE typtype = 'e' AND ${ours('t.oid', 't.typnamespace', 'pg_type')}`,
    domain: `SELECT format_type(t.oid, NULL) AS name, concat_ws(' ', format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN 'NOT NULL' END, 'DEFAULT ' || pg_get_expr(t.typdefaultbin, 0),
        'COLLATE ' || (SELECT quote_ident(collname) FROM pg_collation l JOIN pg_type b ON b.oid = t.typbasetype WHERE l.oid = t.typcollation AND b.typcollation <> t.typcollation),
        (SELECT string_agg('CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(k.oid), ' ' ORDER BY conname) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), obj_description(t.oid, 'pg_type')) AS text
      FROM pg_type t WHERE typtype = 'd' AND ${ours('t.oid', 't.typnamespace', 'pg_type')}`,
    'composite type': `SELECT c.oid::regclass::text AS name, concat_ws(' -- ', (SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped), obj_description(c.reltype, 'pg_type')) AS text
      FROM pg_class c WHERE relkind = 'c' AND ${relation}`,
    'range type': `SELECT format_type(t.oid, NULL) AS name, concat_ws(' ', format_type(r.rngsubtype, NULL), r.rngcanonical::regproc::text, r.rngsubdiff::regproc::text) AS text
      FROM pg_type t JOIN pg_range r ON r.rngtypid = t.oid WHERE ${ours('t.oid', 't.typnamespace', 'pg_type')}`,
    'base type': `SELECT format_type(t.oid, NULL) AS name, concat_ws(' ', t.typinput, t.typoutput) AS text FROM pg_type t WHERE t.typtype = 'b' AND t.typcategory <> 'A' AND ${ours('t.oid', 't.typnamespace', 'pg_type')}`,
    table: `SELECT c.oid::regclass::text AS name, concat_ws(' ', CASE c.relkind WHEN 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(c.oid) WHEN 'f' THEN 'FOREIGN' END, CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' END,
        'USING ' || nullif((SELECT amname FROM pg_am WHERE oid = c.relam), 'heap'), 'INHERITS ' || (SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid), pg_get_expr(c.relpartbound, c.oid),
        'WITH ' || ${reach('c.reloptions')}, 'TOAST ' || (SELECT ${reach('o.reloptions')} FROM pg_class o WHERE o.oid = c.reltoastrelid), CASE WHEN c.relrowsecurity THEN 'ROW SECURITY' END, CASE WHEN c.relforcerowsecurity THEN 'FORCED' END,
        CASE c.relreplident WHEN 'd' THEN NULL WHEN 'n' THEN NULL ELSE 'REPLICA IDENTITY ' || c.relreplident::text END, 'OF ' || format_type(nullif(c.reloftype, 0), NULL), 'TABLESPACE ' || (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace),
        '-- ' || obj_description(c.oid, 'pg_class'), 'SERVER ' || (SELECT s.srvname || ' ' || coalesce(${reach('f.ftoptions')}, '') FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid)) AS text
      FROM pg_class c WHERE relkind IN ('r', 'p', 'f') AND ${relation}`,
    column: `SELECT c.oid::regclass || '.' || quote_ident(a.attname) AS name, concat_ws(' ', row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        CASE WHEN a.attgenerated <> '' THEN 'GENERATED ' || a.attgenerated::text ELSE 'DEFAULT' END || ' ' || pg_get_expr(d.adbin, d.adrelid), 'IDENTITY ' || nullif(a.attidentity::text, ''),
        'COLLATE ' || (SELECT quote_ident(n.nspname) || '.' || quote_ident(l.collname) FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = a.attcollation AND l.oid <> t.typcollation),
        'STORAGE ' || CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END, 'COMPRESSION ' || nullif(${since(14, 'a.attcompression::text')}, ''), 'STATISTICS ' || nullif(a.attstattarget, -1), 'OPTIONS ' || ${reach('a.attoptions')},
        'FDW ' || ${reach('a.attfdwoptions')}, CASE WHEN NOT a.attislocal THEN 'INHERITED' END, '-- ' || col_description(c.oid, a.attnum)) AS text
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND ${relation}`,
    constraint: `SELECT c.oid::regclass || ' ' || CASE WHEN (k.contype = 'n' AND NOT k.conislocal) OR (k.contype = 'f' AND k.conparentid <> 0) THEN pg_get_constraintdef(k.oid) ELSE quote_ident(k.conname) END AS name, concat_ws(' ', pg_get_constraintdef(k.oid), CASE WHEN NOT k.conislocal THEN 'INHERITED' END, '-- ' || obj_description(k.oid, 'pg_constraint')) AS text
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype <> 't' AND ${relation}`,
    index: `SELECT i.indexrelid::regclass::text AS name, concat_ws(' ', pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisvalid THEN 'INVALID' END, CASE WHEN i.indisclustered THEN 'CLUSTERED' END, CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
        (SELECT 'PARTITION OF ' || inhparent::regclass FROM pg_inherits WHERE inhrelid = i.indexrelid), (SELECT 'STATISTICS ' || string_agg(a.attnum || ' ' || a.attstattarget, ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0), '-- ' || obj_description(i.indexrelid, 'pg_class')) AS text
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE ${relation}`,
    sequence: `SELECT c.oid::regclass::text AS name, concat_ws(' ', format_type(s.seqtypid, NULL), 'START', s.seqstart, 'BY', s.seqincrement, 'FROM', s.seqmin, 'TO', s.seqmax, 'CACHE', s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' END, CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' END,
        (SELECT 'OF ' || d.refobjid::regclass || '.' || quote_ident(a.attname) || ' ' || d.deptype::text FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')), '-- ' || obj_description(c.oid, 'pg_class')) AS text
      FROM pg_class c JOIN pg_sequence s ON s.seqrelid = c.oid WHERE ${relation}`,
    view: `SELECT c.oid::regclass::text AS name, concat_ws(' ', pg_get_viewdef(c.oid), 'WITH ' || ${reach('c.reloptions')}, '-- ' || obj_description(c.oid, 'pg_class')) AS text FROM pg_class c WHERE relkind = 'v' AND ${relation}`,
    'materialized view': `SELECT c.oid::regclass::text AS name, concat_ws(' ', pg_get_viewdef(c.oid), 'WITH ' || ${reach('c.reloptions')}, '-- ' || obj_description(c.oid, 'pg_class')) AS text FROM pg_class c WHERE relkind = 'm' AND ${relation}`,
    rule: `SELECT c.oid::regclass || ' ' || quote_ident(w.rulename) AS name, concat_ws(' ', pg_get_ruledef(w.oid), w.ev_enabled, '-- ' || obj_description(w.oid, 'pg_rewrite')) AS text FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class WHERE w.rulename <> '_RETURN' AND ${relation}`,
    function: `SELECT p.oid::regprocedure::text AS name, concat_ws(' ', pg_get_functiondef(p.oid), '-- ' || obj_description(p.oid, 'pg_proc')) AS text FROM pg_proc p WHERE p.prokind <> 'a' AND ${ours('p.oid', 'p.pronamespace', 'pg_proc')}`,
    aggregate: `SELECT p.oid::regprocedure::text AS name, concat_ws(' ', a.aggkind, a.aggnumdirectargs, a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn, a.aggfinalextra, a.aggfinalmodify, nullif(a.aggsortop, 0)::regoperator, format_type(a.aggtranstype, NULL), a.aggtransspace, 'INIT ' || a.agginitval, 'MINIT ' || a.aggminitval, p.proparallel, pg_get_function_result(p.oid), pg_get_function_arguments(p.oid), '-- ' || obj_description(p.oid, 'pg_proc')) AS text
      FROM pg_proc p JOIN pg_aggregate a ON a.aggfnoid = p.oid WHERE ${ours('p.oid', 'p.pronamespace', 'pg_proc')}`,
    trigger: `SELECT c.oid::regclass || ' ' || quote_ident(g.tgname) AS name, concat_ws(' ', pg_get_triggerdef(g.oid), g.tgenabled, CASE WHEN g.tgparentid <> 0 THEN 'INHERITED' END, '-- ' || obj_description(g.oid, 'pg_trigger')) AS text FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal AND ${relation}`,
    policy: `SELECT c.oid::regclass || ' ' || quote_ident(p.polname) AS name, concat_ws(' ', p.polcmd, CASE WHEN NOT p.polpermissive THEN 'RESTRICTIVE' END, (SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE r::regrole::text END, ', ' ORDER BY r::regrole::text) FROM unnest(p.polroles) r), 'USING ' || pg_get_expr(p.polqual, p.polrelid), 'CHECK ' || pg_get_expr(p.polwithcheck, p.polrelid), '-- ' || obj_description(p.oid, 'pg_policy')) AS text FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE ${relation}`,
    cast: `SELECT format_type(castsource, NULL) || ' AS ' || format_type(casttarget, NULL) AS name, concat_ws(' ', nullif(castfunc, 0)::regprocedure, castcontext, castmethod, '-- ' || obj_description(k.oid, 'pg_cast')) AS text FROM pg_cast k WHERE k.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = 'pg_cast'::regclass AND x.objid = k.oid AND x.deptype = 'e')`,
    operator: `SELECT o.oid::regoperator::text AS name, concat_ws(' ', o.oprcode::regprocedure, nullif(o.oprcom, 0)::regoperator, nullif(o.oprnegate, 0)::regoperator, nullif(o.oprrest::oid, 0)::regproc, nullif(o.oprjoin::oid, 0)::regproc, o.oprcanhash, o.oprcanmerge, '-- ' || obj_description(o.oid, 'pg_operator')) AS text FROM pg_operator o WHERE ${ours('o.oid', 'o.oprnamespace', 'pg_operator')}`,
    'operator class': `SELECT ${schema('o.opcnamespace')} || '.' || quote_ident(o.opcname) AS name, concat_ws(' ', (SELECT amname FROM pg_am WHERE oid = o.opcmethod), format_type(o.opcintype, NULL), o.opcdefault) AS text FROM pg_opclass o WHERE ${ours('o.oid', 'o.opcnamespace', 'pg_opclass')}`,
    collation: `SELECT ${schema('o.collnamespace')} || '.' || quote_ident(o.collname) AS name, concat_ws(' ', o.collprovider, o.collisdeterministic, o.collcollate, o.collctype, '-- ' || obj_description(o.oid, 'pg_collation')) AS text FROM pg_collation o WHERE ${ours('o.oid', 'o.collnamespace', 'pg_collation')}`,
    'text search configuration': `SELECT ${schema('o.cfgnamespace')} || '.' || quote_ident(o.cfgname) AS name, (SELECT string_agg(m.maptokentype || ' ' || m.mapdict::regdictionary, ', ' ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = o.oid) AS text FROM pg_ts_config o WHERE ${ours('o.oid', 'o.cfgnamespace', 'pg_ts_config')}`,
    'text search dictionary': `SELECT ${schema('o.dictnamespace')} || '.' || quote_ident(o.dictname) AS name, coalesce(o.dictinitoption, '') AS text FROM pg_ts_dict o WHERE ${ours('o.oid', 'o.dictnamespace', 'pg_ts_dict')}`,
    statistics: `SELECT ${schema('o.stxnamespace')} || '.' || quote_ident(o.stxname) AS name, concat_ws(' ', pg_get_statisticsobjdef(o.oid), '-- ' || obj_description(o.oid, 'pg_statistic_ext')) AS text FROM pg_statistic_ext o WHERE ${ours('o.oid', 'o.stxnamespace', 'pg_statistic_ext')}`,
    'event trigger': `SELECT evtname AS name, concat_ws(' ', evtevent, evtfoid::regprocedure, evtenabled, evttags) AS text FROM pg_event_trigger`,
    'foreign server': `SELECT srvname AS name, concat_ws(' ', (SELECT fdwname FROM pg_foreign_data_wrapper WHERE oid = srvfdw), srvtype, srvversion, ${reach('srvoptions')}) AS text FROM pg_foreign_server`,
    publication: `SELECT pubname AS name, concat_ws(' ', puballtables, pubinsert, pubupdate, pubdelete, (SELECT string_agg(prrelid::regclass::text, ', ' ORDER BY prrelid::regclass::text) FROM pg_publication_rel WHERE prpubid = p.oid)) AS text FROM pg_publication p`,
  };
}
