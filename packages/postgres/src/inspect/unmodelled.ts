import type { Unmodelled } from '@aludel/core/dialect';
import { extensionMembers, type Scope } from './scope.js';

interface Source {
  readonly kind: string;
  readonly reason: string;
  /** A query of one column: the name. */
  readonly sql: string;
}

/** Where it is that such things are, in the order in which they are told. */
export function unmodelledSql(scope: Scope): string {
  return [...objects(scope), ...partsOfTables(scope), tiesToExtensions(), ...rights(scope)]
    .map(
      ({ kind, reason, sql }) =>
        `SELECT '${kind}' AS kind, '${reason.replaceAll("'", "''")}' AS reason, q.name::text AS name FROM (${sql} ORDER BY 1) q(name)`,
    )
    .join('\nUNION ALL\n');
}

export function readUnmodelled(rows: readonly Record<string, unknown>[]): readonly Unmodelled[] {
  return rows.map(({ kind, name, reason }) => ({ kind: String(kind), name: String(name), reason: String(reason) }));
}

const text = 'Its definition is not part of the model.';

/** Objects of kinds that have no place in the model. */
function objects({ relations, types, version }: Scope): readonly Source[] {
  const inScope = (namespace: string, id: string, catalog: string): string =>
    `${relations('0', namespace)} AND ${id} NOT IN ${extensionMembers(catalog)}`;
  const visible = (catalog: string, name: string, namespace: string, kind: string): Source => ({
    kind,
    reason: text,
    sql: `SELECT quote_ident(n.nspname) || '.' || quote_ident(o.${name}) FROM ${catalog} o JOIN pg_namespace n ON n.oid = o.${namespace} WHERE ${inScope(`o.${namespace}`, 'o.oid', catalog)}`,
  });
  const global = (catalog: string, name: string, kind: string, condition = 'true'): Source => ({
    kind,
    reason: text,
    sql: `SELECT quote_ident(o.${name}) FROM ${catalog} o WHERE o.oid >= 16384 AND ${condition} AND o.oid NOT IN ${extensionMembers(catalog)}`,
  });
  const ofType = (kind: string, condition: string): Source => ({
    kind,
    reason: text,
    sql: `SELECT format_type(t.oid, NULL) FROM pg_type t WHERE ${condition} AND ${types('t.oid', 't.typnamespace')}`,
  });
  return [
    ofType('base type', "t.typtype = 'b' AND t.typcategory <> 'A'"),
    ofType('shell type', "t.typtype = 'p'"),
    visible('pg_opfamily', 'opfname', 'opfnamespace', 'operator family'),
    visible('pg_opclass', 'opcname', 'opcnamespace', 'operator class'),
    visible('pg_conversion', 'conname', 'connamespace', 'conversion'),
    visible('pg_ts_parser', 'prsname', 'prsnamespace', 'text search parser'),
    visible('pg_ts_template', 'tmplname', 'tmplnamespace', 'text search template'),
    global('pg_publication', 'pubname', 'publication'),
    global('pg_foreign_data_wrapper', 'fdwname', 'foreign-data wrapper'),
    global('pg_language', 'lanname', 'language'),
    global('pg_am', 'amname', 'access method'),
    {
      kind: 'user mapping',
      reason: text,
      sql: `SELECT quote_ident(u.usename) || ' ON ' || quote_ident(u.srvname) FROM pg_user_mappings u`,
    },
    {
      kind: 'transform',
      reason: text,
      sql: `SELECT format_type(o.trftype, NULL) || ' FOR ' || quote_ident(l.lanname) FROM pg_transform o JOIN pg_language l ON l.oid = o.trflang WHERE o.oid >= 16384 AND o.oid NOT IN ${extensionMembers('pg_transform')}`,
    },
    {
      kind: 'subscription',
      reason: text,
      sql: `SELECT quote_ident(s.subname) FROM pg_subscription s WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    },
    ...(version < 18
      ? []
      : [
          {
            kind: 'temporal constraint',
            reason: 'WITHOUT OVERLAPS and PERIOD are not part of the model, nor is a constraint that has them.',
            sql: `SELECT quote_ident(k.conname) || ' ON ' || c.oid::regclass FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.conperiod AND k.conparentid = 0 AND ${relations('c.oid', 'c.relnamespace')}`,
          },
        ]),
  ];
}

/** The table whose identity or serial column a sequence numbers: what it depends on, and what takes values from it. */
const numbersOf = `FROM pg_depend d JOIN pg_class o ON o.oid = d.refobjid
  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
    AND (d.deptype = 'i' OR d.deptype = 'a' AND EXISTS (SELECT FROM pg_attrdef f JOIN pg_depend e ON e.classid = 'pg_attrdef'::regclass AND e.objid = f.oid
      WHERE f.adrelid = d.refobjid AND f.adnum = d.refobjsubid AND e.refclassid = 'pg_class'::regclass AND e.refobjid = c.oid))`;

function columnsOf(relation: string): string {
  return `(SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = ${relation} AND a.attnum > 0 AND NOT a.attisdropped)`;
}

/** What tables and views have that the model of them has no place for. */
function partsOfTables({ relations, types, version }: Scope): readonly Source[] {
  const inScope = relations('c.oid', 'c.relnamespace');
  const table = (kind: string, reason: string, condition: string): Source => ({
    kind,
    reason,
    sql: `SELECT c.oid::regclass FROM pg_class c WHERE ${condition} AND ${inScope}`,
  });
  const column = (kind: string, reason: string, condition: string, from = ''): Source => ({
    kind,
    reason,
    sql: `SELECT c.oid::regclass || '.' || quote_ident(a.attname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid ${from} WHERE a.attnum > 0 AND NOT a.attisdropped AND ${condition} AND ${inScope}`,
  });
  const isTuned = `a.attstattarget >= 0 OR a.attoptions IS NOT NULL ${version < 14 ? '' : `OR a.attcompression <> ''`} OR a.attstorage <> (SELECT t.typstorage FROM pg_type t WHERE t.oid = a.atttypid)`;
  return [
    table('typed table', 'It comes without its tie to the type.', 'c.reloftype <> 0'),
    table(
      'row-level security',
      'It is forced, but not on, which the model cannot say.',
      'c.relforcerowsecurity AND NOT c.relrowsecurity',
    ),
    table(
      'unlogged sequence',
      'It comes as one that is logged.',
      `c.relkind = 'S' AND c.relpersistence = 'u' AND NOT EXISTS (SELECT ${numbersOf} AND o.relpersistence = 'u')`,
    ),
    table(
      'comment',
      'The model has no comments on the sequences of identity and serial columns.',
      `c.relkind = 'S' AND obj_description(c.oid, 'pg_class') IS NOT NULL AND EXISTS (SELECT ${numbersOf})`,
    ),
    table(
      'comment',
      'The model has no comments on the indexes behind constraints, but on the constraints.',
      "c.relkind IN ('i', 'I') AND obj_description(c.oid, 'pg_class') IS NOT NULL AND EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))",
    ),
    table(
      'comment',
      'The model has no comments on the indexes that a partition has from its parent.',
      "c.relkind IN ('i', 'I') AND c.relispartition AND obj_description(c.oid, 'pg_class') IS NOT NULL AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)",
    ),
    table(
      'column order',
      'A partition has its columns in the order of its parent.',
      `c.relispartition AND c.relkind IN ('r', 'p') AND ${columnsOf('c.oid')} IS DISTINCT FROM (SELECT ${columnsOf('h.inhparent')} FROM pg_inherits h WHERE h.inhrelid = c.oid)`,
    ),
    table(
      'index',
      'It comes as one that all partitions have.',
      `c.relkind = 'I' AND NOT c.relispartition AND EXISTS (SELECT FROM pg_index i JOIN pg_inherits h ON h.inhparent = i.indrelid WHERE i.indexrelid = c.oid AND NOT i.indisvalid)`,
    ),
    table('foreign table', 'As a partition it is not part of the model.', "c.relkind = 'f' AND c.relispartition"),
    {
      kind: 'inherited check',
      reason: 'It comes as one that is valid.',
      sql: `SELECT quote_ident(k.conname) || ' ON ' || c.oid::regclass FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'c' AND NOT k.conislocal AND NOT k.convalidated AND ${inScope}`,
    },
    {
      kind: 'trigger',
      reason: 'That it does not work as the one of the parent does is not part of the model.',
      sql: `SELECT quote_ident(g.tgname) || ' ON ' || c.oid::regclass FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid ${version < 13 ? 'JOIN pg_trigger u ON false' : 'JOIN pg_trigger u ON u.oid = g.tgparentid'} WHERE NOT g.tgisinternal AND g.tgenabled <> u.tgenabled AND ${inScope}`,
    },
    {
      kind: 'comment',
      reason: 'The model has no comments on the constraints that a table has only from its parent.',
      sql: `SELECT quote_ident(k.conname) || ' ON ' || c.oid::regclass FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE NOT k.conislocal AND obj_description(k.oid, 'pg_constraint') IS NOT NULL AND ${inScope}`,
    },
    {
      kind: 'comment',
      reason: 'The model has no comments on the triggers that a partition has from its parent.',
      sql: `SELECT quote_ident(g.tgname) || ' ON ' || c.oid::regclass FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE ${version < 13 ? 'false' : 'g.tgparentid <> 0'} AND obj_description(g.oid, 'pg_trigger') IS NOT NULL AND ${inScope}`,
    },
    {
      kind: 'comment',
      reason: 'The model has no comments on the checks of domains.',
      sql: `SELECT quote_ident(k.conname) || ' ON ' || format_type(t.oid, NULL) FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid WHERE obj_description(k.oid, 'pg_constraint') IS NOT NULL AND ${types('t.oid', 't.typnamespace')}`,
    },
    column(
      'column of a materialized view',
      'Its storage, statistics and settings do not come along.',
      `c.relkind = 'm' AND (${isTuned})`,
    ),
    column(
      'column of a foreign table',
      'Its storage, statistics and settings do not come along.',
      `c.relkind = 'f' AND (${isTuned})`,
    ),
    column(
      'comment',
      'The model has no comments on the columns of foreign tables.',
      "c.relkind = 'f'",
      "JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum",
    ),
    column(
      'column statistics',
      'Those on an expression of an index do not come along.',
      "a.attstattarget >= 0 AND c.relkind IN ('i', 'I')",
    ),
    column(
      'comment',
      'The model has no comments on the parts of composite types.',
      "c.relkind = 'c'",
      "JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum",
    ),
    ...(version < 18
      ? []
      : [
          {
            kind: 'not-null constraint',
            reason:
              'It comes as its column does: as the own one of a table that declares the column, else as inherited.',
            sql: `SELECT quote_ident(k.conname) || ' ON ' || c.oid::regclass FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] WHERE k.contype = 'n' AND k.coninhcount > 0 AND a.attislocal <> k.conislocal AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${inScope}`,
          },
          {
            kind: 'not-null constraint',
            reason: 'It comes as one that is valid, inherited, and named as usual.',
            sql: `SELECT quote_ident(k.conname) || ' ON ' || c.oid::regclass FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'n' AND k.conislocal AND (k.connoinherit OR NOT k.convalidated) AND ${inScope}`,
          },
        ]),
  ];
}

/** What is dropped with an extension that did not bring it. */
function tiesToExtensions(): Source {
  const kinds = ['pg_proc', 'pg_class', 'pg_trigger'].map((catalog) => `'${catalog}'::regclass`);
  return {
    kind: 'tie to an extension',
    reason: 'DEPENDS ON EXTENSION is not part of the model.',
    sql: `SELECT pg_describe_object(d.classid, d.objid, 0) || ' TO ' || quote_ident(e.extname) FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid WHERE d.deptype = 'x' AND d.refclassid = 'pg_extension'::regclass AND d.classid IN (${kinds.join(', ')})`,
  };
}

/** Rights are granted by whoever runs the server. */
function rights({ relations, functions, types, schemas }: Scope): readonly Source[] {
  const reason = 'Rights are not part of the model.';
  return [
    {
      kind: 'grant',
      reason,
      sql: `SELECT c.oid::regclass FROM pg_class c WHERE (c.relacl IS NOT NULL OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL)) AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${relations('c.oid', 'c.relnamespace')}`,
    },
    {
      kind: 'grant',
      reason,
      sql: `SELECT p.oid::regprocedure FROM pg_proc p WHERE p.proacl IS NOT NULL AND ${functions('p.oid', 'p.pronamespace')}`,
    },
    {
      kind: 'grant',
      reason,
      sql: `SELECT format_type(t.oid, NULL) FROM pg_type t WHERE t.typacl IS NOT NULL AND ${types('t.oid', 't.typnamespace')}`,
    },
    {
      kind: 'grant',
      reason,
      sql: `SELECT quote_ident(n.nspname) FROM pg_namespace n WHERE n.nspacl IS NOT NULL AND n.nspname <> 'public' AND ${schemas('n.oid')}`,
    },
    {
      kind: 'default privileges',
      reason,
      sql: `SELECT DISTINCT coalesce(quote_ident(n.nspname), 'all schemas') FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace`,
    },
  ];
}
