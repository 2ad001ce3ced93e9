import type { SchemaModel, Table, TableName } from '@aludel/core';
import type { Connection, Inspector, SchemaScope, Unmodelled } from '@aludel/core/dialect';
import { asStored } from './as-stored.js';
import { readAtOnce, readInParts } from './catalog.js';
import { findObjects } from './find-objects.js';
import { namesSql } from './all-names.js';
import { findNamed } from './named-objects.js';
import { Names } from './names.js';
import { readSchema } from './read-schema.js';
import { isUserSchema, namedObjects, singleObjects, wholeDatabase } from './scope.js';
import { readUnmodelled, unmodelledSql } from './unmodelled.js';

/** Reads a database by its catalogs. */
export class PostgresInspector implements Inspector {
  constructor(private readonly connection: Pick<Connection, 'query' | 'begin' | 'rollback' | 'serverVersion'>) {}

  /**
   * Without tables: everything but the server's own schemas, temporary tables, and what came with extensions; or of that what
   * is called as the scope says, with what must be known of other objects to read it. With tables: those, the tables that they are partitions of or inherit from, the views over them, their triggers,
   * policies and sequences, the types of their columns, and all other objects of the same names.
   */
  async read(scope: SchemaScope): Promise<SchemaModel> {
    if (scope.tables === undefined) {
      const whole =
        scope.names === undefined
          ? wholeDatabase(this.#version)
          : namedObjects(this.#version, await findNamed(this.connection, scope.names), scope.names);
      const catalog = await readInParts(this.connection, whole);
      return readSchema(catalog, new Names(await this.#defaultSchema()));
    }
    if (scope.tables.length === 0) return { tables: [], objects: [] };
    const found = await findObjects(this.connection, scope.tables);
    if (found.isEmpty) return { tables: [], objects: [] };
    const objects = singleObjects(this.#version, found.ids);
    const catalog = await readAtOnce(this.connection, objects, (kind) => found.mayHave(kind));
    return readSchema(catalog, new Names(found.defaultSchema, scope.tables));
  }

  /** The names of all that a scope can ask for. */
  async names(): Promise<readonly TableName[]> {
    const rows = await this.connection.query(namesSql);
    const known = rows as unknown as readonly { readonly schema: string | null; readonly name: string }[];
    return known.map(({ schema, name }) => (schema === null ? { name } : { schema, name }));
  }

  /** What there is beyond the model, in the whole database. */
  async unmodelled(): Promise<readonly Unmodelled[]> {
    return readUnmodelled(await this.connection.query(unmodelledSql(wholeDatabase(this.#version))));
  }

  /**
   * Schemas without USAGE: the catalogs show what is in them, but no name finds it. Without any schema of `search_path` the
   * default one is such, too: its tables would seem to be those of another schema.
   */
  async unreadableSchemas(): Promise<readonly string[]> {
    const rows = await this.connection.query(
      `SELECT '' AS schema WHERE current_schema() IS NULL UNION ALL
       SELECT nspname FROM pg_namespace WHERE ${isUserSchema('nspname')} AND NOT has_schema_privilege(oid, 'USAGE')`,
    );
    return rows.map((row) => String(row['schema']));
  }

  asStored(wanted: SchemaModel, around: readonly Table[]): Promise<SchemaModel> {
    return asStored(this.connection, this, wanted, around);
  }

  async #defaultSchema(): Promise<string | null> {
    const [row] = await this.connection.query('SELECT current_schema() AS schema');
    return typeof row?.['schema'] === 'string' ? row['schema'] : null;
  }

  get #version(): number {
    return Number.parseInt(this.connection.serverVersion, 10);
  }
}
