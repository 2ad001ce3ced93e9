import { likePattern, type Connection, type NamePatterns } from '@aludel/core/dialect';
import { extensionMembers, isUserSchema, type NamedIds } from './scope.js';

/**
 * What is called so, and what it takes to read that: the tables that others are partitions of or inherit from, the sequences
 * of columns, the types of columns, domains and composites. In one query.
 */
export async function findNamed(connection: Pick<Connection, 'query'>, names: NamePatterns): Promise<NamedIds> {
  const rows = await connection.query(findSql, bindingsOf(names));
  const ids: Record<keyof NamedIds, number[]> = {
    relations: [],
    types: [],
    functions: [],
    schemas: [],
    extensions: [],
    triggers: [],
    policies: [],
  };
  for (const { what, id } of rows as unknown as readonly FoundRow[]) ids[what].push(id);
  return ids;
}

interface FoundRow {
  readonly what: keyof NamedIds;
  readonly id: number;
}

/** A query in which `isMeant` may stand. */
export function withAsked(sql: string): string {
  return `WITH ${askedSql} ${sql}`;
}

/** What the places in it stand for: one value a list, so that a list can have any length. */
export function bindingsOf({ include, exclude = [], schemas }: NamePatterns): readonly (string | null)[] {
  const like = (patterns: readonly string[]): string =>
    JSON.stringify(patterns.map((pattern) => likePattern(pattern, '\\')));
  return [
    include === undefined ? null : like(include),
    like(exclude),
    schemas === undefined ? null : JSON.stringify(schemas),
  ];
}

function elementsOf(list: string): string {
  return `CASE WHEN p.${list} IS NOT NULL THEN ARRAY(SELECT json_array_elements_text(p.${list})) END`;
}

/** NULL is: all. */
const askedSql = `asked(included, excluded, schemas) AS MATERIALIZED (
    SELECT ${elementsOf('included')}, ${elementsOf('excluded')}, ${elementsOf('schemas')}
    FROM (SELECT ?::json AS included, ?::json AS excluded, ?::json AS schemas) p
  )`;

/** By the name that the model has: without the schema that names without one mean. */
export function isMeant(schema: string, name: string): string {
  const isDefault = `(${schema} IS NULL OR ${schema} IS NOT DISTINCT FROM current_schema())`;
  const whole = `(CASE WHEN ${isDefault} THEN ${name}::text ELSE ${schema}::text || '.' || ${name}::text END) COLLATE "C"`;
  const [included, excluded, schemas] = ['included', 'excluded', 'schemas'].map(
    (list) => `(SELECT ${list} FROM asked)`,
  );
  return `(${included} IS NULL OR ${whole} LIKE ANY (${included}::text[])) AND NOT (${whole} LIKE ANY (${excluded}::text[]))
    AND (${schemas} IS NULL OR (CASE WHEN ${isDefault} THEN '' ELSE ${schema}::text END) COLLATE "C" = ANY (${schemas}::text[]))`;
}

/** From a catalog of objects that lie in schemas. */
function inSchemas(catalog: string, alias: string, name: string, namespace: string): string {
  return `${catalog} ${alias} JOIN pg_namespace n ON n.oid = ${alias}.${namespace}
    WHERE ${isUserSchema('n.nspname')} AND ${alias}.oid NOT IN ${extensionMembers(catalog)}
    AND ${isMeant('n.nspname', `${alias}.${name}`)}`;
}

/** From a catalog of what belongs to tables, and is called by a name of its own in the table's schema. */
function onTables(catalog: string, name: string, table: string): string {
  return `${catalog} o JOIN pg_class c ON c.oid = o.${table} JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relpersistence <> 't' AND ${isUserSchema('n.nspname')} AND c.oid NOT IN ${extensionMembers('pg_class')}
    AND ${isMeant('n.nspname', `o.${name}`)}`;
}

/**
 * Whether the column numbers itself by the sequence that it owns, as `serial` makes it: then the sequence is nothing apart.
 * Within CASE it is looked up row by row, by indexes; as a join, the planner might read all there is for each row.
 */
const isSerial = `CASE WHEN EXISTS (SELECT FROM pg_attribute a JOIN pg_sequence q ON q.seqtypid = a.atttypid
      WHERE a.attrelid = o.owner AND a.attnum = o.number AND q.seqrelid = o.sequence)
    THEN EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_attrdef'::regclass AND d.objsubid = 0
        AND d.objid = (SELECT f.oid FROM pg_attrdef f WHERE f.adrelid = o.owner AND f.adnum = o.number)
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid = o.sequence)
      AND (SELECT pg_get_expr(f.adbin, f.adrelid) FROM pg_attrdef f WHERE f.adrelid = o.owner AND f.adnum = o.number)
        ~ '^nextval\\(''([^'']|'''')*''::regclass\\)$'
    ELSE false END`;

/** Not as a join, for which the planner trusts figures that may be old: a table of hashes it is in any case. */
function isAmong(id: string, ids: string): string {
  return `(${id} IN (${ids})) IS TRUE`;
}

const calledSequences = `SELECT id FROM called WHERE kind = 'S'`;

const findSql = `
  WITH RECURSIVE ${askedSql}, called(id, kind) AS MATERIALIZED (
    SELECT c.oid, c.relkind FROM ${inSchemas('pg_class', 'c', 'relname', 'relnamespace')}
      AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'c') AND c.relpersistence <> 't'
  ), owned(sequence, owner, number, ownership) AS MATERIALIZED (
    SELECT d.objid, d.refobjid, d.refobjsubid, d.deptype FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    WHERE d.classid = 'pg_class'::regclass AND d.objsubid = 0 AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
      AND d.deptype IN ('a', 'i')
  ), strays(sequence, owner, number) AS MATERIALIZED (
    SELECT sequence, owner, number FROM owned
    WHERE ownership = 'a' AND ${isAmong('sequence', calledSequences)} AND NOT ${isAmong('owner', 'SELECT id FROM called')}
  ), needed(what, id) AS (
    SELECT 'relations', id FROM called WHERE kind <> 'S'
    UNION
    SELECT 'relations', id FROM called WHERE kind = 'S' AND NOT ${isAmong('id', 'SELECT sequence FROM owned')}
    UNION
    SELECT 'relations', o.owner FROM strays o WHERE NOT ${isSerial}
    UNION
    SELECT 'types', t.oid FROM ${inSchemas('pg_type', 't', 'typname', 'typnamespace')} AND t.typtype IN ('e', 'd', 'c')
    UNION
    SELECT m.what, m.id FROM needed o CROSS JOIN LATERAL (
      SELECT 'relations' AS what, h.inhparent AS id FROM pg_inherits h WHERE o.what = 'relations' AND h.inhrelid = o.id
      UNION ALL
      SELECT 'types', a.atttypid FROM pg_attribute a
      WHERE o.what = 'relations' AND a.attrelid = o.id AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid >= 16384
      UNION ALL
      SELECT 'types', CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.typelem END FROM pg_type t
      WHERE o.what = 'types' AND t.oid = o.id AND (t.typtype = 'd' OR t.typcategory = 'A')
      UNION ALL
      SELECT 'relations', c.oid FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid
      WHERE o.what = 'types' AND t.oid = o.id AND t.typtype = 'c' AND c.relkind = 'c'
    ) m
  )
  SELECT what, id::int4 AS id FROM needed WHERE what = 'relations' AND id NOT IN ${extensionMembers('pg_class')}
  UNION ALL
  SELECT 'relations', sequence::int4 FROM owned WHERE ${isAmong('owner', "SELECT id FROM needed WHERE what = 'relations'")}
  UNION ALL
  SELECT 'types', t.oid::int4 FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND c.relkind = 'c') AND t.oid NOT IN ${extensionMembers('pg_type')}
    AND ${isAmong('t.oid', "SELECT id FROM needed WHERE what = 'types'")}
  UNION ALL
  SELECT 'functions', o.oid::int4 FROM ${inSchemas('pg_proc', 'o', 'proname', 'pronamespace')}
  UNION ALL
  SELECT 'schemas', n.oid::int4 FROM pg_namespace n
  WHERE ${isUserSchema('n.nspname')} AND n.oid NOT IN ${extensionMembers('pg_namespace')} AND ${isMeant('NULL::name', 'n.nspname')}
  UNION ALL
  SELECT 'extensions', e.oid::int4 FROM pg_extension e WHERE ${isMeant('NULL::name', 'e.extname')}
  UNION ALL
  SELECT 'triggers', o.oid::int4 FROM ${onTables('pg_trigger', 'tgname', 'tgrelid')} AND NOT o.tgisinternal
  UNION ALL
  SELECT 'policies', o.oid::int4 FROM ${onTables('pg_policy', 'polname', 'polrelid')}`;
