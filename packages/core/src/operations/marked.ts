import { withMarkedNames } from '../schema/expression.js';
import type { Column, Constraint, Index, IndexElement, SchemaModel, SchemaObject, Table } from '../schema/model.js';
import type { DefaultValue } from '../schema/values.js';
import type { ColumnChange } from './alter-column.js';
import type { Operation } from './operation.js';

type Mark = (sql: string) => string;

/**
 * What a database says, in words for others: names within SQL text are marked as `quote` does, where they stand in this
 * database's quotes. Settled for this database again, it is what it was. What only one dialect has is left alone.
 */
export function markedModel({ tables, objects }: SchemaModel, identifier: (name: string) => string): SchemaModel {
  const mark: Mark = (sql) => withMarkedNames(sql, identifier);
  return {
    tables: tables.map((table) => markedTable(table, mark)),
    objects: objects.map((object): SchemaObject =>
      object.kind === 'view' ? { ...object, definition: mark(object.definition) } : object,
    ),
  };
}

/** An operation whose definitions are a database's, in words for others. */
export function markedOperation(operation: Operation, identifier: (name: string) => string): Operation {
  const mark: Mark = (sql) => withMarkedNames(sql, identifier);
  switch (operation.kind) {
    case 'createTable':
      return { ...operation, table: markedTable(operation.table, mark) };
    case 'addColumn':
      return { ...operation, column: markedColumn(operation.column, mark) };
    case 'alterColumn':
      return { ...operation, to: markedChange(operation.to, mark) };
    case 'createIndex':
      return { ...operation, index: markedIndex(operation.index, mark) };
    case 'createCheckConstraint': {
      const { constraint } = operation;
      return { ...operation, constraint: { ...constraint, expression: mark(constraint.expression) } };
    }
    case 'dropConstraint': {
      const { expression } = operation.constraint;
      if (expression === undefined) return operation;
      return { ...operation, constraint: { ...operation.constraint, expression: mark(expression) } };
    }
    case 'createView':
      return { ...operation, view: { ...operation.view, definition: mark(operation.view.definition) } };
    default:
      return operation;
  }
}

function markedTable(table: Table, mark: Mark): Table {
  return {
    ...table,
    columns: table.columns.map((column) => markedColumn(column, mark)),
    constraints: table.constraints.map((constraint): Constraint =>
      constraint.kind === 'check' ? { ...constraint, expression: mark(constraint.expression) } : constraint,
    ),
    indexes: table.indexes.map((index) => markedIndex(index, mark)),
  };
}

function markedColumn(column: Column, mark: Mark): Column {
  const { default: value, generated } = column;
  return {
    ...column,
    ...(value === undefined ? {} : { default: markedDefault(value, mark) }),
    ...(generated === undefined ? {} : { generated: { ...generated, expression: mark(generated.expression) } }),
  };
}

function markedChange(to: ColumnChange, mark: Mark): ColumnChange {
  const { default: value, generated, using } = to;
  return {
    ...to,
    ...(value === undefined || value === null ? {} : { default: markedDefault(value, mark) }),
    ...(generated === undefined || generated === null
      ? {}
      : { generated: { ...generated, expression: mark(generated.expression) } }),
    ...(using === undefined ? {} : { using: mark(using) }),
  };
}

function markedDefault(value: DefaultValue, mark: Mark): DefaultValue {
  return value.kind === 'sql' ? { ...value, sql: mark(value.sql) } : value;
}

function markedIndex(index: Index, mark: Mark): Index {
  return {
    ...index,
    columns: index.columns.map((element): IndexElement =>
      'expression' in element ? { ...element, expression: mark(element.expression) } : element,
    ),
    ...(index.where === undefined ? {} : { where: mark(index.where) }),
  };
}
