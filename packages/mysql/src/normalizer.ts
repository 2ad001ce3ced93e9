import type { Constraint, ForeignKey, SchemaModel, SchemaObject, Table, TableName } from '@aludel/core';
import type { Normalizer } from '@aludel/core/dialect';
import type { MysqlTableOptions, MysqlTrigger } from './augment.js';
import { withMissingForeignKeyIndexes } from './foreign-key-index.js';
import type { ServerFacts } from './inspect/facts.js';
import { asConstraint, normalConstraint, normalIndex } from './normal-parts.js';
import { normalColumn, tableCollation } from './normal-column.js';
import { withRowEnds } from './normal-history.js';
import { normalView } from './normal-view.js';
import { withoutUsualOptions } from './operations/usual-options.js';
import { withServerNames } from './server-names.js';

/**
 * Says a model as `MysqlInspector` would report it had it been made in this database: types, defaults and expressions in
 * the server's words, what it adds by itself (names, the indexes of foreign keys, NOT NULL of keys) put in, and what it
 * forgets or what says no more than is so anyway taken out.
 */
export class MysqlNormalizer implements Normalizer {
  constructor(private readonly facts: ServerFacts) {}

  normalize(model: SchemaModel): SchemaModel {
    const keys = new Map(
      model.tables.map((table) => [this.#key(table.name), table.constraints.find(({ kind }) => kind === 'primaryKey')]),
    );
    const tables = model.tables.map((table) => this.#table(table, (name) => keys.get(this.#key(name))));
    const objects = model.objects.filter(({ kind }) => kind === 'view' || kind.startsWith('mysql.'));
    return { tables, objects: objects.map((object) => this.#object(object, { tables, objects })) };
  }

  #table(given: Table, keyOf: (name: TableName) => Constraint | undefined): Table {
    const { facts } = this;
    const name = this.#name(given.name);
    const table = withServerNames({ ...given, name }, facts.flavour);
    const collation = tableCollation(table, facts);
    // The columns of a key are never null, nor those of a period.
    const keyColumns = new Set([
      ...table.constraints.flatMap((part) => (part.kind === 'primaryKey' ? part.columns.map(folded) : [])),
      ...Object.values(table.options?.mysql?.periods ?? {})
        .flat()
        .map(folded),
    ]);
    const names = new Set(table.columns.map((column) => column.name));
    const columns = table.columns.map((column) =>
      normalColumn(column, { isKey: keyColumns.has(folded(column.name)), collation, names }, facts),
    );
    const unique = table.indexes.flatMap((index) => asConstraint(index, table.constraints) ?? []);
    const engine = table.options?.mysql?.engine ?? facts.engine;
    const parts = { columns, names, engine };
    const constraints = withRowEnds([...table.constraints, ...unique], table).map((constraint) =>
      normalConstraint(this.#referring(constraint, name, keyOf), parts, facts),
    );
    const indexes = table.indexes
      .filter((index) => asConstraint(index, table.constraints) === undefined)
      .map((index) => normalIndex(index, parts, facts));
    const options = this.#options(table.options?.mysql, collation, name);
    return withMissingForeignKeyIndexes({
      name,
      columns,
      constraints,
      indexes,
      ...(table.comment === undefined || table.comment === '' ? {} : { comment: table.comment }),
      ...(options === undefined ? {} : { options: { mysql: options } }),
    });
  }

  #referring(constraint: Constraint, own: TableName, keyOf: (name: TableName) => Constraint | undefined): Constraint {
    if (constraint.kind !== 'foreignKey') return constraint;
    // A reference without a schema is into the table's own.
    const { name, schema = own.schema } = constraint.references.table;
    const table = this.#name(schema === undefined ? { name } : { name, schema });
    const key = constraint.references.columns.length === 0 ? keyOf(table) : undefined;
    const columns = key?.kind === 'primaryKey' ? key.columns : constraint.references.columns;
    return { ...constraint, references: { table, columns } } satisfies ForeignKey;
  }

  #options(
    options: MysqlTableOptions | undefined,
    collation: string,
    { schema }: TableName,
  ): MysqlTableOptions | undefined {
    const { facts } = this;
    const usual = schema === undefined ? facts.collation : (facts.collations.get(schema) ?? facts.collation);
    const { engine, rowFormat, keyBlockSize, statsPersistent, partitioning, others: given = {} } = options ?? {};
    const others = withoutUsualOptions(upperCase(given));
    const { systemVersioning, periods = {} } = options ?? {};
    const kept = {
      ...(engine === undefined || folded(engine) === folded(facts.engine) ? {} : { engine: engineName(engine) }),
      ...(collation === usual ? {} : { collation }),
      ...(rowFormat === undefined || folded(rowFormat) === 'default' ? {} : { rowFormat: rowFormat.toUpperCase() }),
      ...(keyBlockSize === undefined ? {} : { keyBlockSize }),
      ...(statsPersistent === undefined ? {} : { statsPersistent }),
      ...(partitioning === undefined ? {} : { partitioning: partitioning.trim().replaceAll(/\s+/gu, ' ') }),
      ...(systemVersioning === true ? { systemVersioning } : {}),
      ...(Object.keys(periods).length === 0 ? {} : { periods }),
      ...(Object.keys(others).length === 0 ? {} : { others }),
    };
    return Object.keys(kept).length === 0 ? undefined : kept;
  }

  #object(object: SchemaObject, model: SchemaModel): SchemaObject {
    const name = this.#name(object.name);
    switch (object.kind) {
      case 'view':
        return normalView({ ...object, name }, model, this.facts);
      case 'mysql.trigger':
        return normalTrigger({ ...object, name, table: this.#name(object.table) }, model.objects);
      case 'mysql.routine':
      case 'mysql.event':
      case 'mysql.sequence':
        return { ...object, name, definition: object.definition.trim() };
      default:
        return object;
    }
  }

  /** Names in the connection's own database go without its name; where the server folds case, so do they. */
  #name({ schema, name }: TableName): TableName {
    const own = this.facts.lowerCaseTableNames === 1 ? name.toLowerCase() : name;
    return schema === undefined || schema === this.facts.database ? { name: own } : { name: own, schema };
  }

  #key(name: TableName): string {
    const { schema, name: own } = this.#name(name);
    return `${schema ?? ''}\0${own}`;
  }
}

/** What it says of another trigger, which there is not, says nothing. */
function normalTrigger({ order, ...trigger }: MysqlTrigger, objects: readonly SchemaObject[]): MysqlTrigger {
  const isThere = (other: string | undefined): boolean =>
    other !== undefined && objects.some(({ kind, name }) => kind === 'mysql.trigger' && name.name === other);
  const kept = {
    ...(order?.follows !== undefined && isThere(order.follows) ? { follows: order.follows } : {}),
    ...(order?.precedes !== undefined && isThere(order.precedes) ? { precedes: order.precedes } : {}),
  };
  const definition = trigger.definition.trim();
  return { ...trigger, definition, ...(Object.keys(kept).length === 0 ? {} : { order: kept }) };
}

/** As the server writes the names of its own engines. */
const engines: ReadonlyMap<string, string> = new Map(
  ['InnoDB', 'MyISAM', 'MEMORY', 'Aria', 'ARCHIVE', 'BLACKHOLE', 'CSV', 'MRG_MyISAM', 'FEDERATED', 'ndbcluster'].map(
    (name) => [name.toLowerCase(), name],
  ),
);

function engineName(engine: string): string {
  return engine.toLowerCase() === 'heap' ? 'MEMORY' : (engines.get(engine.toLowerCase()) ?? engine);
}

function upperCase(others: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(others).map(([name, value]) => [name.toUpperCase(), value]));
}

function folded(name: string): string {
  return name.toLowerCase();
}
