import { isDeepStrictEqual } from 'node:util';
import type { ColumnType } from '../schema/column-types.js';
import { referenceTo, type ConstraintReference } from '../schema/edit.js';
import { mayMention, namesIn } from '../schema/expression.js';
import type { Column, ColumnVariant, Constraint, ForeignKey, Index, IndexElement, Table } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import type { IndexDraft } from '../schema/table.js';
import type { DefaultValue } from '../schema/values.js';
import { callOf, coreModule, Expression, trimmed, type Argument } from './call.js';

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
  return withVariants(source, column.variants);
}

/** `t.text().on('mydialect', mydialect.hugetext())`; dialects of which the same is said are named together. */
export function withVariants(source: Expression, variants: Column['variants'] = {}): Expression {
  const names = new Map<ColumnVariant, string[]>();
  for (const [dialect, variant] of Object.entries(variants)) {
    const same = [...names.keys()].find((known) => isDeepStrictEqual(known, variant));
    if (same === undefined) names.set(variant, [dialect]);
    else names.get(same)?.push(dialect);
  }
  return [...names].reduce((chain, [variant, dialects]) => {
    const [only, ...others] = dialects;
    const named = only === undefined || others.length > 0 ? dialects : only;
    return chain.call('on', named, columnSource({ name: '', nullable: true, ...variant }));
  }, source);
}

export function defaultSource(value: DefaultValue): Argument {
  return value.kind === 'literal' ? value.value : callOf('sql', value.sql);
}

/** Whether a constraint or an index has its name, or none, without a word about it. */
export type IsConventional = (part: Constraint | Index) => boolean;

/** The same for all parts of a table. */
export type TableNaming = (table: Table) => IsConventional;

const never: IsConventional = () => false;

function nameSource(part: Constraint, isConventional: IsConventional): { readonly name?: string | false } {
  return isConventional(part) ? {} : { name: part.name ?? false };
}

/** The name of a constraint that is added by itself, as its operation takes it: `false` is none, `null` as it comes. */
export function addedNameSource(table: TableName, constraint: Constraint, naming?: TableNaming): Argument {
  const around = { name: table, columns: [], constraints: [constraint], indexes: [] };
  return nameSource(constraint, naming?.(around) ?? never).name ?? null;
}

/** `check('age > 0', { name: 'ck' })`, `foreignKey([...], 'users', ['id'], { onDelete: 'cascade' })`. */
export function constraintSource(constraint: Constraint, isConventional: IsConventional): Argument {
  const settings: Record<string, Argument> = {
    ...nameSource(constraint, isConventional),
    ...('deferrable' in constraint && constraint.deferrable !== undefined ? { deferrable: constraint.deferrable } : {}),
    ...openOptions(constraint.options),
  };
  switch (constraint.kind) {
    case 'check':
      return callOf('check', constraint.expression, settings);
    case 'primaryKey':
    case 'unique':
      return callOf(constraint.kind, constraint.columns, settings);
    case 'foreignKey': {
      const { table, columns } = constraint.references;
      return callOf('foreignKey', constraint.columns, tableSource(table), columns, {
        ...actionsOf(constraint),
        ...settings,
      });
    }
    default:
      return constraint;
  }
}

function actionsOf({ onDelete, onUpdate }: ForeignKey): Record<string, Argument> {
  return { ...(onDelete === undefined ? {} : { onDelete }), ...(onUpdate === undefined ? {} : { onUpdate }) };
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
export function tableArguments(
  table: Table,
  isConventional: IsConventional = never,
): readonly [Argument, Argument, Record<string, Argument>] {
  const onColumns = constraintsOnColumns(table);
  const constraints = table.constraints.slice(onColumns.length);
  const indexesOnColumns = indexesWrittenOnColumns(table);
  const indexes = table.indexes.slice(indexesOnColumns.length);
  return [
    tableSource(table.name),
    Object.fromEntries(
      table.columns.map((column) => [
        column.name,
        columnWithParts(
          column,
          onColumns.filter((constraint) => columnOfConstraint(constraint, table) === column.name),
          indexesOnColumns.filter(
            ({ columns: [element] }) => element !== undefined && 'column' in element && element.column === column.name,
          ),
          isConventional,
        ),
      ]),
    ),
    {
      ...(constraints.length === 0
        ? {}
        : { constraints: constraints.map((constraint) => constraintSource(constraint, isConventional)) }),
      ...(indexes.length === 0
        ? {}
        : { indexes: indexes.map((index) => indexSource(isConventional(index) ? withoutName(index) : index)) }),
      ...(table.comment === undefined ? {} : { comment: table.comment }),
      ...(table.options as unknown as Record<string, Argument>),
    },
  ];
}

/**
 * The constraints that are written on their columns: from the first on, as long as they follow the order of the columns. A
 * table that is built so has them in the same order again.
 */
function constraintsOnColumns(table: Table): readonly Constraint[] {
  return leading(table.constraints, table, (constraint) => columnOfConstraint(constraint, table));
}

function indexesWrittenOnColumns(table: Table): readonly Index[] {
  return leading(table.indexes, table, (index) => {
    const [element] = index.columns;
    return isPlainIndex(index) && element !== undefined && 'column' in element ? element.column : undefined;
  });
}

function leading<T>(parts: readonly T[], { columns }: Table, columnOf: (part: T) => string | undefined): readonly T[] {
  if (parts.length === 0) return parts;
  const position = new Map(columns.map(({ name }, at) => [name, at]));
  let last = 0;
  const end = parts.findIndex((part) => {
    const column = columnOf(part);
    const at = column === undefined ? undefined : position.get(column);
    if (at === undefined || at < last) return true;
    last = at;
    return false;
  });
  return end === -1 ? parts : parts.slice(0, end);
}

/** The column that a constraint can be written on: it is of that one alone, and says nothing that its builder could not. */
export function columnOfConstraint(constraint: Constraint, table: Table): string | undefined {
  if (constraint.options !== undefined) return undefined;
  switch (constraint.kind) {
    case 'primaryKey':
      return constraint.columns.length === 1 ? constraint.columns[0] : undefined;
    case 'unique':
      return constraint.columns.length === 1 && constraint.deferrable === undefined ? constraint.columns[0] : undefined;
    case 'foreignKey':
      return constraint.columns.length === 1 && constraint.references.columns.length === 1
        ? constraint.columns[0]
        : undefined;
    case 'check': {
      const names = namesIn(constraint.expression);
      const [column, ...others] = table.columns.filter(({ name }) => mayMention(names, name));
      return others.length === 0 ? column?.name : undefined;
    }
    default:
      return undefined;
  }
}

/** An index that `t.text().index()` makes. */
export function isPlainIndex({
  columns,
  unique,
  where,
  options,
}: Pick<Index, 'columns' | 'unique' | 'where' | 'options'>): boolean {
  const [element] = columns;
  return (
    columns.length === 1 &&
    element !== undefined &&
    'column' in element &&
    Object.keys(element).length === 1 &&
    !unique &&
    where === undefined &&
    options === undefined
  );
}

/** `t.integer().primaryKey('pk_users')`, which says not null as well; `t.integer().references('users', 'id').index()`. */
function columnWithParts(
  column: Column,
  constraints: readonly Constraint[],
  indexes: readonly Index[],
  isConventional: IsConventional,
): Expression {
  const isKey = constraints.some(({ kind }) => kind === 'primaryKey');
  let source = columnSource(isKey ? { ...column, nullable: true } : column);
  for (const constraint of constraints) {
    const { name } = nameSource(constraint, isConventional);
    const named = name === undefined ? [] : [name];
    if (constraint.kind === 'primaryKey' || constraint.kind === 'unique')
      source = source.call(constraint.kind, ...named);
    else if (constraint.kind === 'check') source = source.call('check', constraint.expression, ...named);
    else if (constraint.kind === 'foreignKey')
      source = source.call('references', ...referenceArguments(constraint, isConventional));
  }
  for (const index of indexes) source = source.call('index', ...(isConventional(index) ? [] : [index.name]));
  return source;
}

function withoutName(index: Index): IndexDraft {
  const { name: _, ...draft } = index;
  return draft;
}

function referenceArguments(constraint: ForeignKey, isConventional: IsConventional): readonly Argument[] {
  const { deferrable, references } = constraint;
  const settings = {
    ...actionsOf(constraint),
    ...nameSource(constraint, isConventional),
    ...(deferrable === undefined ? {} : { deferrable }),
  };
  return trimmed([tableSource(references.table), references.columns[0], settings]);
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
