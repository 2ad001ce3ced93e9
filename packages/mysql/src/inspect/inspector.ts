import type { SchemaModel, SchemaObject, TableName } from '@aludel/core';
import type { Connection, Inspector, NamePatterns, SchemaScope, Unmodelled } from '@aludel/core/dialect';
import { quotedName } from '../expression/tokens.js';
import { groupBy, inOrder, isList, readParts, text } from './catalog.js';
import { columnsPart } from './columns.js';
import { eventsPart, eventStatement, readEvent } from './events.js';
import type { Query, ServerFacts } from './facts.js';
import { hidesTables } from './hidden-schemas.js';
import { isHidden, isModelled, parametersPart, readRoutines, routinesPart, type RoutineRow } from './routines.js';
import { nameCondition, type NameCondition } from './name-condition.js';
import { withPlainQuotes } from './plain-quotes.js';
import { referrersOf } from './referrers.js';
import { readSequences } from './sequences.js';
import { readTableRows, readTables, type TableRows } from './table-rows.js';
import { tableKind, type TableRow } from './tables.js';
import { storedBodies } from './stored-body.js';
import { readTriggers, triggerStatement } from './triggers.js';
import { inTablespaces } from './unmodelled.js';
import { viewsOver } from './views-over.js';
import { needsAlgorithm, needsText, readView, viewsPart } from './views.js';

/** Names of tables and other objects, or a condition on them. */
type Asked = readonly string[] | NameCondition;

interface Reading {
  readonly model: SchemaModel;
  readonly unmodelled: readonly Unmodelled[];
}

/**
 * Reads a database out of `information_schema`: a query for each kind of object, or a single one for a few tables. What
 * the catalog has only in part (partitions, parsers, bytes) is read from SHOW CREATE TABLE, of the tables concerned alone.
 */
export class MysqlInspector implements Inspector {
  readonly #query: Query;

  constructor(
    connection: Connection,
    private readonly facts: ServerFacts,
  ) {
    this.#query = withPlainQuotes((sql, bindings) => connection.query(sql, bindings), facts);
  }

  /**
   * Without tables: everything in the connection's database, or what is called as the scope says. With tables: those, the
   * tables whose foreign keys point at them, their triggers, the views over them, and the objects of their names.
   */
  async read(scope: SchemaScope): Promise<SchemaModel> {
    const { database } = this.facts;
    if (scope.tables === undefined) return (await this.#readOwn(scope.names)).model;
    const models: SchemaModel[] = [];
    for (const [schema, names] of bySchema(scope.tables, database)) {
      // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
      models.push((await this.#read(schema, names)).model);
    }
    return {
      tables: models.flatMap(({ tables }) => tables),
      objects: models.flatMap(({ objects }) => objects),
    };
  }

  /** Every name of the connection's database that a scope can ask for. */
  async names(): Promise<readonly TableName[]> {
    const { database } = this.facts;
    if (database === undefined) return [];
    const kinds = [
      ['TABLES', 'TABLE_NAME', 'TABLE_SCHEMA'],
      ['ROUTINES', 'ROUTINE_NAME', 'ROUTINE_SCHEMA'],
      ['EVENTS', 'EVENT_NAME', 'EVENT_SCHEMA'],
      ['TRIGGERS', 'TRIGGER_NAME', 'TRIGGER_SCHEMA'],
    ];
    const rows = await this.#query(
      kinds
        .map(
          ([from, name, schema]) =>
            `SELECT CONVERT(${name} USING utf8mb4) COLLATE utf8mb4_bin AS name FROM information_schema.${from} WHERE ${schema} = ?`,
        )
        .join(' UNION ALL '),
      kinds.map(() => database),
    );
    return rows.map((row) => ({ name: text(row['name']) }));
  }

  /** What the connection's database holds and the model does not. */
  async unmodelled(scope: Pick<SchemaScope, 'names'> = {}): Promise<readonly Unmodelled[]> {
    const { database } = this.facts;
    if (database === undefined) return [];
    const { unmodelled } = await this.#readOwn(scope.names);
    return [...unmodelled, ...(await inTablespaces(this.#query, database, this.facts))];
  }

  /** The connection's database, where this user has rights on single tables of it alone. */
  async unreadableSchemas(): Promise<readonly string[]> {
    const { database } = this.facts;
    return database !== undefined && (await hidesTables(this.#query, database)) ? [''] : [];
  }

  async #readOwn(names: NamePatterns | undefined): Promise<Reading> {
    const { database } = this.facts;
    const asked = names === undefined ? undefined : nameCondition(names, this.facts);
    if (database === undefined || (names !== undefined && asked === undefined)) {
      return { model: { tables: [], objects: [] }, unmodelled: [] };
    }
    return this.#read(database, asked);
  }

  async #read(schema: string, asked?: Asked): Promise<Reading> {
    const { facts } = this;
    const condition = isList(asked) ? undefined : asked;
    const referrers = isList(asked) ? await referrersOf(this.#query, schema, asked, facts) : [];
    const names = isList(asked) ? [...new Set([...asked, ...referrers])] : asked;
    const rows = await readTableRows(this.#query, schema, names, facts);
    const { tables, unmodelled } = await readTables(this.#query, rows, schema, facts, condition);
    const statements = rows.triggers.map(triggerStatement);
    const bodies = await storedBodies(this.#query, 'TRIGGER', schema, statements, facts);
    const objects: readonly SchemaObject[] = [
      ...byName(await this.#sequences(schema, rows.tables)),
      ...byName(await this.#routines(schema, asked, unmodelled)),
      ...byName(await this.#views(schema, rows, asked)),
      ...readTriggers(rows.triggers, schema, bodies, facts).filter(({ name }) => condition?.isMeant(name) ?? true),
      ...byName(await this.#events(schema, asked)),
    ];
    return {
      model: { tables: tables.map((table) => ({ ...table, name: asWritten(table.name, asked, facts) })), objects },
      unmodelled,
    };
  }

  #sequences(schema: string, tables: readonly TableRow[]): Promise<readonly SchemaObject[]> {
    const own = tables.filter((row) => tableKind(row) === 'sequence');
    return readSequences(this.#query, own, schema, this.facts);
  }

  async #views(
    schema: string,
    { tables, columns }: Pick<TableRows, 'tables' | 'columns'>,
    asked: Asked | undefined,
  ): Promise<readonly SchemaObject[]> {
    const own = tables.filter((row) => tableKind(row) === 'view').map((row) => text(row.table));
    const names = isList(asked)
      ? await viewsOver(this.#query, schema, [...new Set([...asked, ...own])], own, this.facts)
      : own;
    if (names.length === 0) return [];
    const others = names.filter((name) => !own.includes(name));
    const parts = { views: viewsPart(this.facts) };
    const { views } = await readParts(this.#query, parts, schema, isList(asked) ? names : asked);
    const more =
      others.length === 0
        ? []
        : (await readParts(this.#query, { columns: columnsPart(this.facts) }, schema, others)).columns;
    const viewNames = new Set(names);
    const columnsOf = groupBy(
      [...columns, ...more].filter((row) => viewNames.has(text(row.table))),
      (row) => text(row.table),
    );
    const found: SchemaObject[] = [];
    for (const row of views) {
      // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
      const created =
        needsAlgorithm(row) || needsText(row) ? await this.#createdView(schema, text(row.table)) : undefined;
      const columnNames = inOrder(columnsOf.get(text(row.table)) ?? [], ({ position }) => position).map(({ name }) =>
        text(name),
      );
      found.push(readView(row, schema, created, columnNames, this.facts));
    }
    return found;
  }

  async #createdView(schema: string, name: string): Promise<string> {
    const [row] = await this.#query(`SHOW CREATE VIEW ${quotedName(schema)}.${quotedName(name)}`);
    return text(row?.['Create View']);
  }

  async #routines(
    schema: string,
    asked: Asked | undefined,
    unmodelled: Unmodelled[],
  ): Promise<readonly SchemaObject[]> {
    const { routines } = await readParts(this.#query, { routines: routinesPart }, schema, asked);
    for (const row of routines) {
      if (isModelled(row)) continue;
      const reason = isHidden(row)
        ? 'its body is shown to its definer alone'
        : `it is not in SQL or is a ${text(row.type).toLowerCase()}`;
      unmodelled.push({ kind: 'routine', name: text(row.table), reason });
    }
    if (!routines.some(isModelled)) return [];
    const { parameters } = await readParts(this.#query, { parameters: parametersPart }, schema, asked);
    const created = await this.#createdRoutines(schema, routines.filter(isModelled));
    return readRoutines(routines, parameters, schema, this.facts, created);
  }

  /** The catalog has a routine's parameters as the server understands them, not as they were written. */
  async #createdRoutines(schema: string, routines: readonly RoutineRow[]): Promise<ReadonlyMap<RoutineRow, string>> {
    const found = new Map<RoutineRow, string>();
    for (const row of routines) {
      const word = text(row.type) === 'FUNCTION' ? 'Function' : 'Procedure';
      // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
      const [shown] = await this.#query(`SHOW CREATE ${word} ${quotedName(schema)}.${quotedName(text(row.table))}`);
      const created = shown?.[`Create ${word}`];
      if (typeof created === 'string') found.set(row, created);
    }
    return found;
  }

  async #events(schema: string, asked: Asked | undefined): Promise<readonly SchemaObject[]> {
    const { events } = await readParts(this.#query, { events: eventsPart }, schema, asked);
    const bodies = await storedBodies(this.#query, 'EVENT', schema, events.map(eventStatement), this.facts);
    return events.map((row) => readEvent(row, schema, bodies.get(text(row.table)), this.facts));
  }
}

/** The catalog gives them in any order. */
function byName(objects: readonly SchemaObject[]): readonly SchemaObject[] {
  return objects.toSorted((a, b) => (a.name.name < b.name.name ? -1 : 1));
}

/** Where the case of names does not count, a table is called as whoever asked for it wrote it. */
function asWritten(name: TableName, asked: Asked | undefined, facts: ServerFacts): TableName {
  if (facts.lowerCaseTableNames === 0 || !isList(asked)) return name;
  const written = asked.find((one) => one.toLowerCase() === name.name.toLowerCase());
  return written === undefined ? name : { ...name, name: written };
}

function bySchema(tables: readonly TableName[], database: string | undefined): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { schema = database, name } of tables) {
    if (schema === undefined) continue;
    groups.set(schema, [...(groups.get(schema) ?? []), name]);
  }
  return groups;
}
