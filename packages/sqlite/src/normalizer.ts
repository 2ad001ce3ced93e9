import type { Column, SchemaModel, SchemaObject, Table, TableName } from '@aludel/core';
import type { Normalizer } from '@aludel/core/dialect';
import type { SqliteColumnOptions } from './augment.js';
import { affinity, isRowidType, isStrict, readType, sqliteTypeText } from './column-types.js';
import { SqliteDialect } from './dialect.js';
import { booleanDefault } from './inspect/read-table.js';
import { normalConstraint, normalIndex } from './normal-parts.js';
import { withNullableKeys } from './nullable-keys.js';
import { bareQuery } from './parse/create-view-text.js';
import { readDefault } from './parse/default-value.js';
import { bareExpression } from './parse/expression.js';
import { folded } from './parse/tokens.js';

/**
 * Says a model as `SqliteInspector` would report it, spelling aside. Gone is what SQLite cannot hold: comments, names of
 * enums, start and step of an identity and its `always`, the types that STRICT does not know. Gone as well is what means
 * nothing: `DEFAULT NULL`, `COLLATE BINARY`, stored definitions. What SQLite cannot do and must not forget (an identity
 * beside a key of several columns, a reference into another schema) stays as it is, for the compiler to refuse.
 */
export class SqliteNormalizer implements Normalizer {
  readonly #dialect = new SqliteDialect();

  normalize(model: SchemaModel): SchemaModel {
    return {
      tables: model.tables.map((table) => this.#table(table)),
      objects: model.objects.filter((object) => ourKinds.has(object.kind)).map(normalObject),
    };
  }

  #table(given: Table): Table {
    const table = withNullableKeys(given);
    const name = normalName(table.name);
    const { strict, withoutRowid } = table.options?.sqlite ?? {};
    const options = { ...(strict === true ? { strict } : {}), ...(withoutRowid === true ? { withoutRowid } : {}) };
    const columns = table.columns.map((column) => this.#column(table, column));
    return {
      name,
      columns,
      constraints: table.constraints.map((constraint) => normalConstraint(constraint, name, columns)),
      indexes: table.indexes.map((index) => normalIndex(index, columns)),
      ...(Object.keys(options).length === 0 ? {} : { options: { sqlite: options } }),
    };
  }

  #column(table: Table, column: Column): Column {
    const type = this.#type(table, column);
    const value = this.#default(column, type.kind);
    const collation =
      column.collation !== undefined && folded(column.collation) === 'binary' ? undefined : column.collation;
    const nullable = column.nullable && !isNeverNull(table, column, type);
    const options = columnOptions(column.options?.sqlite, nullable);
    return {
      name: column.name,
      type,
      nullable,
      ...(value === undefined ? {} : { default: value }),
      ...(column.identity === undefined ? {} : { identity: { generation: 'byDefault' } }),
      ...(column.generated === undefined
        ? {}
        : { generated: { ...column.generated, expression: bareExpression(column.generated.expression) } }),
      ...(collation === undefined ? {} : { collation }),
      ...(options === undefined ? {} : { options: { sqlite: options } }),
    };
  }

  #type(table: Table, column: Column): Column['type'] {
    const { type } = column;
    if (type.kind === 'enum' && type.values.length > 0) return { kind: 'enum', values: type.values };
    // Only a column that is declared INTEGER numbers its rows, whatever its size; each holds 8 bytes.
    const text = sqliteTypeText(type, { strict: isStrict(table) });
    return column.identity !== undefined && affinity(text) === 'integer' ? { kind: 'integer' } : readType(text);
  }

  #default(column: Column, kind: string): Column['default'] {
    if (column.default === undefined) return undefined;
    const value =
      column.default.kind === 'sql'
        ? readDefault(column.default.sql, true)
        : readDefault(this.#dialect.literal(column.default.value), false);
    return value.kind === 'literal' && value.value === null ? undefined : booleanDefault(kind, value);
  }
}

const ourKinds: ReadonlySet<string> = new Set<SchemaObject['kind']>(['view', 'sqlite.trigger', 'sqlite.virtualTable']);

function normalObject(object: SchemaObject): SchemaObject {
  const name = normalName(object.name);
  const definition = bareQuery(object.definition);
  if (object.kind === 'sqlite.trigger') return { ...object, name, table: normalName(object.table), definition };
  if (object.kind === 'sqlite.virtualTable') return { ...object, name, definition };
  const { options: _, ...view } = object;
  return { ...view, name, definition };
}

/** `main` is where names without a schema lie. */
function normalName(name: TableName): TableName {
  return name.schema === 'main' ? { name: name.name } : name;
}

/** Keys are null in SQLite unless they say otherwise, or lie in a table of these kinds, or are the rowid. */
function isNeverNull(table: Table, column: Column, type: Column['type']): boolean {
  const key = table.constraints.find((constraint) => constraint.kind === 'primaryKey');
  if (key === undefined || !key.columns.some((name) => folded(name) === folded(column.name))) return false;
  const { strict, withoutRowid } = table.options?.sqlite ?? {};
  if (strict === true || withoutRowid === true) return true;
  const { onColumn, elements } = key.options?.sqlite ?? {};
  const notRowid = onColumn === true && elements?.[0]?.order === 'desc';
  return key.columns.length === 1 && !notRowid && isRowidType(sqliteTypeText(type));
}

function columnOptions(options: SqliteColumnOptions | undefined, nullable: boolean): SqliteColumnOptions | undefined {
  if (options === undefined || nullable) return undefined;
  const { onConflict, notNullName } = options;
  const kept = {
    ...(onConflict === undefined || onConflict === 'abort' ? {} : { onConflict }),
    ...(notNullName === undefined ? {} : { notNullName }),
  };
  return Object.keys(kept).length === 0 ? undefined : kept;
}
