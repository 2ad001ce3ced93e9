import type { SchemaModel, TableName } from '@aludel/core';
import {
  findTable,
  findConstraint,
  getConstraint,
  getTable,
  mentionsName,
  UnsupportedOperationError,
  displayName,
  type Operation,
  type Operations,
  type RuleOutput,
} from '@aludel/core/dialect';
import { addColumn as addColumnType, dropColumn as dropColumnType } from '../operations/columns.js';
import { generatedName } from '../generated-name.js';
import { named, withKnownText } from '../operations/constraints.js';
import { alterColumnChange } from './alter-column.js';
import { columnWords } from './column-text.js';
import { constraintComments, constraintText } from './constraint-text.js';
import { enumOutputs } from './enum-outputs.js';
import { asParentHas, inheritedStatements, isInherited, parentColumn } from './inherited-columns.js';
import type { PostgresTarget } from './target.js';
import { keepingOwnDefaults, type InheritedDefault } from './own-defaults.js';
import { alterTableText, quoted } from './writing.js';

/** Parts of one `ALTER TABLE`, and what has to come before and after it. */
export interface TableChange {
  readonly before: readonly RuleOutput[];
  readonly actions: readonly string[];
  readonly after: readonly RuleOutput[];
}

const nothing: TableChange = { before: [], actions: [], after: [] };

/** The kinds of operation that can be parts of one `ALTER TABLE`. */
export type TableChangeOperation = Operations[
  | 'addColumn'
  | 'dropColumn'
  | 'alterColumn'
  | 'createPrimaryKey'
  | 'createUniqueConstraint'
  | 'createForeignKey'
  | 'createCheckConstraint'
  | 'postgres.createExclusion'
  | 'dropConstraint'];

export function isTableChange(operation: Operation): operation is TableChangeOperation {
  switch (operation.kind) {
    case 'addColumn':
    case 'dropColumn':
    case 'alterColumn':
    case 'createPrimaryKey':
    case 'createUniqueConstraint':
    case 'createForeignKey':
    case 'createCheckConstraint':
    case 'postgres.createExclusion':
    case 'dropConstraint':
      return true;
    default:
      return false;
  }
}

/**
 * The statements of one change, or of several that were put together.
 * @param defaults columns of which tables below may have defaults of their own
 */
export function changeOutputs(
  table: TableName,
  changes: readonly TableChange[],
  defaults: readonly InheritedDefault[] = [],
): readonly RuleOutput[] {
  const actions = changes.flatMap((change) => change.actions);
  const sql = alterTableText(table, actions);
  return [
    ...changes.flatMap((change) => change.before),
    ...(actions.length === 0 ? [] : [defaults.length === 0 ? sql : keepingOwnDefaults(table, defaults, sql)]),
    ...changes.flatMap((change) => change.after),
  ];
}

export function tableChange(operation: TableChangeOperation, before: SchemaModel, target: PostgresTarget): TableChange {
  switch (operation.kind) {
    case 'addColumn':
      return addColumn(operation, before, target);
    case 'dropColumn':
      return dropColumn(operation, before);
    case 'alterColumn':
      return alterColumnChange(operation, before, target);
    case 'dropConstraint':
      return dropConstraint(operation, before);
    default: {
      const { table, constraint } = named(operation, before);
      return {
        before: [],
        actions: [`ADD ${constraintText(constraint, table, target)}`],
        after: constraintComments(constraint, table),
      };
    }
  }
}

function addColumn(operation: Operations['addColumn'], before: SchemaModel, target: PostgresTarget): TableChange {
  const after = addColumnType.apply(before, operation);
  if (after === before) return nothing;
  const { table, column, ifNotExists } = operation;
  const added = findTable(after, table)?.columns.find(({ name }) => name === column.name) ?? column;
  const child = findTable(before, table);
  if (child !== undefined && isInherited(added)) {
    return { ...nothing, after: inheritedStatements(added, table, parentColumn(child, column.name, before)) };
  }
  const words = columnWords(added, table, target);
  return {
    before: [...enumOutputs(before, after).made, ...words.before],
    actions: [`ADD COLUMN ${ifNotExists === true ? 'IF NOT EXISTS ' : ''}${words.text}`],
    after: words.after,
  };
}

function dropColumn(operation: Operations['dropColumn'], before: SchemaModel): TableChange {
  const { column, ifExists, options } = operation;
  if (options?.postgres?.cascade !== true) assertNothingComputed(operation, before);
  const child = findTable(before, operation.table);
  const dropped = child?.columns.find(({ name }) => name === column);
  if (child !== undefined && dropped !== undefined && isInherited(dropped)) {
    return { ...nothing, after: asParentHas(dropped, operation.table, parentColumn(child, column, before)) };
  }
  const after = dropColumnType.apply(before, operation);
  const words = [
    'DROP COLUMN',
    ...(ifExists === true ? ['IF EXISTS'] : []),
    quoted(column),
    ...(options?.postgres?.cascade === true ? ['CASCADE'] : []),
  ];
  return {
    before: [],
    actions: after === before && ifExists === true ? [] : [words.join(' ')],
    after: enumOutputs(before, after).gone,
  };
}

/** Servers before 15 drop the computed column as well, without a word. */
function assertNothingComputed({ table, column }: Operations['dropColumn'], before: SchemaModel): void {
  const computed = findTable(before, table)?.columns.find(
    ({ name, generated }) => name !== column && generated !== undefined && mentionsName(generated.expression, column),
  );
  if (computed === undefined) return;
  throw new UnsupportedOperationError(
    'postgres',
    `dropColumn ${displayName(table)}.${column}`,
    `the column ${computed.name} is computed from it.`,
    `Drop ${computed.name} first, or pass { postgres: { cascade: true } } to have it dropped as well.`,
  );
}

function dropConstraint(given: Operations['dropConstraint'], before: SchemaModel): TableChange {
  const operation = withKnownText(given, before);
  const { table: name, constraint: reference, ifExists, options } = operation;
  const table = findTable(before, name);
  if (ifExists === true && (table === undefined || findConstraint(table, reference) === undefined)) return nothing;
  const constraint = getConstraint(getTable(before, name), reference);
  const words = [
    'DROP CONSTRAINT',
    ...(ifExists === true ? ['IF EXISTS'] : []),
    quoted(constraint.name ?? unnamed(name, constraint)),
    ...(options?.postgres?.cascade === true ? ['CASCADE'] : []),
  ];
  return { before: [], actions: [words.join(' ')], after: [] };
}

/** What PostgreSQL called it by itself: known of those alone whose name follows from their columns. */
function unnamed(table: TableName, constraint: ReturnType<typeof getConstraint>): string {
  switch (constraint.kind) {
    case 'primaryKey':
      return generatedName(table.name, undefined, 'pkey');
    case 'unique':
      return generatedName(table.name, constraint.columns.join('_'), 'key');
    case 'foreignKey':
      return generatedName(table.name, constraint.columns.join('_'), 'fkey');
    default:
      throw new UnsupportedOperationError(
        'postgres',
        `dropping a ${constraint.kind} of ${displayName(table)} without a name`,
        'PostgreSQL has given it a name of its own, which is not known here.',
        'Give constraints names; or drop it by the name that the database shows.',
      );
  }
}
