import type { Inspector, SchemaScope } from '../dialect/inspector.js';
import { namedTypes } from '../operations/column-types.js';
import type { Operation } from '../operations/operation.js';
import { coreOperations, type OperationRegistry } from '../operations/registry.js';
import { emptySchema, type SchemaModel, type SchemaObject, type Table } from '../schema/model.js';
import { tableKey, type TableName } from '../schema/names.js';
import { keepsSchema } from './reading.js';
import type { TrackedSchema } from './tracked-schema.js';

/** How much is kept: migrations come back to the tables of a moment ago, seldom to older ones. */
const mostReadings = 64;

/** What an inspector has answered, and still holds. */
interface Reading {
  /** Keys of the names that were asked for. */
  readonly asked: ReadonlySet<string>;
  readonly model: SchemaModel;
}

/**
 * The schema of a database over a network, asked as seldom as can be: what exists is read once, and what was read is kept
 * until an operation touches it. So a migration that creates tables sends no query at all.
 *
 * It may be told of the database's changes by the run alone: others are kept out by the lock, or are not migrations.
 * Wherever it is in doubt it forgets, and reads again. In particular a name that was there once counts as one that may be
 * there, in whatever schema and however its letters are written; only other names are known to be absent.
 */
export class KnownSchema implements TrackedSchema {
  #names: Set<string> | undefined;
  #readings: readonly Reading[] = [];
  /** Types that a table which was created may have made: whether it has, the next reading of them tells. */
  readonly #mayBeMade = new Set<string>();
  /** No: the database has no types of their own, and need not be asked for them. */
  #makesNoTypes = false;

  constructor(
    private readonly inspector: Inspector & Required<Pick<Inspector, 'names'>>,
    private readonly operations: OperationRegistry,
  ) {}

  async read(scope: SchemaScope): Promise<SchemaModel> {
    const { tables } = scope;
    if (tables === undefined) return this.inspector.read(scope);
    this.#names ??= new Set((await this.inspector.names()).map(looseKey));
    const missing = this.#missing(tables, this.#names);
    if (missing.length > 0) {
      const reading = { asked: new Set(missing.map(tableKey)), model: await this.inspector.read({ tables: missing }) };
      this.#readings = [...this.#readings, reading].slice(-mostReadings);
      this.#learnOfTypes(missing, reading.model);
    }
    return merged(this.#readings.filter(({ asked }) => tables.some((table) => asked.has(tableKey(table)))));
  }

  isKnown({ tables }: SchemaScope): boolean {
    return tables !== undefined && this.#names !== undefined && this.#missing(tables, this.#names).length === 0;
  }

  advance(operations: readonly Operation[]): void {
    for (const operation of operations) {
      if (operation.kind === 'bulkInsert') continue;
      if (operation.kind === 'execute' && operation.touches === undefined && keepsSchema(operation.sql)) continue;
      if (operation.kind === 'execute' || !Object.hasOwn(coreOperations, operation.kind)) {
        this.forget();
        return;
      }
      this.#change(operation);
    }
  }

  forget(): void {
    this.#names = undefined;
    this.#readings = [];
    this.#mayBeMade.clear();
  }

  snapshot(): () => void {
    // What is rolled back takes with it what was read since.
    return () => this.forget();
  }

  #missing(tables: readonly TableName[], names: ReadonlySet<string>): readonly TableName[] {
    return tables.filter(
      (table) => names.has(looseKey(table)) && !this.#readings.some(({ asked }) => asked.has(tableKey(table))),
    );
  }

  #change(operation: Operation): void {
    const touched = this.operations.touches(operation);
    const references = referencedBy(operation).map(looseKey);
    const changed = new Set([...touched.map(looseKey), ...references]);
    const types = new Set(this.#makesNoTypes ? typesOf(operation).map(looseKey) : []);
    for (const name of touched.map(looseKey)) if (!types.has(name)) this.#names?.add(name);
    // One that does nothing, since the table is there, makes no type either.
    const isSure = !('ifNotExists' in operation && operation.ifNotExists);
    if (isSure) for (const name of typesOf(operation)) this.#mayBeMade.add(looseKey(name));
    // With the last column that needs a type a dialect may drop the type.
    const mayDropTypes = ['dropTable', 'dropColumn', 'alterColumn'].includes(operation.kind);
    if (mayDropTypes) this.#mayBeMade.clear();
    this.#readings = this.#readings.filter((reading) => !this.#isStale(reading, changed, mayDropTypes));
  }

  #learnOfTypes(asked: readonly TableName[], { tables, objects }: SchemaModel): void {
    const there = new Set([...tables, ...objects].map(({ name }) => looseKey(name)));
    const lacking = asked.map(looseKey).filter((name) => this.#mayBeMade.has(name) && !there.has(name));
    if (lacking.length === 0) return;
    this.#makesNoTypes = true;
    for (const name of lacking) this.#names?.delete(name);
  }

  #isStale({ asked, model }: Reading, changed: ReadonlySet<string>, mayDropTypes: boolean): boolean {
    const present = new Set<string>();
    for (const table of model.tables) {
      if (isAbout(table, changed)) return true;
    }
    for (const object of model.objects) {
      // What stands before tables, a type say, does not change with them; anything else may rest on what has changed.
      if (mayDropTypes || this.operations.objectType(object.kind)?.order !== 'beforeTables') return true;
      present.add(tableKey(object.name));
    }
    // A type that a column needs is made with the table, if it was not there.
    return [...asked].some((key) => !present.has(key) && changed.has(looseName(key)));
  }
}

function typesOf(operation: Operation): readonly TableName[] {
  if (operation.kind === 'createTable') {
    const { name, columns } = operation.table;
    return namedTypes(
      name,
      columns.map(({ type }) => type),
    );
  }
  return operation.kind === 'addColumn' ? namedTypes(operation.table, [operation.column.type]) : [];
}

function isAbout({ name, constraints }: Table, changed: ReadonlySet<string>): boolean {
  return (
    changed.has(looseKey(name)) ||
    constraints.some(
      (constraint) => constraint.kind === 'foreignKey' && changed.has(looseKey(constraint.references.table)),
    )
  );
}

/** The tables that an operation makes another one point at: what is read of those names the referrers, too. */
function referencedBy(operation: Operation): readonly TableName[] {
  const constraints =
    operation.kind === 'createTable'
      ? operation.table.constraints
      : operation.kind === 'createForeignKey'
        ? [operation.constraint]
        : [];
  return constraints.flatMap((constraint) => (constraint.kind === 'foreignKey' ? [constraint.references.table] : []));
}

/** Two names that could be the same on some database, or by some search path, have one key. */
function looseKey({ name }: TableName): string {
  return name.toLowerCase();
}

function looseName(key: string): string {
  return key.slice(key.indexOf('\0') + 1).toLowerCase();
}

function merged(readings: readonly Reading[]): SchemaModel {
  const [first] = readings;
  if (first === undefined) return emptySchema;
  if (readings.length === 1) return first.model;
  const tables = new Map<string, Table>();
  const objects = new Map<string, SchemaObject>();
  for (const { model } of readings) {
    for (const table of model.tables) tables.set(tableKey(table.name), table);
    for (const object of model.objects) objects.set(`${object.kind} ${tableKey(object.name)}`, object);
  }
  return { tables: [...tables.values()], objects: [...objects.values()] };
}
