import type { Column, SchemaModel, Table } from '@aludel/core';
import {
  applyChange,
  dependentsOf,
  findConstraint,
  findTable,
  getColumn,
  getTable,
  type AlterColumn,
  type ColumnChange,
  type DropColumn,
  type Operation,
  type Operations,
} from '@aludel/core/dialect';
import { SqliteComparator } from '../comparator.js';
import { SqliteNormalizer } from '../normalizer.js';
import { tokenize } from '../parse/tokens.js';
import { anyBroken } from './broken.js';
import { isConstantDefault } from './constant-default.js';
import { mayBeNull } from './may-be-null.js';
import { isAtLeast, type SqliteTarget } from './target.js';

/** Whether SQLite has no ALTER for an operation on a table that is there, or one that would lose something. */
export function needsRebuild(operation: Operation, before: SchemaModel, target: SqliteTarget): boolean {
  const force = target.forceRebuild === true;
  switch (operation.kind) {
    case 'addColumn':
      return !isThere(operation, before) && (force || !canAddColumn(operation.column));
    // Made of addColumn and its constraints, each of which would have needed a rebuild of its own.
    case 'sqlite.addColumn':
      return force || !canAddColumn(operation.column);
    case 'dropColumn':
      return (
        !isAbsent(operation, before) &&
        (force || anyBroken(before) || !canDropColumn(operation, getTable(before, operation.table), target))
      );
    case 'alterColumn': {
      const change = effectiveChange(operation, getTable(before, operation.table));
      if (change === undefined) return false;
      return force || !isNotNullChange(operation, change, getTable(before, operation.table), target);
    }
    case 'createPrimaryKey':
    case 'createUniqueConstraint':
    case 'createForeignKey':
      return true;
    case 'sqlite.alterTableOptions':
      return force || changesOptions(operation, getTable(before, operation.table));
    case 'createCheckConstraint':
      // ADD CONSTRAINT refuses a row for which the condition is NULL, which a CHECK holds to be fulfilled: 3.53.2.
      return (
        force ||
        !isAtLeast(target, '3.53') ||
        mayBeNull(operation.constraint.expression, getTable(before, operation.table))
      );
    case 'dropConstraint':
      return !isAbsentConstraint(operation, before) && (force || !canDropConstraint(operation, before, target));
    case 'renameConstraint':
      return operation.name !== operation.to;
    default:
      return false;
  }
}

const comparator = new SqliteComparator();
const normalizer = new SqliteNormalizer();

/** What an operation changes of a column as SQLite keeps it, its name aside: not its comment, for example. */
export function effectiveChange({ column, to }: AlterColumn, table: Table): ColumnChange | undefined {
  const changed = applyChange(getColumn(table, column), to);
  const after = { ...table, columns: table.columns.map((one) => (one.name === column ? changed : one)) };
  const [from, into] = normalizer.normalize({ tables: [table, after], objects: [] }).tables;
  const [a, b] = [from, into].map((one) => one?.columns.find(({ name }) => name === column));
  if (a === undefined || b === undefined) return {};
  // A conversion is wanted even where the type stays.
  return to.using === undefined ? comparator.columnChange(a, b) : { type: b.type };
}

function isNotNullChange({ column }: AlterColumn, change: ColumnChange, table: Table, target: SqliteTarget): boolean {
  if (!isAtLeast(target, '3.53') || Object.keys(change).some((part) => part !== 'nullable')) return false;
  const { notNullName, onConflict } = getColumn(table, column).options?.sqlite ?? {};
  return notNullName === undefined && onConflict === undefined && !hasComments(table);
}

/** https://sqlite.org/lang_altertable.html#alter_table_add_column */
function canAddColumn(column: Column): boolean {
  return column.generated?.stored !== true && column.identity === undefined && isConstantDefault(column);
}

function changesOptions({ to }: Operations['sqlite.alterTableOptions'], { options }: Table): boolean {
  const { strict = false, withoutRowid = false } = options?.sqlite ?? {};
  return (to.strict ?? strict) !== strict || (to.withoutRowid ?? withoutRowid) !== withoutRowid;
}

/** SQLite takes comments beside a clause out together with it. */
function hasComments(table: Table): boolean {
  const definition = table.options?.sqlite?.definition;
  return definition !== undefined && tokenize(definition).some(({ kind }) => kind === 'comment');
}

/** https://sqlite.org/lang_altertable.html#alter_table_drop_column: what still uses the column must be gone before. */
function canDropColumn({ column }: DropColumn, table: Table, target: SqliteTarget): boolean {
  if (!isAtLeast(target, '3.35')) return false;
  return dependentsOf(table, column).constraints.every(
    (constraint) =>
      constraint.kind === 'foreignKey' &&
      constraint.columns.length === 1 &&
      constraint.options?.sqlite?.onColumn === true,
  );
}

function canDropConstraint(
  { table: name, constraint: reference }: Operations['dropConstraint'],
  before: SchemaModel,
  target: SqliteTarget,
): boolean {
  const table = getTable(before, name);
  const constraint = findConstraint(table, reference);
  if (constraint?.kind !== 'check' || constraint.name === undefined || !isAtLeast(target, '3.53')) return false;
  const isOnly = table.constraints.filter((other) => other.name === constraint.name).length === 1;
  const ofNotNull = table.columns.some((column) => column.options?.sqlite?.notNullName === constraint.name);
  return isOnly && !ofNotNull && !hasComments(table);
}

export function isThere({ table, column, ifNotExists }: Operations['addColumn'], before: SchemaModel): boolean {
  return ifNotExists === true && findTable(before, table)?.columns.some(({ name }) => name === column.name) === true;
}

export function isAbsent({ table, column, ifExists }: DropColumn, before: SchemaModel): boolean {
  return ifExists === true && findTable(before, table)?.columns.some(({ name }) => name === column) !== true;
}

export function isAbsentConstraint(
  { table, constraint, ifExists }: Operations['dropConstraint'],
  before: SchemaModel,
): boolean {
  const found = findTable(before, table);
  return ifExists === true && (found === undefined || findConstraint(found, constraint) === undefined);
}
