import type { Column, SchemaModel, SchemaObject, Table, TableName } from '@aludel/core';
import { tableKey, type Normalizer } from '@aludel/core/dialect';
import { normalColumnOptions, normalDefault, normalGenerated, normalIdentity } from './normal-columns.js';
import { normalObject } from './normal-objects.js';
import { normalConstraint, normalIndex, normalTableOptions, type TableContext } from './normal-parts.js';
import { enumsOf, normalType, serverTypes, type FindEnum } from './normal-types.js';
import type { TypeOfName } from './parse/simplify.js';

type NormalName = (name: TableName) => TableName;

/**
 * Says a model as `PostgresInspector` would report it: types by the server's names for them, expressions as it writes
 * them but for the casts that it makes unasked, the enum types that columns need, and nothing that goes without saying.
 * How something is made (`concurrently`, `usingIndex`, …) is gone. What PostgreSQL cannot do stays as it is, for the
 * compiler to refuse.
 */
export class PostgresNormalizer implements Normalizer {
  /** @param defaultSchema the schema that names without one mean; its name is left out. */
  constructor(private readonly defaultSchema = 'public') {}

  normalize(model: SchemaModel): SchemaModel {
    const normalName: NormalName = (name) => (name.schema === this.defaultSchema ? { name: name.name } : name);
    const findEnum = enumsOf(model, normalName);
    const keys = primaryKeys(model, normalName);
    const tables = model.tables.map((table) => normalTable(table, normalName, findEnum, keys));
    const types = new Map(tables.map((table) => [tableKey(table.name), table.columns]));
    const typesOf = (table: TableName): TypeOfName => serverTypes(types.get(tableKey(table)) ?? []);
    const objects = model.objects.flatMap((object) => normalObject(object, { normalName, findEnum, typesOf }) ?? []);
    return { tables, objects: [...objects, ...missingEnums(tables, objects)] };
  }
}

function normalTable(
  table: Table,
  normalName: NormalName,
  findEnum: FindEnum,
  primaryKeyOf: TableContext['primaryKeyOf'],
): Table {
  const name = normalName(table.name);
  const key = new Set(primaryKeyOfTable(table));
  const typed = table.columns.map((column) => {
    const type = normalType(column.type, { table: name, column: column.name }, findEnum, normalName);
    return type === column.type ? column : { ...column, type };
  });
  const typeOf = serverTypes(typed);
  const columns = typed.map((column) => normalColumn(column, name, key.has(column.name), normalName, typeOf));
  const context: TableContext = {
    columns: new Map(columns.map((column) => [column.name, column])),
    typeOf,
    normalName,
    primaryKeyOf,
  };
  const options = normalTableOptions(table.options?.postgres, context);
  return {
    name,
    columns,
    constraints: table.constraints.map((constraint) => normalConstraint(constraint, context)),
    indexes: table.indexes.map((index) => normalIndex(index, context)),
    ...(table.comment === undefined || table.comment === '' ? {} : { comment: table.comment }),
    ...(options === undefined ? {} : { options: { postgres: options } }),
  };
}

function normalColumn(
  column: Column,
  table: TableName,
  isKey: boolean,
  normalName: NormalName,
  typeOf: TypeOfName,
): Column {
  const { identity, generated, collation, comment } = column;
  const value = normalDefault(column.default, column.type);
  const options = normalColumnOptions(column.options?.postgres, column.type);
  // An identity is never null; `serial` is but a default.
  const nullable = column.nullable && !isKey && (identity === undefined || identity.options?.postgres?.serial === true);
  const hasMore = identity ?? generated ?? collation ?? comment ?? options;
  // Nearly all columns; of a large schema they are a hundred thousand.
  if (hasMore === undefined) {
    const { name, type } = column;
    return value === undefined ? { name, type, nullable } : { name, type, nullable, default: value };
  }
  return {
    name: column.name,
    type: column.type,
    nullable,
    ...(value === undefined ? {} : { default: value }),
    ...(identity === undefined ? {} : { identity: normalIdentity(identity, table, column, normalName) }),
    ...(generated === undefined ? {} : { generated: normalGenerated(generated, typeOf) }),
    ...(collation === undefined || collation === 'default' ? {} : { collation }),
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(options === undefined ? {} : { options: { postgres: options } }),
  };
}

function primaryKeyOfTable({ constraints }: Table): readonly string[] | undefined {
  return constraints.find((constraint) => constraint.kind === 'primaryKey')?.columns;
}

/** For foreign keys that say only the table. */
function primaryKeys(model: SchemaModel, normalName: NormalName): TableContext['primaryKeyOf'] {
  const keys = new Map<string, readonly string[]>();
  for (const table of model.tables) {
    const key = primaryKeyOfTable(table);
    if (key !== undefined) keys.set(tableKey(normalName(table.name)), key);
  }
  return (name) => keys.get(tableKey(name));
}

/** The enum types that columns have and that are not among the objects. */
function missingEnums(tables: readonly Table[], objects: readonly SchemaObject[]): readonly SchemaObject[] {
  const known = new Set(objects.flatMap(({ kind, name }) => (kind === 'postgres.enum' ? [tableKey(name)] : [])));
  const missing: SchemaObject[] = [];
  for (const table of tables) {
    for (const { type } of table.columns) {
      const element = type.kind === 'postgres.array' ? type.element : type;
      if (element.kind !== 'enum' || element.name === undefined) continue;
      const name = { ...table.name, name: element.name };
      if (known.has(tableKey(name))) continue;
      known.add(tableKey(name));
      missing.push({ kind: 'postgres.enum', name, values: element.values });
    }
  }
  return missing;
}
