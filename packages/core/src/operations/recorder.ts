import {
  buildColumn,
  check,
  foreignKey,
  index,
  nameIndex,
  primaryKey,
  table as buildTable,
  unique,
} from '../schema/table.js';
import { withCheckedArguments } from '../schema/argument.js';
import { isColumnBuilder, textOf, type ColumnBuilder, type ColumnParts } from '../schema/column-builder.js';
import type { ColumnType } from '../schema/column-types.js';
import { InvalidDefinitionError } from '../schema/errors.js';
import type { Constraint, Table } from '../schema/model.js';
import {
  fittingConvention,
  nameConstraint,
  nameConstraints,
  type IdentifierLimit,
  type NamingConvention,
} from '../schema/naming.js';
import { tableName, type TableName, type TableReference } from '../schema/names.js';
import type { SettlingTarget } from '../schema/settled.js';
import { isSqlText, type Literal, type SqlText } from '../schema/values.js';
import type { ColumnChange } from './alter-column.js';
import { constraintOperation } from './constraint-operation.js';
import { opSignatures, tableSignatures } from './op-arguments.js';
import type { ColumnChangeInput, Op, TableOp } from './op.js';
import type { Operation } from './operation.js';
import { settledOperation } from './settled.js';

/** The methods of `op` that only record. The others need a run, and are added by it. */
export type RecordingOp = Omit<Op, 'dialect' | 'quote' | 'offline' | 'on' | 'flush' | 'query' | 'knex'>;

/** The dialect that is recorded for: what columns are on it alone is put in place, and names are made to fit it. */
export interface RecordingTarget extends SettlingTarget {
  readonly traits?: IdentifierLimit;
}

/**
 * Turns the calls of a migration into operations, handed to `take` in call order. A call whose arguments are not what
 * they should be is refused, and hands over nothing.
 * @param target left out, columns keep what they are on each dialect
 * @throws InvalidDefinitionError from its methods
 */
export function createRecordingOp(
  take: (operation: Operation) => void,
  naming: NamingConvention,
  target?: RecordingTarget,
): RecordingOp {
  const convention = fittingConvention(naming, target?.traits);
  const record = (operation: Operation): void =>
    take(target === undefined ? operation : settledOperation(operation, target));
  const addConstraint = (table: TableName, constraint: Constraint): void =>
    record(constraintOperation(table, nameConstraint(table, constraint, convention)));

  const op: RecordingOp = {
    createTable(first: Table | TableReference, second?: object, third: object = {}) {
      if (isTable(first)) {
        record({ kind: 'createTable', table: nameConstraints(first, convention), ...second });
        return;
      }
      const { ifNotExists, ...settings } = third as { readonly ifNotExists?: boolean };
      const columns = second as Readonly<Record<string, ColumnBuilder>>;
      const table = buildTable(first, columns, settings, convention);
      record({ kind: 'createTable', table, ...given({ ifNotExists }) });
    },
    dropTable: (table, settings = {}) => record({ kind: 'dropTable', table: tableName(table), ...settings }),
    renameTable: (table, to) => record({ kind: 'renameTable', table: tableName(table), to }),

    addColumn(reference, name, builder, settings = {}) {
      const table = tableName(reference);
      const { column, constraints, indexes } = buildColumn(name, builder);
      const { ifNotExists, ...options } = settings;
      record({ kind: 'addColumn', table, column, ...given({ ifNotExists }), ...optional(options) });
      for (const constraint of constraints) addConstraint(table, constraint);
      for (const draft of indexes) record({ kind: 'createIndex', table, index: nameIndex(table, draft, convention) });
    },
    dropColumn(table, column, settings = {}) {
      const { ifExists, ...options } = settings;
      record({ kind: 'dropColumn', table: tableName(table), column, ...given({ ifExists }), ...optional(options) });
    },
    alterColumn: (table, column, to, options = {}) =>
      record({
        kind: 'alterColumn',
        table: tableName(table),
        column,
        to: columnChange(to),
        ...optional(options),
      }),
    renameColumn: (table, column, to, options = {}) =>
      record({ kind: 'alterColumn', table: tableName(table), column, to: { name: to }, ...optional(options) }),

    createIndex(name, reference, columns, settings = {}) {
      const { ifNotExists, ...rest } = settings;
      const table = tableName(reference);
      const draft = index(columns, { ...rest, ...(name === null ? {} : { name }) });
      record({ kind: 'createIndex', table, index: nameIndex(table, draft, convention), ...given({ ifNotExists }) });
    },
    dropIndex(name, table, settings = {}) {
      const { ifExists, ...options } = settings;
      record({ kind: 'dropIndex', table: tableName(table), name, ...given({ ifExists }), ...optional(options) });
    },
    renameIndex: (name, table, to, options = {}) =>
      record({ kind: 'renameIndex', table: tableName(table), name, to, ...optional(options) }),

    createPrimaryKey: (name, table, columns, options = {}) =>
      addConstraint(tableName(table), {
        ...primaryKey(columns, given({ name: name ?? undefined })),
        ...optional(options),
      }),
    createUniqueConstraint(name, table, columns, settings = {}) {
      const { deferrable, ...options } = settings;
      addConstraint(tableName(table), {
        ...unique(columns, given({ name: name ?? undefined, deferrable })),
        ...optional(options),
      });
    },
    createForeignKey(name, table, referenced, columns, referencedColumns = [], settings = {}) {
      const { onDelete, onUpdate, deferrable, ...options } = settings;
      const rest = given({ onDelete, onUpdate, deferrable });
      addConstraint(tableName(table), {
        ...foreignKey(columns, referenced, referencedColumns, given({ name: name ?? undefined, ...rest })),
        ...optional(options),
      });
    },
    createCheckConstraint: (name, table, condition, options = {}) =>
      addConstraint(tableName(table), {
        ...check(condition, given({ name: name ?? undefined })),
        ...optional(options),
      }),
    dropConstraint(name, table, settings = {}) {
      const { ifExists, type, columns, expression, ...options } = settings;
      record({
        kind: 'dropConstraint',
        table: tableName(table),
        constraint: { ...named(name), ...given({ type, columns, expression }) },
        ...given({ ifExists }),
        ...optional(options),
      });
    },
    renameConstraint: (name, table, to, options = {}) =>
      record({ kind: 'renameConstraint', table: tableName(table), name, to, ...optional(options) }),

    createTableComment: (table, comment) => record({ kind: 'createTableComment', table: tableName(table), comment }),
    dropTableComment: (table) => record({ kind: 'dropTableComment', table: tableName(table) }),

    createView(name, definition, settings = {}) {
      const { columns, orReplace, ifNotExists, ...options } = settings;
      record({
        kind: 'createView',
        view: {
          kind: 'view',
          name: tableName(name),
          definition: textOf(definition),
          ...given({ columns }),
          ...optional(options),
        },
        ...given({ orReplace, ifNotExists }),
      });
    },
    dropView: (view, settings = {}) => record({ kind: 'dropView', view: tableName(view), ...settings }),

    execute(statement, bindings, settings = {}) {
      const { sql, bindings: own } = statementOf(statement, bindings);
      const { reverse, touches } = settings;
      record({
        kind: 'execute',
        sql,
        ...(own.length === 0 ? {} : { bindings: own }),
        ...given({ reverse, touches: touches?.map(tableName) }),
      });
    },
    bulkInsert: (table, rows) => record({ kind: 'bulkInsert', table: tableName(table), rows }),

    alterTable: (table, change) => change(withCheckedArguments('table', tableOp(op, table), tableSignatures)),
    apply: (operation) => record(operation),
  };
  return withCheckedArguments('op', op, opSignatures);
}

/** The text and the values of what users hand over as a statement: text, `sql`, or a Knex builder. */
export function statementOf(
  statement: Parameters<Op['execute']>[0],
  bindings: readonly Literal[] = [],
): { readonly sql: string; readonly bindings: readonly Literal[] } {
  if (typeof statement === 'string') return { sql: statement, bindings };
  if (isSqlText(statement)) return { sql: statement.sql, bindings };
  const native = statement.toSQL();
  return { sql: native.sql, bindings: native.bindings as readonly Literal[] };
}

function tableOp(op: RecordingOp, table: TableReference): TableOp {
  return {
    addColumn: (name, column, settings) => op.addColumn(table, name, column, settings),
    dropColumn: (name, settings) => op.dropColumn(table, name, settings),
    alterColumn: (name, to, settings) => op.alterColumn(table, name, to, settings),
    renameColumn: (name, to, settings) => op.renameColumn(table, name, to, settings),
    createIndex: (name, columns, settings) => op.createIndex(name, table, columns, settings),
    dropIndex: (name, settings) => op.dropIndex(name, table, settings),
    createPrimaryKey: (name, columns, settings) => op.createPrimaryKey(name, table, columns, settings),
    createUniqueConstraint: (name, columns, settings) => op.createUniqueConstraint(name, table, columns, settings),
    createForeignKey: (name, referenced, columns, referencedColumns, settings) =>
      op.createForeignKey(name, table, referenced, columns, referencedColumns, settings),
    createCheckConstraint: (name, condition, settings) => op.createCheckConstraint(name, table, condition, settings),
    dropConstraint: (name, settings) => op.dropConstraint(name, table, settings),
    renameConstraint: (name, to, settings) => op.renameConstraint(name, table, to, settings),
  };
}

function columnChange(input: ColumnChangeInput): ColumnChange {
  const { type, default: value, identity, using, ...rest } = input;
  return {
    ...(isColumnBuilder(type) ? typeChange(type) : type === undefined ? {} : { type }),
    ...rest,
    ...(value === undefined ? {} : { default: changedDefault(value) }),
    ...(identity === undefined
      ? {}
      : { identity: identity === true ? { generation: 'byDefault' as const } : identity }),
    ...(using === undefined ? {} : { using: textOf(using) }),
  };
}

/** The type that a builder gives; and what it says beside it for one dialect. */
function typeChange({ parts }: ColumnBuilder): ColumnChange {
  const { variants, ...column } = parts.column;
  return { type: typeAlone({ ...parts, column }), ...(variants === undefined ? {} : { variants }) };
}

/** What else a builder says would be lost without a word. */
function typeAlone(parts: ColumnParts): ColumnType {
  const { type, nullable, ...rest } = parts.column;
  const more = [
    ...(nullable ? [] : ['nullable']),
    ...Object.keys(rest),
    ...(parts.constraints.length === 0 ? [] : ['constraints']),
    ...(parts.indexes.length === 0 ? [] : ['indexes']),
  ];
  if (more.length === 0) return type;
  throw new InvalidDefinitionError(
    `op.alterColumn takes the type alone from \`type\`, and this one says more (${more.join(', ')}).`,
    'Write the rest beside it, as in { type: t.string(40), nullable: false }; constraints and indexes have operations of their own.',
  );
}

/** `null` removes a default; a column without one is null by default anyway. */
function changedDefault(value: Literal | SqlText): (ColumnChange['default'] & {}) | null {
  if (value === null) return null;
  return isSqlText(value) ? value : { kind: 'literal', value };
}

function isTable(value: Table | TableReference): value is Table {
  return typeof value === 'object' && 'columns' in value;
}

function named(name: string | null): { readonly name?: string } {
  return name === null ? {} : { name };
}

/** Only the properties that have a value, as `exactOptionalPropertyTypes` wants them. */
function given<T extends object>(properties: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function optional(options: object): { readonly options?: object } {
  return Object.keys(options).length === 0 ? {} : { options };
}
