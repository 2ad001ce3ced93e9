import type { NamePatterns } from '@aludel/core/dialect';

/** A condition in SQL, given the names of the columns with an object's number and its schema's. */
export type Condition = (id: string, namespace: string) => string;

/** What is to be read, as conditions that the server looks at. */
export interface Scope {
  /** The server's major version. */
  readonly version: number;
  /** Tables, views, sequences, composite types. */
  readonly relations: Condition;
  readonly types: Condition;
  readonly functions: Condition;
  readonly schemas: (id: string) => string;
  readonly extensions: (id: string) => string;
  /** Given the column with their own number, and what holds of a table in scope. */
  readonly triggers: (id: string, table: string) => string;
  readonly policies: (id: string, table: string) => string;
  /** Everything that there is. */
  readonly isWhole: boolean;
  /** What is called so, where that is what was asked for. */
  readonly names?: NamePatterns;
  /** What certainly is not in it, so that the server need not be asked. */
  readonly lacks: ReadonlySet<keyof NamedIds>;
}

/** The numbers of single objects. */
export interface ScopeIds {
  readonly relations: readonly number[];
  readonly types: readonly number[];
  readonly functions: readonly number[];
  readonly schemas: readonly number[];
  readonly extensions: readonly number[];
}

/** The numbers of what is called as somebody asks for it. */
export interface NamedIds extends ScopeIds {
  readonly triggers: readonly number[];
  readonly policies: readonly number[];
}

/** The server's own schemas, those of temporary tables included, all begin with `pg_`; no other name may. */
export const isUserSchema = (name: string): string => `${name} !~ '^pg_' AND ${name} <> 'information_schema'`;

const userSchemas = `(SELECT oid FROM pg_namespace WHERE ${isUserSchema('nspname')})`;

/** The numbers of the objects in a catalog that came with an extension. */
export function extensionMembers(catalog: string): string {
  return `(SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND classid = '${catalog}'::regclass)`;
}

/** What belongs to a table is in scope with it. */
const ofTables: Pick<Scope, 'triggers' | 'policies'> = {
  triggers: (_, table) => table,
  policies: (_, table) => table,
};

/** Everything but what is the server's own, temporary, or an extension's. */
export function wholeDatabase(version: number): Scope {
  const inUserSchema =
    (catalog: string): Condition =>
    (id, namespace) =>
      `${namespace} IN ${userSchemas} AND ${id} NOT IN ${extensionMembers(catalog)}`;
  return {
    version,
    relations: inUserSchema('pg_class'),
    types: inUserSchema('pg_type'),
    functions: inUserSchema('pg_proc'),
    schemas: (id) => `${id} IN ${userSchemas} AND ${id} NOT IN ${extensionMembers('pg_namespace')}`,
    extensions: () => 'true',
    ...ofTables,
    isWhole: true,
    lacks: new Set(),
  };
}

/** These objects alone, with what belongs to tables. */
export function singleObjects(version: number, ids: ScopeIds): Scope {
  const attached = { triggers: ids.relations, policies: ids.relations };
  return { ...amongIds(version, { ...ids, ...attached }), ...ofTables };
}

/** What is called so, and what was found to be needed for it. */
export function namedObjects(version: number, ids: NamedIds, names: NamePatterns): Scope {
  return { ...amongIds(version, ids), names };
}

function amongIds(version: number, ids: NamedIds): Scope {
  const keys = Object.keys(ids) as (keyof NamedIds)[];
  return {
    version,
    relations: among(ids.relations),
    types: among(ids.types),
    functions: among(ids.functions),
    schemas: among(ids.schemas),
    extensions: among(ids.extensions),
    triggers: among(ids.triggers),
    policies: among(ids.policies),
    isWhole: false,
    lacks: new Set(keys.filter((key) => ids[key].length === 0)),
  };
}

/** A list is looked through for each row, unless it is long and the server's as rows, by which it makes a table of hashes. */
function among(numbers: readonly number[]): (id: string) => string {
  if (numbers.length === 0) return () => 'false';
  const list = numbers.map((number) => number >>> 0).join(', ');
  const isLong = numbers.length > 100;
  return (id) => (isLong ? `${id} IN (SELECT unnest('{${list}}'::oid[]))` : `${id} IN (${list})`);
}
