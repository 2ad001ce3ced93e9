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
  /** What certainly is not in it, so that the server need not be asked. */
  readonly lacks: ReadonlySet<keyof ScopeIds>;
}

/** The numbers of single objects. */
export interface ScopeIds {
  readonly relations: readonly number[];
  readonly types: readonly number[];
  readonly functions: readonly number[];
  readonly schemas: readonly number[];
  readonly extensions: readonly number[];
}

/** The server's own schemas, those of temporary tables included, all begin with `pg_`; no other name may. */
export const isUserSchema = (name: string): string => `${name} !~ '^pg_' AND ${name} <> 'information_schema'`;

const userSchemas = `(SELECT oid FROM pg_namespace WHERE ${isUserSchema('nspname')})`;

/** The numbers of the objects in a catalog that came with an extension. */
export function extensionMembers(catalog: string): string {
  return `(SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND classid = '${catalog}'::regclass)`;
}

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
    lacks: new Set(),
  };
}

/** These objects alone. */
export function singleObjects(version: number, ids: ScopeIds): Scope {
  const among =
    (numbers: readonly number[]) =>
    (id: string): string =>
      numbers.length === 0 ? 'false' : `${id} IN (${numbers.map((number) => number >>> 0).join(', ')})`;
  const keys = Object.keys(ids) as (keyof ScopeIds)[];
  return {
    version,
    relations: among(ids.relations),
    types: among(ids.types),
    functions: among(ids.functions),
    schemas: among(ids.schemas),
    extensions: among(ids.extensions),
    lacks: new Set(keys.filter((key) => ids[key].length === 0)),
  };
}
