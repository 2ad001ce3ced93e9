import type { ColumnType } from '../schema/column-types.js';
import { referenceTo, type ConstraintReference } from '../schema/edit.js';
import type { Column, Constraint, Index, IndexElement, PrimaryKey, Table } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import type { IndexDraft } from '../schema/table.js';
import type { DefaultValue } from '../schema/values.js';
import { callOf, coreModule, Expression, type Argument } from './call.js';

/** How pieces of the model are written with the builders: the inverse of `schema/`'s builders. */

export function tableSource(name: TableName): Argument {
  return name.schema === undefined ? name.name : { schema: name.schema, name: name.name };
}

export function typeSource(type: ColumnType): Expression {
  const t = new Expression('t', coreModule, []);
  switch (type.kind) {
    case 'decimal':
      if (type.precision === undefined) return t.call('decimal');
      return type.scale === undefined
        ? t.call('decimal', type.precision)
        : t.call('decimal', type.precision, type.scale);
    case 'string':
    case 'binary':
      return type.length === undefined ? t.call(type.kind) : t.call(type.kind, type.length);
    case 'char':
      return t.call('char', type.length);
    case 'time':
    case 'timestamp': {
      const { kind, precision, withTimeZone } = type;
      const settings = { ...(precision === undefined ? {} : { precision }), ...(withTimeZone ? { withTimeZone } : {}) };
      return Object.keys(settings).length === 0 ? t.call(kind) : t.call(kind, settings);
    }
    case 'enum':
      return type.name === undefined ? t.call('enum', type.values) : t.call('enum', type.values, type.name);
    case 'native':
      return t.call('native', type.sql);
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'real':
    case 'double':
    case 'text':
    case 'boolean':
    case 'date':
    case 'interval':
    case 'json':
    case 'uuid':
      return t.call(type.kind);
    default:
      // A dialect's own type: always right as data, and its package's builders make the same.
      return t.call('of', type);
  }
}

/** A column without its name: `t.string(20).notNull()`. */
export function columnSource(column: Column): Expression {
  let source = typeSource(column.type);
  if (!column.nullable) source = source.call('notNull');
  if (column.default !== undefined) source = source.call('default', defaultSource(column.default));
  if (column.identity !== undefined) {
    const { generation, ...rest } = column.identity;
    const settings = { ...(generation === 'always' ? { generation } : {}), ...rest } as {
      readonly [key: string]: Argument;
    };
    source = Object.keys(settings).length === 0 ? source.call('identity') : source.call('identity', settings);
  }
  if (column.generated !== undefined) {
    const { expression, stored } = column.generated;
    source = stored ? source.call('generatedAs', expression, { stored }) : source.call('generatedAs', expression);
  }
  if (column.collation !== undefined) source = source.call('collate', column.collation);
  if (column.comment !== undefined) source = source.call('comment', column.comment);
  if (column.options !== undefined) source = source.call('options', column.options as unknown as Argument);
  for (const [dialect, variant] of Object.entries(column.variants ?? {})) {
    source = source.call('on', dialect, columnSource({ name: column.name, nullable: true, ...variant }));
  }
  return source;
}

export function defaultSource(value: DefaultValue): Argument {
  return value.kind === 'literal' ? value.value : callOf('sql', value.sql);
}

/** `check('age > 0', { name: 'ck' })`, `foreignKey([...], 'users', ['id'], { onDelete: 'cascade' })`. */
export function constraintSource(constraint: Constraint): Argument {
  const { name, options } = constraint;
  const settings: Record<string, Argument> = {};
  if (name !== undefined) settings['name'] = name;
  switch (constraint.kind) {
    case 'check':
      if (options !== undefined) return constraint as unknown as Argument;
      return callOf('check', constraint.expression, settings);
    case 'primaryKey':
      if (options !== undefined) return constraint as unknown as Argument;
      return callOf('primaryKey', constraint.columns, settings);
    case 'unique':
      if (options !== undefined) return constraint as unknown as Argument;
      if (constraint.deferrable !== undefined) settings['deferrable'] = constraint.deferrable;
      return callOf('unique', constraint.columns, settings);
    case 'foreignKey': {
      if (options !== undefined) return constraint as unknown as Argument;
      if (constraint.onDelete !== undefined) settings['onDelete'] = constraint.onDelete;
      if (constraint.onUpdate !== undefined) settings['onUpdate'] = constraint.onUpdate;
      if (constraint.deferrable !== undefined) settings['deferrable'] = constraint.deferrable;
      const { table, columns } = constraint.references;
      return callOf('foreignKey', constraint.columns, tableSource(table), columns, settings);
    }
    default:
      return constraint;
  }
}

/** Without its name, where it has none yet. */
export function indexSource(index: Index | IndexDraft): Expression {
  return callOf(
    'index',
    index.columns.map(indexElementSource),
    indexSettingsSource(index, index.name === undefined ? {} : { name: index.name }),
  );
}

export function indexElementSource(element: IndexElement): Argument {
  const extras = Object.keys(element).length > 1;
  if (extras) return element as unknown as Argument;
  return 'column' in element ? element.column : callOf('sql', element.expression);
}

/** What an index says beside its name and columns. */
export function indexSettingsSource(
  index: Index | IndexDraft,
  more: Record<string, Argument> = {},
): Record<string, Argument> {
  return {
    ...more,
    ...(index.unique ? { unique: true } : {}),
    ...(index.where === undefined ? {} : { where: index.where }),
    ...(index.options as unknown as Record<string, Argument>),
  };
}

/** The three arguments that make a table: name, columns, settings. */
export function tableArguments(table: Table): readonly [Argument, Argument, Record<string, Argument>] {
  const key = leadingKey(table.constraints);
  const constraints = key === undefined ? table.constraints : table.constraints.slice(1);
  return [
    tableSource(table.name),
    Object.fromEntries(
      table.columns.map((column) => [
        column.name,
        key?.columns[0] === column.name ? keyColumnSource(column, key.name) : columnSource(column),
      ]),
    ),
    {
      ...(constraints.length === 0 ? {} : { constraints: constraints.map(constraintSource) }),
      ...(table.indexes.length === 0 ? {} : { indexes: table.indexes.map(indexSource) }),
      ...(table.comment === undefined ? {} : { comment: table.comment }),
      ...(table.options as unknown as Record<string, Argument>),
    },
  ];
}

/** A primary key that can be written on its column: the first constraint, so that the order of all stays. */
function leadingKey([first]: readonly Constraint[]): PrimaryKey | undefined {
  if (first?.kind !== 'primaryKey' || first.columns.length !== 1 || first.options !== undefined) return undefined;
  return first;
}

/** `t.integer().primaryKey('pk_users')`, which says not null as well. */
function keyColumnSource(column: Column, keyName: string | undefined): Expression {
  const source = columnSource({ ...column, nullable: true });
  return keyName === undefined ? source.call('primaryKey') : source.call('primaryKey', keyName);
}

export function constraintReferenceSource(reference: ConstraintReference): Argument {
  return reference as unknown as Argument;
}

/** The arguments of `dropConstraint` that name a given constraint. */
export function referenceSource(constraint: Constraint): Argument {
  return constraintReferenceSource(referenceTo(constraint));
}

/** `{ ifExists: true }` and its like, where the operation says so. */
export function flags(names: { readonly [name: string]: boolean | undefined }): Record<string, Argument> {
  return Object.fromEntries(Object.entries(names).flatMap(([name, value]) => (value === true ? [[name, true]] : [])));
}

/** Dialects' options, each under its own key, as they stand beside other settings. */
export function openOptions(options: object | undefined): Record<string, Argument> {
  return { ...(options as Record<string, Argument> | undefined) };
}
