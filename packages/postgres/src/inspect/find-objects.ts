import type { TableName } from '@aludel/core';
import type { Connection } from '@aludel/core/dialect';
import type { Catalog } from './catalog.js';
import { extensionMembers, type ScopeIds } from './scope.js';

/** What of the names asked for there is, and what belongs to it. */
export interface FoundObjects {
  readonly ids: ScopeIds;
  readonly defaultSchema: string | null;
  readonly isEmpty: boolean;
  /** Whether there can be any rows of that kind. */
  readonly mayHave: (kind: keyof Catalog) => boolean;
}

interface FoundRow {
  readonly what: keyof ScopeIds | 'default';
  readonly id: number;
  /** Of relations and types: the kind of it. */
  readonly kind: string | null;
  readonly has: readonly string[] | null;
  readonly schema: string | null;
}

/** Looks for objects by their names, in one query; where there are none, that is all that is ever sent. */
export async function findObjects(
  connection: Pick<Connection, 'query'>,
  names: readonly TableName[],
): Promise<FoundObjects> {
  const asked = names.map(() => '(?::text, ?::text)').join(', ');
  const rows = (await connection.query(
    findSql(asked),
    names.flatMap(({ schema, name }) => [schema ?? null, name]),
  )) as unknown as readonly FoundRow[];
  const idsOf = (what: keyof ScopeIds): readonly number[] =>
    rows.filter((row) => row.what === what).map(({ id }) => id);
  const kinds = new Set(rows.flatMap(({ what, kind }) => (kind === null ? [] : [`${what} ${kind}`])));
  const has = new Set(rows.flatMap((row) => row.has ?? []));
  const mayHave = (kind: keyof Catalog): boolean => {
    switch (kind) {
      case 'tables':
        return kinds.has('relations r') || kinds.has('relations p');
      case 'views':
        return kinds.has('relations v');
      case 'materializedViews':
        return kinds.has('relations m');
      case 'sequences':
        return kinds.has('relations S');
      case 'domains':
      case 'domainChecks':
        return kinds.has('types d');
      case 'typeUses':
        return kinds.has('types e');
      case 'composites':
        return kinds.has('types c');
      case 'indexes':
      case 'triggers':
      case 'policies':
      case 'parents':
        return has.has(kind);
      default:
        return true;
    }
  };
  return {
    ids: {
      relations: idsOf('relations'),
      types: idsOf('types'),
      functions: idsOf('functions'),
      schemas: idsOf('schemas'),
      extensions: idsOf('extensions'),
    },
    defaultSchema: rows.find(({ what }) => what === 'default')?.schema ?? null,
    isEmpty: rows.every(({ what }) => what === 'default'),
    mayHave,
  };
}

/** One type by its index; the planner takes a handful of types for many, and would read them all. */
function typeAt(id: string): string {
  return `LATERAL (SELECT * FROM pg_type WHERE oid = ${id} OFFSET 0) t`;
}

function findSql(asked: string): string {
  return `
  WITH RECURSIVE asked(namespace, schema, name) AS MATERIALIZED (
    SELECT n.oid, a.schema, a.name FROM (VALUES ${asked}) a(schema, name)
    LEFT JOIN pg_namespace n ON n.nspname = coalesce(a.schema, current_schema())
  ), related(id) AS (
    SELECT c.oid FROM asked a JOIN pg_class c ON c.relname = a.name AND c.relnamespace = a.namespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'c', 'f') AND c.relpersistence <> 't'
    UNION
    SELECT n.id FROM related r CROSS JOIN LATERAL (
      SELECT w.ev_class AS id FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid
      WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = r.id AND d.classid = 'pg_rewrite'::regclass
      UNION ALL
      SELECT d.objid FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
      WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = r.id AND d.classid = 'pg_class'::regclass
        AND d.refobjsubid > 0 AND d.objsubid = 0 AND d.deptype IN ('a', 'i')
      UNION ALL
      SELECT d.refobjid FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = r.id AND d.objsubid = 0
        AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
      UNION ALL
      SELECT h.inhparent FROM pg_inherits h WHERE h.inhrelid = r.id
    ) n
  ), used(id) AS (
    SELECT a.atttypid FROM related r JOIN pg_attribute a ON a.attrelid = r.id
    WHERE a.attnum > 0 AND a.atttypid >= 16384
    UNION
    SELECT t.oid FROM asked a JOIN pg_type t ON t.typname = a.name AND t.typnamespace = a.namespace
    UNION
    SELECT CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.typelem END FROM used u CROSS JOIN ${typeAt('u.id')}
    WHERE t.typtype = 'd' OR t.typcategory = 'A'
  )
  SELECT 'default' AS what, 0 AS id, NULL AS kind, NULL::text[] AS has, current_schema()::text AS schema
  UNION ALL
  SELECT 'relations', c.oid::int4, c.relkind::text, array_remove(ARRAY[
      CASE WHEN c.relhasindex THEN 'indexes' END,
      CASE WHEN c.relhastriggers THEN 'triggers' END,
      CASE WHEN EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) THEN 'policies' END,
      CASE WHEN c.relispartition OR EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) THEN 'parents' END], NULL), NULL
  FROM related r JOIN pg_class c ON c.oid = r.id
  UNION ALL
  SELECT 'types', t.oid::int4, t.typtype::text, NULL, NULL FROM used u CROSS JOIN ${typeAt('u.id')}
  LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND c.relkind = 'c') AND t.oid NOT IN ${extensionMembers('pg_type')}
  UNION ALL
  SELECT 'relations', t.typrelid::int4, 'c', NULL, NULL FROM used u CROSS JOIN ${typeAt('u.id')} JOIN pg_class c ON c.oid = t.typrelid
  WHERE c.relkind = 'c'
  UNION ALL
  SELECT 'functions', p.oid::int4, NULL, NULL, NULL FROM asked a JOIN pg_proc p ON p.proname = a.name AND p.pronamespace = a.namespace
  WHERE p.oid NOT IN ${extensionMembers('pg_proc')}
  UNION ALL
  SELECT 'schemas', n.oid::int4, NULL, NULL, NULL FROM pg_namespace n
  WHERE n.nspname IN (SELECT name FROM asked UNION SELECT schema FROM asked)
  UNION ALL
  SELECT 'extensions', e.oid::int4, NULL, NULL, NULL FROM asked a JOIN pg_extension e ON e.extname = a.name`;
}
