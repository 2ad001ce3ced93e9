import type { PostgresDefinition } from '../augment.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';
import { bindingsOf, isMeant, withAsked } from './named-objects.js';
import { extensionMembers, wholeDatabase, type Scope } from './scope.js';

export interface DefinitionRow {
  readonly schema: string | null;
  readonly name: string;
  readonly what: PostgresDefinition['what'];
  readonly identity: string;
  readonly definition: string;
  readonly comment: string | null;
}

/**
 * Objects that are made by a statement of which the model knows no parts. Not for single objects: no operation on a table
 * needs them.
 */
export const definitionsQuery: CatalogQuery<DefinitionRow> = {
  isNeeded: ({ isWhole, names }) => isWhole || names !== undefined,
  sql: (scope) => {
    const isNamed = scope.names !== undefined;
    const all = sources(wholeDatabase(scope.version), isNamed ? isMeant : () => 'true').join('\nUNION ALL\n');
    return isNamed ? withAsked(all) : all;
  },
  bindings: ({ names }) => (names === undefined ? [] : bindingsOf(names)),
};

export function readDefinition(row: DefinitionRow, names: Names): PostgresDefinition {
  const { what, identity, definition, comment } = row;
  return {
    kind: 'postgres.definition',
    name: row.schema === null ? { name: row.name } : names.of(row.schema, row.name),
    what,
    identity,
    definition,
    ...(comment === null ? {} : { comment }),
  };
}

/** The name with its schema, where it is not the one that is looked in first. */
function written(namespace: string, name: string): string {
  return `CASE WHEN ${namespace} = current_schema()::regnamespace THEN quote_ident(${name}) ELSE ${namespace}::regnamespace || '.' || quote_ident(${name}) END`;
}

function schemaOf(namespace: string): string {
  return `(SELECT nspname FROM pg_namespace WHERE oid = ${namespace})`;
}

/** `, WORD = value`, and nothing where the value is NULL. */
function said(word: string, value: string): string {
  return `coalesce(', ${word} = ' || ${value}, '')`;
}

/** One more statement, where that is needed. */
function further(statement: string, condition: string): string {
  return `CASE WHEN ${condition} THEN E';\\n' || ${statement} ELSE '' END`;
}

/** Whether a trigger or a rule works, of one that does not as usual. */
function switched(column: string): string {
  return `CASE ${column} WHEN 'D' THEN ' DISABLE' WHEN 'R' THEN ' ENABLE REPLICA' ELSE ' ENABLE ALWAYS' END`;
}

/** A routine that may be none. */
function routine(id: string): string {
  return `nullif(${id}::oid, 0)::regproc::text`;
}

function sources(scope: Scope, isCalled: (schema: string, name: string) => string): readonly string[] {
  const { relations, types, functions, version } = scope;
  const own = (id: string, namespace: string, catalog: string): string =>
    `${relations('0', namespace)} AND ${id} NOT IN ${extensionMembers(catalog)}`;
  const users = (id: string, catalog: string): string => `${id} >= 16384 AND ${id} NOT IN ${extensionMembers(catalog)}`;
  const select = (
    what: PostgresDefinition['what'],
    parts: {
      readonly schema: string;
      readonly name: string;
      readonly identity: string;
      readonly definition: string;
      readonly comment: string;
    },
    from: string,
  ): string =>
    `(SELECT ${parts.schema} AS schema, ${parts.name}::text AS name, '${what}' AS what, (${parts.identity})::text AS identity, (${parts.definition})::text AS definition, obj_description(${parts.comment}) AS comment FROM ${from} AND ${isCalled(parts.schema === 'NULL' ? 'NULL::name' : parts.schema, parts.name)})`;
  const locale = version < 15 ? 'o.collcollate' : version < 17 ? 'o.colliculocale' : 'o.colllocale';
  const rules = version < 16 ? '' : ` || ${said('RULES', 'quote_literal(o.collicurules)')}`;
  // The server calls it so by itself: by the range's name, in which it looks for the word.
  const multirange = `(SELECT ${written('m.typnamespace', 'm.typname')} FROM pg_type m WHERE m.oid = r.rngmultitypid AND (m.typnamespace <> t.typnamespace OR m.typname <> CASE WHEN t.typname LIKE '%range%' THEN regexp_replace(t.typname, 'range', 'multirange') ELSE left(t.typname, 52) || '_multirange' END))`;
  const options = (column: string): string =>
    `(SELECT string_agg(quote_ident(option_name) || ' ' || quote_literal(option_value), ', ') FROM pg_options_to_table(${column}))`;
  return [
    select(
      'range type',
      {
        schema: schemaOf('t.typnamespace'),
        name: 't.typname',
        identity: `'TYPE ' || ${written('t.typnamespace', 't.typname')}`,
        definition: `'CREATE TYPE ' || ${written('t.typnamespace', 't.typname')} || ' AS RANGE (SUBTYPE = ' || format_type(r.rngsubtype, NULL) || ${said('SUBTYPE_DIFF', routine('r.rngsubdiff'))} || ${said('CANONICAL', routine('r.rngcanonical'))} || ${said('COLLATION', `(SELECT c.oid::regcollation::text FROM pg_collation c WHERE c.oid = r.rngcollation AND c.collname <> 'default')`)} || ${said('SUBTYPE_OPCLASS', `(SELECT ${written('c.opcnamespace', 'c.opcname')} FROM pg_opclass c WHERE c.oid = r.rngsubopc AND NOT c.opcdefault)`)}${version < 14 ? '' : ` || ${said('MULTIRANGE_TYPE_NAME', multirange)}`} || ')'`,
        comment: `t.oid, 'pg_type'`,
      },
      `pg_type t JOIN pg_range r ON r.rngtypid = t.oid WHERE ${types('t.oid', 't.typnamespace')}`,
    ),
    select(
      'collation',
      {
        schema: schemaOf('o.collnamespace'),
        name: 'o.collname',
        identity: `'COLLATION ' || ${written('o.collnamespace', 'o.collname')}`,
        definition: `'CREATE COLLATION ' || ${written('o.collnamespace', 'o.collname')} || ' (PROVIDER = ' || CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END || CASE WHEN o.collprovider = 'c' THEN ', LC_COLLATE = ' || quote_literal(o.collcollate) || ', LC_CTYPE = ' || quote_literal(o.collctype) ELSE ', LOCALE = ' || quote_literal(${locale}) END || CASE WHEN o.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END${rules} || ')'`,
        comment: `o.oid, 'pg_collation'`,
      },
      `pg_collation o WHERE ${own('o.oid', 'o.collnamespace', 'pg_collation')}`,
    ),
    select(
      'aggregate',
      {
        schema: schemaOf('p.pronamespace'),
        name: 'p.proname',
        identity: `'AGGREGATE ' || ${written('p.pronamespace', 'p.proname')} || '(' || coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*') || ')'`,
        definition: `'CREATE AGGREGATE ' || ${written('p.pronamespace', 'p.proname')} || '(' || coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*') || ') (SFUNC = ' || a.aggtransfn::regproc || ', STYPE = ' || format_type(a.aggtranstype, NULL) || ${said('SSPACE', `nullif(a.aggtransspace, 0)`)} || ${said('FINALFUNC', routine('a.aggfinalfn'))} || CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END || ${said('FINALFUNC_MODIFY', `CASE WHEN a.aggfinalmodify <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END THEN CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END`)} || ${said('COMBINEFUNC', routine('a.aggcombinefn'))} || ${said('SERIALFUNC', routine('a.aggserialfn'))} || ${said('DESERIALFUNC', routine('a.aggdeserialfn'))} || ${said('INITCOND', 'quote_literal(a.agginitval)')} || ${said('MSFUNC', routine('a.aggmtransfn'))} || ${said('MINVFUNC', routine('a.aggminvtransfn'))} || ${said('MSTYPE', 'format_type(nullif(a.aggmtranstype, 0), NULL)')} || ${said('MFINALFUNC', routine('a.aggmfinalfn'))} || ${said('MINITCOND', 'quote_literal(a.aggminitval)')} || ${said('SORTOP', `(SELECT 'OPERATOR(' || s.oprnamespace::regnamespace || '.' || s.oprname || ')' FROM pg_operator s WHERE s.oid = a.aggsortop)`)} || ${said('PARALLEL', `CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END`)} || CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' ELSE '' END || ')'`,
        comment: `p.oid, 'pg_proc'`,
      },
      `pg_proc p JOIN pg_aggregate a ON a.aggfnoid = p.oid WHERE ${functions('p.oid', 'p.pronamespace')}`,
    ),
    select(
      'operator',
      {
        schema: schemaOf('o.oprnamespace'),
        name: 'o.oprname',
        identity: `'OPERATOR ' || o.oprnamespace::regnamespace || '.' || o.oprname || ' (' || coalesce(format_type(nullif(o.oprleft, 0), NULL), 'NONE') || ', ' || format_type(o.oprright, NULL) || ')'`,
        definition: `'CREATE OPERATOR ' || o.oprnamespace::regnamespace || '.' || o.oprname || ' (PROCEDURE = ' || o.oprcode || ${said('LEFTARG', 'format_type(nullif(o.oprleft, 0), NULL)')} || ${said('RIGHTARG', 'format_type(nullif(o.oprright, 0), NULL)')} || ${said('COMMUTATOR', `(SELECT 'OPERATOR(' || s.oprnamespace::regnamespace || '.' || s.oprname || ')' FROM pg_operator s WHERE s.oid = o.oprcom)`)} || ${said('NEGATOR', `(SELECT 'OPERATOR(' || s.oprnamespace::regnamespace || '.' || s.oprname || ')' FROM pg_operator s WHERE s.oid = o.oprnegate)`)} || ${said('RESTRICT', routine('o.oprrest'))} || ${said('JOIN', routine('o.oprjoin'))} || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || ')'`,
        comment: `o.oid, 'pg_operator'`,
      },
      `pg_operator o WHERE o.oprcode <> 0 AND ${own('o.oid', 'o.oprnamespace', 'pg_operator')}`,
    ),
    select(
      'cast',
      {
        schema: 'NULL',
        name: `left(format_type(o.castsource, NULL) || ' AS ' || format_type(o.casttarget, NULL), 63)`,
        identity: `'CAST (' || format_type(o.castsource, NULL) || ' AS ' || format_type(o.casttarget, NULL) || ')'`,
        definition: `'CREATE CAST (' || format_type(o.castsource, NULL) || ' AS ' || format_type(o.casttarget, NULL) || ') ' || CASE o.castmethod WHEN 'i' THEN 'WITH INOUT' WHEN 'b' THEN 'WITHOUT FUNCTION' ELSE 'WITH FUNCTION ' || o.castfunc::regprocedure END || CASE o.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END`,
        comment: `o.oid, 'pg_cast'`,
      },
      // A range type brings one of its own.
      `pg_cast o WHERE ${users('o.oid', 'pg_cast')} AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = o.oid AND d.deptype = 'i')`,
    ),
    select(
      'foreign server',
      {
        schema: 'NULL',
        name: 'o.srvname',
        identity: `'SERVER ' || quote_ident(o.srvname)`,
        definition: `'CREATE SERVER ' || quote_ident(o.srvname) || coalesce(' TYPE ' || quote_literal(o.srvtype), '') || coalesce(' VERSION ' || quote_literal(o.srvversion), '') || ' FOREIGN DATA WRAPPER ' || (SELECT quote_ident(w.fdwname) FROM pg_foreign_data_wrapper w WHERE w.oid = o.srvfdw) || coalesce(' OPTIONS (' || ${options('o.srvoptions')} || ')', '')`,
        comment: `o.oid, 'pg_foreign_server'`,
      },
      `pg_foreign_server o WHERE ${users('o.oid', 'pg_foreign_server')}`,
    ),
    select(
      'foreign table',
      {
        schema: schemaOf('c.relnamespace'),
        name: 'c.relname',
        identity: `'FOREIGN TABLE ' || ${written('c.relnamespace', 'c.relname')}`,
        definition: `'CREATE FOREIGN TABLE ' || ${written('c.relnamespace', 'c.relname')} || ' (' || concat_ws(', ', (SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), 'OPTIONS (' || ${options('a.attfdwoptions')} || ')', 'COLLATE ' || (SELECT ${written('l.collnamespace', 'l.collname')} FROM pg_collation l JOIN pg_type y ON y.oid = a.atttypid WHERE l.oid = a.attcollation AND l.oid <> y.typcollation), CASE WHEN a.attnotnull THEN 'NOT NULL' END, CASE a.attgenerated WHEN '' THEN 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE 'GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || CASE a.attgenerated WHEN 's' THEN ') STORED' ELSE ') VIRTUAL' END END), ', ' ORDER BY a.attnum) FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal), (SELECT string_agg('CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid), ', ' ORDER BY k.conname) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conislocal)) || ')' || coalesce(' INHERITS (' || (SELECT string_agg(${written('r.relnamespace', 'r.relname')}, ', ' ORDER BY h.inhseqno) FROM pg_inherits h JOIN pg_class r ON r.oid = h.inhparent WHERE h.inhrelid = c.oid) || ')', '') || ' SERVER ' || (SELECT quote_ident(s.srvname) FROM pg_foreign_server s WHERE s.oid = f.ftserver) || coalesce(' OPTIONS (' || ${options('f.ftoptions')} || ')', '')`,
        comment: `c.oid, 'pg_class'`,
      },
      `pg_class c JOIN pg_foreign_table f ON f.ftrelid = c.oid WHERE NOT c.relispartition AND ${relations('c.oid', 'c.relnamespace')}`,
    ),
    select(
      'text search dictionary',
      {
        schema: schemaOf('o.dictnamespace'),
        name: 'o.dictname',
        identity: `'TEXT SEARCH DICTIONARY ' || ${written('o.dictnamespace', 'o.dictname')}`,
        definition: `'CREATE TEXT SEARCH DICTIONARY ' || ${written('o.dictnamespace', 'o.dictname')} || ' (TEMPLATE = ' || (SELECT l.tmplnamespace::regnamespace || '.' || quote_ident(l.tmplname) FROM pg_ts_template l WHERE l.oid = o.dicttemplate) || coalesce(', ' || o.dictinitoption, '') || ')'`,
        comment: `o.oid, 'pg_ts_dict'`,
      },
      `pg_ts_dict o WHERE ${own('o.oid', 'o.dictnamespace', 'pg_ts_dict')}`,
    ),
    select(
      'text search configuration',
      {
        schema: schemaOf('o.cfgnamespace'),
        name: 'o.cfgname',
        identity: `'TEXT SEARCH CONFIGURATION ' || ${written('o.cfgnamespace', 'o.cfgname')}`,
        definition: `'CREATE TEXT SEARCH CONFIGURATION ' || ${written('o.cfgnamespace', 'o.cfgname')} || ' (PARSER = ' || (SELECT s.prsnamespace::regnamespace || '.' || quote_ident(s.prsname) FROM pg_ts_parser s WHERE s.oid = o.cfgparser) || ')' || coalesce((SELECT string_agg(E';\\nALTER TEXT SEARCH CONFIGURATION ' || ${written('o.cfgnamespace', 'o.cfgname')} || ' ADD MAPPING FOR ' || m.tokens || ' WITH ' || m.dictionaries, '' ORDER BY m.least) FROM (SELECT string_agg(k.token, ', ' ORDER BY k.id) AS tokens, min(k.id) AS least, k.dictionaries FROM (SELECT y.tokid AS id, y.alias AS token, string_agg(p.mapdict::regdictionary::text, ', ' ORDER BY p.mapseqno) AS dictionaries FROM pg_ts_config_map p JOIN ts_token_type(o.cfgparser) y ON y.tokid = p.maptokentype WHERE p.mapcfg = o.oid GROUP BY 1, 2) k GROUP BY k.dictionaries) m), '')`,
        comment: `o.oid, 'pg_ts_config'`,
      },
      `pg_ts_config o WHERE ${own('o.oid', 'o.cfgnamespace', 'pg_ts_config')}`,
    ),
    select(
      'statistics object',
      {
        schema: schemaOf('o.stxnamespace'),
        name: 'o.stxname',
        identity: `'STATISTICS ' || ${written('o.stxnamespace', 'o.stxname')}`,
        definition: `pg_get_statisticsobjdef(o.oid) || ${further(`'ALTER STATISTICS ' || ${written('o.stxnamespace', 'o.stxname')} || ' SET STATISTICS ' || o.stxstattarget`, 'o.stxstattarget >= 0')}`,
        comment: `o.oid, 'pg_statistic_ext'`,
      },
      `pg_statistic_ext o WHERE ${own('o.oid', 'o.stxnamespace', 'pg_statistic_ext')}`,
    ),
    select(
      'rule',
      {
        schema: schemaOf('c.relnamespace'),
        name: 'w.rulename',
        identity: `'RULE ' || quote_ident(w.rulename) || ' ON ' || ${written('c.relnamespace', 'c.relname')}`,
        definition: `rtrim(pg_get_ruledef(w.oid, true), ';') || ${further(`'ALTER ' || CASE c.relkind WHEN 'v' THEN 'VIEW ' ELSE 'TABLE ' END || ${written('c.relnamespace', 'c.relname')} || ${switched('w.ev_enabled')} || ' RULE ' || quote_ident(w.rulename)`, `w.ev_enabled <> 'O'`)}`,
        comment: `w.oid, 'pg_rewrite'`,
      },
      `pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class WHERE w.rulename <> '_RETURN' AND ${relations('c.oid', 'c.relnamespace')}`,
    ),
    select(
      'event trigger',
      {
        schema: 'NULL',
        name: 'o.evtname',
        identity: `'EVENT TRIGGER ' || quote_ident(o.evtname)`,
        definition: `'CREATE EVENT TRIGGER ' || quote_ident(o.evtname) || ' ON ' || o.evtevent || coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(tag), ', ') FROM unnest(o.evttags) tag) || ')', '') || ' EXECUTE FUNCTION ' || o.evtfoid::regproc || '()' || ${further(`'ALTER EVENT TRIGGER ' || quote_ident(o.evtname) || ${switched('o.evtenabled')}`, `o.evtenabled <> 'O'`)}`,
        comment: `o.oid, 'pg_event_trigger'`,
      },
      `pg_event_trigger o WHERE o.oid NOT IN ${extensionMembers('pg_event_trigger')}`,
    ),
  ];
}
