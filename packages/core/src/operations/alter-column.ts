import type { ColumnType } from '../schema/column-types.js';
import { changeColumn, changeTable, changeTables, findTable, getColumn, getTable } from '../schema/edit.js';
import { DuplicateTablePartError } from '../schema/errors.js';
import { renameInExpression } from '../schema/expression.js';
import type {
  AlterOptions,
  Column,
  ColumnOptions,
  Constraint,
  Generated,
  Identity,
  IndexElement,
  SchemaModel,
  Table,
} from '../schema/model.js';
import { displayName, sameTable, type TableName } from '../schema/names.js';
import type { DefaultValue } from '../schema/values.js';
import { trimmed, type Argument } from './call.js';
import { namedTypes } from './column-types.js';
import type { OperationType } from './operation.js';
import { defaultSource, openOptions, tableSource, typeSource, withVariants } from './source.js';

/** What shall be different about a column: what is not named stays as it is; `null` removes. */
export interface ColumnChange {
  /** A new name. */
  readonly name?: string;
  readonly type?: ColumnType;
  readonly nullable?: boolean;
  readonly default?: DefaultValue | null;
  readonly comment?: string | null;
  readonly identity?: Identity | null;
  readonly collation?: string | null;
  readonly generated?: Generated | null;
  /** Replaces the options of the dialects that it names; `null` removes a dialect's. */
  readonly options?: ColumnOptionsChange;
  /** How existing values become the new type, where the database wants to be told: SQL text. */
  readonly using?: string;
  /** What is different on one dialect, by its name, instead of what is said here. Gone once it is recorded for a dialect. */
  readonly variants?: Column['variants'] & {};
}

/** Options by dialect, as in a column; `null` for a dialect removes what is there. */
export type ColumnOptionsChange = { readonly [K in keyof ColumnOptions]?: ColumnOptions[K] | null };

/** Changes a column. A renamed one keeps its name in all constraints, indexes and expressions that mention it. */
export interface AlterColumn {
  readonly kind: 'alterColumn';
  readonly table: TableName;
  readonly column: string;
  readonly to: ColumnChange;
  /** How it is carried out, by dialect. */
  readonly options?: AlterOptions;
}

export const alterColumn: OperationType<AlterColumn> = {
  kind: 'alterColumn',
  touches: ({ table, to }) => [table, ...namedTypes(table, [to.type])],
  apply: (before, { table, column, to }) => {
    const changed = changeTable(before, table, (found) => changeColumn(found, column, (old) => applyChange(old, to)));
    return to.name === undefined || to.name === column ? changed : withRenamedColumn(changed, table, column, to.name);
  },
  reverse: ({ table, column, to }, before) => [
    {
      kind: 'alterColumn',
      table,
      column: to.name ?? column,
      to: reverseChange(getColumn(getTable(before, table), column), to),
    },
  ],
  toCall: ({ table, column, to, options }) => ({
    name: 'alterColumn',
    args: trimmed([tableSource(table), column, changeSource(to), openOptions(options)]),
  }),
  // What is computed from now on takes the place of what was stored.
  losesData: ({ table, column, to }, before) =>
    to.generated !== undefined && to.generated !== null && isPlain(findTable(before, table), column),
  describe: ({ table, column, to }) =>
    `alterColumn ${displayName(table)}.${column} (${Object.keys(to)
      .map((part) => (part === 'name' ? `rename to ${to.name}` : part))
      .join(', ')})`,
};

type Removable = 'default' | 'comment' | 'identity' | 'collation' | 'generated';
const removable: readonly Removable[] = ['default', 'comment', 'identity', 'collation', 'generated'];

function isPlain(table: Table | undefined, name: string): boolean {
  return table?.columns.some((column) => column.name === name && column.generated === undefined) === true;
}

/** The column after the change, but for its name. */
export function applyChange(column: Column, to: ColumnChange): Column {
  let { default: _d, comment: _c, identity: _i, collation: _l, generated: _g, ...rest } = column;
  const kept: Record<string, unknown> = {};
  for (const key of removable) {
    const value = to[key] === undefined ? column[key] : to[key];
    if (value !== undefined && value !== null) kept[key] = value;
  }
  if (to.type !== undefined) rest = { ...rest, type: to.type };
  if (to.nullable !== undefined) rest = { ...rest, nullable: to.nullable };
  return { ...(to.options === undefined ? rest : withOptions(rest, to.options)), ...kept };
}

function withOptions(column: Column, change: ColumnOptionsChange): Column {
  const { options, ...rest } = column;
  const left = Object.entries({ ...options, ...change }).filter(([, value]) => value !== undefined && value !== null);
  return left.length === 0 ? rest : { ...rest, options: Object.fromEntries(left) };
}

function reverseChange(column: Column, to: ColumnChange): ColumnChange {
  const back: Record<string, unknown> = {};
  if (to.name !== undefined) back['name'] = column.name;
  if (to.type !== undefined) back['type'] = column.type;
  if (to.nullable !== undefined) back['nullable'] = column.nullable;
  for (const key of removable) if (to[key] !== undefined) back[key] = column[key] ?? null;
  if (to.options !== undefined) {
    const former = (column.options ?? {}) as Record<string, unknown>;
    back['options'] = Object.fromEntries(Object.keys(to.options).map((dialect) => [dialect, former[dialect] ?? null]));
  }
  return back;
}

function withRenamedColumn(model: SchemaModel, name: TableName, from: string, to: string): SchemaModel {
  if (getTable(model, name).columns.some((column) => column.name === to)) {
    throw new DuplicateTablePartError(name, 'column', to);
  }
  return changeTables(model, (table) =>
    sameTable(table.name, name) ? renamedWithin(table, from, to) : withRenamedTarget(table, name, from, to),
  );
}

function renamedWithin(table: Table, from: string, to: string): Table {
  const inText = (text: string): string => renameInExpression(text, from, to);
  const inList = (names: readonly string[]): readonly string[] => names.map((name) => (name === from ? to : name));
  return {
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      name: column.name === from ? to : column.name,
      ...(column.generated === undefined
        ? {}
        : { generated: { ...column.generated, expression: inText(column.generated.expression) } }),
    })),
    constraints: table.constraints.map((constraint): Constraint => {
      if (constraint.kind === 'check') return { ...constraint, expression: inText(constraint.expression) };
      if (constraint.kind !== 'foreignKey') return { ...constraint, columns: inList(constraint.columns) };
      const { references } = constraint;
      const toItself = sameTable(references.table, table.name);
      return {
        ...constraint,
        columns: inList(constraint.columns),
        references: toItself ? { ...references, columns: inList(references.columns) } : references,
      };
    }),
    indexes: table.indexes.map((index) => ({
      ...index,
      ...(index.where === undefined ? {} : { where: inText(index.where) }),
      columns: index.columns.map((element): IndexElement => {
        if ('column' in element) return element.column === from ? { ...element, column: to } : element;
        return { ...element, expression: inText(element.expression) };
      }),
    })),
  };
}

/** Foreign keys of other tables follow the column that they point at. */
function withRenamedTarget(table: Table, target: TableName, from: string, to: string): Table {
  const follows = (constraint: Constraint): boolean =>
    constraint.kind === 'foreignKey' &&
    sameTable(constraint.references.table, target) &&
    constraint.references.columns.includes(from);
  if (!table.constraints.some(follows)) return table;
  return {
    ...table,
    constraints: table.constraints.map((constraint) =>
      constraint.kind === 'foreignKey' && follows(constraint)
        ? {
            ...constraint,
            references: {
              ...constraint.references,
              columns: constraint.references.columns.map((name) => (name === from ? to : name)),
            },
          }
        : constraint,
    ),
  };
}

function changeSource(to: ColumnChange): Argument {
  const { type, default: value, variants, ...rest } = to;
  return {
    ...(rest as unknown as Record<string, Argument>),
    ...(type === undefined ? {} : { type: withVariants(typeSource(type), variants) }),
    ...(value === undefined ? {} : { default: value === null ? null : defaultSource(value) }),
  };
}
