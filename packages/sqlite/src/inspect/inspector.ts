import type { SchemaModel, SchemaObject, Table, TableName } from '@aludel/core';
import {
  matchesNames,
  type Connection,
  type Inspector,
  type NamePatterns,
  type SchemaScope,
} from '@aludel/core/dialect';
import { parseCreateView } from '../parse/create-view-text.js';
import { mentions } from '../parse/expression.js';
import { folded } from '../parse/tokens.js';
import { withRealReferences } from './real-references.js';
import { BrokenObjects } from './broken-objects.js';
import { withUncheckedMarked } from './unchecked-references.js';
import { DefinitionCache } from './definition-cache.js';
import { SchemaRows, type SchemaRow } from './schema-rows.js';

/**
 * Reads a database by the definitions that SQLite keeps as text, which say all that PRAGMAs say and much that they do
 * not. What the text holds and we do not understand is an `UnparsedDefinitionError`.
 */
export class SqliteInspector implements Inspector {
  readonly #cache = new DefinitionCache();
  readonly #broken = new BrokenObjects();

  constructor(private readonly connection: Connection) {}

  /**
   * Without tables: everything in `main`, or what is called as the scope says. With tables: those, their indexes and triggers; tables whose foreign keys point
   * at them; and the views and triggers that mention them, or mention such a view, or do not work: SQLite alters no table
   * because of those.
   */
  async read(scope: SchemaScope): Promise<SchemaModel> {
    if (scope.tables === undefined) {
      const rows = new SchemaRows(this.connection, 'main');
      if (scope.names !== undefined) return this.#called(rows, scope.names);
      const model = this.#model(undefined, await this.#withoutShadows(rows, await rows.all()));
      return { ...model, tables: withUncheckedMarked(model.tables) };
    }
    const models: SchemaModel[] = [];
    for (const [schema, names] of bySchema(scope.tables)) {
      const rows = new SchemaRows(this.connection, schema ?? 'main');
      // oxlint-disable-next-line no-await-in-loop -- one session, one statement after another
      models.push(await this.#near(rows, schema, names));
    }
    return {
      tables: models.flatMap((model) => model.tables),
      objects: models.flatMap((model) => model.objects),
    };
  }

  hasTable(table: TableName): Promise<boolean> {
    return new SchemaRows(this.connection, table.schema ?? 'main').hasTable(table.name);
  }

  async #called(rows: SchemaRows, names: NamePatterns): Promise<SchemaModel> {
    const isMeant = matchesNames(names);
    const found = await this.#withoutShadows(rows, await rows.called(names));
    const model = this.#model(
      undefined,
      found.filter((row) => !isVirtual(row) || isMeant({ name: row.name })),
    );
    const present = new Set(model.tables.map(({ name }) => folded(name.name)));
    const targets = model.tables
      .flatMap(({ constraints }) => constraints)
      .flatMap((one) => (one.kind === 'foreignKey' ? [folded(one.references.table.name)] : []));
    const missing = new Set(targets.filter((name) => !present.has(name)));
    if (missing.size === 0) return { ...model, tables: withUncheckedMarked(model.tables) };
    const others = (await rows.of([...missing]))
      .filter((row) => row.type === 'table' && missing.has(folded(row.name)) && !isVirtual(row))
      .map((row) => this.#cache.table({ name: row.name }, row.sql));
    return { ...model, tables: withUncheckedMarked(withRealReferences(model.tables, others), others) };
  }

  async #near(rows: SchemaRows, schema: string | undefined, names: readonly string[]): Promise<SchemaModel> {
    const found = await this.#withDependents(rows, schema, names);
    if (!found.some(({ type }) => type === 'table')) return this.#model(schema, found);
    const broken = (await rows.haveQueries()) ? this.#broken.of(await rows.all()) : [];
    if (broken.length === 0) return this.#model(schema, found);
    const isSame = (a: SchemaRow, b: SchemaRow): boolean => a.type === b.type && a.name === b.name;
    const others = broken.flatMap(({ row }) => (found.some((one) => isSame(one, row)) ? [] : [row]));
    const { tables, objects } = this.#model(schema, [...found, ...others]);
    return {
      tables,
      objects: objects.map((object) => {
        const own = broken.find(({ row }) => object.kind.endsWith(row.type) && row.name === object.name.name);
        return own === undefined ? object : withBroken(object, own.message);
      }),
    };
  }

  async #withDependents(
    rows: SchemaRows,
    schema: string | undefined,
    names: readonly string[],
  ): Promise<readonly SchemaRow[]> {
    const asked = new Set(names.map(folded));
    const nearby = await rows.of(names);
    const own = (await this.#withoutShadows(rows, nearby)).filter((row) => asked.has(folded(row.table)));
    const found = new Map(own.map((row) => [`${row.type} ${row.name}`, row]));
    // What depends on a table that is not there concerns nobody.
    let sources = own.filter((row) => row.type === 'table' || row.type === 'view').map((row) => row.name);
    while (sources.length > 0) {
      // oxlint-disable-next-line no-await-in-loop -- each round asks for what the one before it found
      const near = await rows.near(sources);
      const next: string[] = [];
      for (const row of near) {
        const key = `${row.type} ${row.name}`;
        if (found.has(key) || !this.#dependsOn(row, schema, sources)) continue;
        found.set(key, row);
        if (row.type === 'view') next.push(row.name);
      }
      sources = next;
    }
    const referrers = [...found.values()].filter((row) => row.type === 'table' && !asked.has(folded(row.name)));
    if (referrers.length > 0) {
      for (const row of await rows.of(referrers.map((referrer) => referrer.name))) {
        if (row.type === 'index' && referrers.some((referrer) => folded(referrer.name) === folded(row.table)))
          found.set(`index ${row.name}`, row);
      }
    }
    return [...found.values()];
  }

  /** A table by its foreign keys; a view or trigger by any mention, since what it means by a name can't be told here. */
  #dependsOn(row: SchemaRow, schema: string | undefined, names: readonly string[]): boolean {
    if (row.type !== 'table') return names.some((name) => mentions(row.sql, name));
    if (isVirtual(row)) return false;
    const wanted = new Set(names.map(folded));
    return this.#cache
      .table(named(row.name, schema), row.sql)
      .constraints.some(
        (constraint) => constraint.kind === 'foreignKey' && wanted.has(folded(constraint.references.table.name)),
      );
  }

  /** The shadow tables of a virtual table are its own business. */
  async #withoutShadows(rows: SchemaRows, all: readonly SchemaRow[]): Promise<readonly SchemaRow[]> {
    const prefixes = all.filter(isVirtual).map((row) => `${folded(row.name)}_`);
    const isSuspect = (row: SchemaRow): boolean => prefixes.some((prefix) => folded(row.table).startsWith(prefix));
    if (!all.some(isSuspect)) return all;
    const shadows = await rows.shadowTables();
    return all.filter((row) => !shadows.has(folded(row.table)));
  }

  #model(schema: string | undefined, rows: readonly SchemaRow[]): SchemaModel {
    const indexes = new Map<string, SchemaRow[]>();
    for (const row of rows) {
      if (row.type !== 'index') continue;
      const key = folded(row.table);
      indexes.set(key, [...(indexes.get(key) ?? []), row]);
    }
    // A trigger is kept with the name of its table as the trigger spells it.
    const spelled = new Map(
      rows.flatMap((row) => (row.type === 'table' || row.type === 'view' ? [[folded(row.name), row.name]] : [])),
    );
    const tables: Table[] = [];
    const objects: SchemaObject[] = [];
    for (const row of rows) {
      if (row.type === 'index') continue;
      if (row.type === 'table' && !isVirtual(row)) {
        const table = this.#cache.table(named(row.name, schema), row.sql);
        const own = indexes.get(folded(row.name)) ?? [];
        tables.push(
          own.length === 0 ? table : { ...table, indexes: own.map((index) => this.#cache.index(table, index)) },
        );
      } else {
        objects.push(readObject({ ...row, table: spelled.get(folded(row.table)) ?? row.table }, schema));
      }
    }
    return { tables: withRealReferences(tables), objects };
  }
}

function readObject(row: SchemaRow, schema: string | undefined): SchemaObject {
  const name = named(row.name, schema);
  if (row.type === 'trigger') {
    return { kind: 'sqlite.trigger', name, table: named(row.table, schema), definition: row.sql };
  }
  if (row.type === 'table') return { kind: 'sqlite.virtualTable', name, definition: row.sql };
  const { columns, query } = parseCreateView(row.sql);
  return {
    kind: 'view',
    name,
    definition: query,
    ...(columns.length === 0 ? {} : { columns: columns.map((column) => column.value) }),
    options: { sqlite: { definition: row.sql } },
  };
}

function withBroken(object: SchemaObject, broken: string): SchemaObject {
  if (object.kind === 'sqlite.trigger') return { ...object, broken };
  if (object.kind !== 'view') return object;
  return { ...object, options: { ...object.options, sqlite: { ...object.options?.sqlite, broken } } };
}

function isVirtual(row: SchemaRow): boolean {
  return row.type === 'table' && /^create\s+virtual\s/i.test(row.sql);
}

function named(name: string, schema: string | undefined): TableName {
  return schema === undefined ? { name } : { name, schema };
}

function bySchema(tables: readonly TableName[]): ReadonlyMap<string | undefined, readonly string[]> {
  const groups = new Map<string | undefined, string[]>();
  for (const table of tables) groups.set(table.schema, [...(groups.get(table.schema) ?? []), table.name]);
  return groups;
}
