import type { Column, ColumnType, SchemaModel, Table, TableName } from '@aludel/core';
import { displayName, findObject, InvalidDefinitionError, withObject, withoutObject } from '@aludel/core/dialect';
import type { PostgresEnum } from '../augment.js';
import { enumTypeName, type TypeOwner } from '../column-types.js';

/**
 * Enum types come and go with the columns that are of them: a column that needs one makes it, the last one takes it along.
 * The functions here keep the model's enum types in step with its columns, as the database's are by the dialect's rules.
 */

/** The type with the name that it has in the database, where it is an enum that was given none. */
export function withEnumName(type: ColumnType, owner: TypeOwner): ColumnType {
  if (type.kind === 'enum') {
    return type.name === undefined ? { ...type, name: enumTypeName(type, owner).name } : type;
  }
  if (type.kind !== 'postgres.array') return type;
  const element = withEnumName(type.element, owner);
  return element === type.element ? type : { ...type, element };
}

export function withEnumNames(table: Table): Table {
  const columns = table.columns.map((column) => namedEnumColumn(table.name, column));
  return columns.every((column, at) => column === table.columns[at]) ? table : { ...table, columns };
}

export function namedEnumColumn(table: TableName, column: Column): Column {
  const type = withEnumName(column.type, { table, column: column.name });
  return type === column.type ? column : { ...column, type };
}

/** The enum that a type is made of, with the name of its type. */
export function enumIn(
  type: ColumnType,
  owner: TypeOwner,
): { readonly name: TableName; readonly values: readonly string[] } | undefined {
  if (type.kind === 'enum') return { name: enumTypeName(type, owner), values: type.values };
  return type.kind === 'postgres.array' ? enumIn(type.element, owner) : undefined;
}

/** The name of the type that a column is of, where that may be an enum that the database defines. */
function typeNameIn(type: ColumnType, owner: TypeOwner): TableName | undefined {
  if (type.kind === 'postgres.named') return type.name;
  if (type.kind === 'postgres.array') return typeNameIn(type.element, owner);
  return type.kind === 'enum' ? enumTypeName(type, owner) : undefined;
}

/** Tables and types that must be known to tell what becomes of the enums of these columns. */
export function enumNames(table: TableName, columns: readonly Column[]): readonly TableName[] {
  return columns.flatMap(({ name, type }) => {
    const found = typeNameIn(type, { table, column: name });
    return found === undefined ? [] : [found];
  });
}

/** The model with the enum types that a new column needs. */
export function withEnumsOf(model: SchemaModel, table: TableName, columns: readonly Column[]): SchemaModel {
  return columns.reduce((before, column) => withEnumOf(before, table, column), model);
}

function withEnumOf(model: SchemaModel, table: TableName, column: Column): SchemaModel {
  const owner = { table, column: column.name };
  const name = typeNameIn(column.type, owner);
  if (name === undefined) return model;
  const wanted = enumIn(column.type, owner);
  const known = findObject(model, 'postgres.enum', name);
  if (known !== undefined) {
    if (wanted !== undefined && !sameValues(known.values, wanted.values))
      throw otherValues(known, owner, wanted.values);
    return withUse(model, known, (uses) => [...uses, useOf(table, column.name)]);
  }
  return wanted === undefined
    ? model
    : withObject(model, { kind: 'postgres.enum', name: wanted.name, values: wanted.values });
}

/**
 * The model without the enum types that nothing uses any more.
 * @param model in which the columns are gone already
 */
export function withoutEnumsOf(
  model: SchemaModel,
  table: TableName,
  columns: readonly Column[],
  keep: boolean,
): SchemaModel {
  return columns.reduce((before, column) => {
    const name = typeNameIn(column.type, { table, column: column.name });
    const known = name === undefined ? undefined : findObject(before, 'postgres.enum', name);
    if (known === undefined) return before;
    const gone = useOf(table, column.name);
    const after = withUse(before, known, (uses) => uses.filter((use) => use !== gone));
    const left = findObject(after, 'postgres.enum', known.name);
    if (keep || (left?.usedBy ?? []).length > 0 || isUsed(after, known.name)) return after;
    return withoutObject(after, 'postgres.enum', known.name);
  }, model);
}

/** The model in which every column of an enum has its new values. */
export function withEnumValues(model: SchemaModel, name: TableName, values: readonly string[]): SchemaModel {
  return changedTypes(model, name, (type) => (type.kind === 'enum' ? { ...type, values } : type));
}

/** The model in which a type has another name. */
export function withTypeRenamed(model: SchemaModel, name: TableName, to: string): SchemaModel {
  return changedTypes(model, name, (type) => {
    if (type.kind === 'postgres.named') return { ...type, name: { ...name, name: to } };
    return type.kind === 'enum' ? { ...type, name: to } : type;
  });
}

function changedTypes(model: SchemaModel, name: TableName, change: (type: ColumnType) => ColumnType): SchemaModel {
  const changed = (type: ColumnType): ColumnType =>
    type.kind === 'postgres.array' ? { ...type, element: changed(type.element) } : change(type);
  const isOf = ({ type, name: column }: Column, table: TableName): boolean =>
    sameName(typeNameIn(type, { table, column }), name);
  return {
    ...model,
    tables: model.tables.map((table) =>
      table.columns.some((column) => isOf(column, table.name))
        ? {
            ...table,
            columns: table.columns.map((column) =>
              isOf(column, table.name) ? { ...column, type: changed(column.type) } : column,
            ),
          }
        : table,
    ),
  };
}

/** What uses of enums are called after a table or a column has another name. */
export function withUsesRenamed(
  model: SchemaModel,
  table: TableName,
  columns: readonly Column[],
  to: (column: string) => string,
): SchemaModel {
  return columns.reduce((before, column) => {
    const name = typeNameIn(column.type, { table, column: column.name });
    const known = name === undefined ? undefined : findObject(before, 'postgres.enum', name);
    if (known === undefined) return before;
    const from = useOf(table, column.name);
    return withUse(before, known, (uses) => uses.map((use) => (use === from ? to(column.name) : use)));
  }, model);
}

/** `shop.orders.status` */
export function useOf(table: TableName, column: string): string {
  return `${displayName(table)}.${column}`;
}

/** Only what was read knows all uses; what the model made itself is used by its own columns alone. */
function withUse(
  model: SchemaModel,
  known: PostgresEnum,
  change: (uses: readonly string[]) => readonly string[],
): SchemaModel {
  const { usedBy } = known;
  if (usedBy === undefined) return model;
  const changed = [...new Set(change(usedBy))];
  return {
    ...model,
    objects: model.objects.map((object) => (object === known ? { ...known, usedBy: changed } : object)),
  };
}

function isUsed(model: SchemaModel, name: TableName): boolean {
  return model.tables.some((table) =>
    table.columns.some((column) => sameName(typeNameIn(column.type, { table: table.name, column: column.name }), name)),
  );
}

function sameName(a: TableName | undefined, b: TableName): boolean {
  return a !== undefined && a.name === b.name && a.schema === b.schema;
}

export function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

function otherValues(known: PostgresEnum, owner: TypeOwner, wanted: readonly string[]): InvalidDefinitionError {
  return new InvalidDefinitionError(
    `The column ${useOf(owner.table, owner.column)} wants the enum ${displayName(known.name)} with the values ${wanted.join(', ')}, but it is there with ${known.values.join(', ')}.`,
    'Give the type another name, as in t.enum([…], name); or change it first: addEnumValue(…), alterEnum(…).',
  );
}
