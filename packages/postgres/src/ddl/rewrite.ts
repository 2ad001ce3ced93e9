import { isDeepStrictEqual } from 'node:util';
import type { Column, Constraint, SchemaModel, Table, TableName } from '@aludel/core';
import {
  applyChange,
  findTable,
  getColumn,
  mentionsName,
  sameTable,
  type AlterColumn,
  type Operation,
  type OperationRegistry,
  type Rewrite,
} from '@aludel/core/dialect';
import { findPostgresObject } from '../operations/object-operations.js';
import { enumOutputs } from './enum-outputs.js';
import { isTableChange, type TableChangeOperation } from './alter-table.js';
import { takesColumnAnew } from './columns-made-anew.js';
import { isInherited, parentColumn } from './inherited-columns.js';
import type { PostgresTarget } from './target.js';

/** An `alterColumn` that renames and changes something else becomes two: a rename is a statement of its own. */
export function splitRenames(operations: readonly Operation[]): readonly Operation[] {
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== 'alterColumn') return [operation];
    const { name, ...rest } = operation.to;
    if (name === undefined || Object.keys(rest).length === 0) return [operation];
    return [
      { ...operation, to: rest },
      { ...operation, to: { name } },
    ];
  });
}

/**
 * A column that was computed when it was read, and shall be plain, is stored in between, so that it has its values. And what is
 * done to a column of a parent reaches the tables below by itself, which take no such change.
 */
export function settleComputed(registry: OperationRegistry): Rewrite {
  return (operations, before) => {
    if (!operations.some(({ kind }) => kind === 'alterColumn')) return operations;
    const after = registry.applyAll(before, operations);
    let model = before;
    return operations.flatMap((operation): readonly Operation[] => {
      const table = operation.kind === 'alterColumn' ? findTable(model, operation.table) : undefined;
      model = registry.apply(model, operation);
      if (operation.kind !== 'alterColumn' || table === undefined) return [operation];
      const from = getColumn(table, operation.column);
      if (isFromParent(table, from)) return leftToParent(operation, from, table, { before, after });
      const { generated } = from;
      if (operation.to.generated !== null || generated === undefined || generated.stored) return [operation];
      return [{ ...operation, to: { generated: { ...generated, stored: true } } }, operation];
    });
  };
}

function isFromParent({ options }: Table, column: Column): boolean {
  return isInherited(column) || options?.postgres?.partitionOf !== undefined;
}

/** Without what the column of the parent becomes as well. */
function leftToParent(
  operation: AlterColumn,
  from: Column,
  table: Table,
  { before, after }: { readonly before: SchemaModel; readonly after: SchemaModel },
): readonly Operation[] {
  const [former, parent] = [before, after].map((model) => parentColumn(table, from.name, model)?.column);
  if (parent === undefined) return [operation];
  const wanted = applyChange(from, operation.to);
  const isParents = (key: string): boolean => {
    // What the child may well have otherwise, only if it changes with the parent's.
    if (key === 'nullable') return parent.nullable === wanted.nullable && former?.nullable !== parent.nullable;
    if (key === 'default') {
      return isDeepStrictEqual(parent.default, wanted.default) && isDeepStrictEqual(former?.default, from.default);
    }
    return (
      (key === 'type' || key === 'collation' || key === 'generated') && isDeepStrictEqual(wanted[key], parent[key])
    );
  };
  const left = Object.entries(operation.to).filter(([key]) => !isParents(key) && key !== 'using');
  const to = isParents('type') || operation.to.type === undefined ? Object.fromEntries(left) : operation.to;
  return Object.keys(to).length === 0 ? [] : [{ ...operation, to }];
}

function isRetyped(operation: Operation): boolean {
  return operation.kind === 'alterColumn' && (operation.to.type !== undefined || operation.to.collation !== undefined);
}

function isComputedAnew(operation: Operation): boolean {
  return operation.kind === 'alterColumn' && operation.to.generated !== undefined && operation.to.generated !== null;
}

/** A foreign key to a table that the list creates later is added when that is there. */
export const addForeignKeysLater: Rewrite = (operations, before) => {
  const later: { readonly target: TableName; readonly operation: Operation }[] = [];
  return operations.flatMap((operation, at): readonly Operation[] => {
    if (operation.kind !== 'createTable') return [operation];
    const { table } = operation;
    const waits = (constraint: Constraint): boolean =>
      constraint.kind === 'foreignKey' &&
      !sameTable(constraint.references.table, table.name) &&
      findTable(before, constraint.references.table) === undefined &&
      operations
        .slice(at + 1)
        .some((other) => other.kind === 'createTable' && sameTable(other.table.name, constraint.references.table));
    const now = later.filter(({ target }) => sameTable(target, table.name)).map((entry) => entry.operation);
    const isThere = operation.ifNotExists === true && findTable(before, table.name) !== undefined;
    const waiting = isThere ? [] : table.constraints.filter(waits);
    for (const constraint of waiting) {
      if (constraint.kind !== 'foreignKey') continue;
      later.push({
        target: constraint.references.table,
        operation: { kind: 'createForeignKey', table: table.name, constraint },
      });
    }
    const constraints = table.constraints.filter((constraint) => !waiting.includes(constraint));
    return [waiting.length === 0 ? operation : { ...operation, table: { ...table, constraints } }, ...now];
  });
};

/**
 * What the list as a whole tells of enum types: one that went with its last column is not dropped once more, and a value
 * that is added to a type made in the same list can be used at once.
 */
export function settleEnums(registry: OperationRegistry): Rewrite {
  return (operations, before) => {
    let model = before;
    return operations.flatMap((operation): readonly Operation[] => {
      const former = model;
      model = registry.apply(model, operation);
      if (operation.kind === 'postgres.dropObject' && operation.type === 'postgres.enum') {
        const isGone = findPostgresObject(former, operation) === undefined;
        const wasThere = findPostgresObject(before, operation) !== undefined || operations.some(makes(operation.name));
        return isGone && (wasThere || operation.ifExists === true) ? [] : [operation];
      }
      if (operation.kind !== 'postgres.addEnumValue') return [operation];
      const isNew = findPostgresObject(before, { type: 'postgres.enum', name: operation.name }) === undefined;
      return [isNew ? { ...operation, ofNewType: true } : operation];
    });
  };
}

function makes(name: TableName): (operation: Operation) => boolean {
  return (operation) =>
    operation.kind === 'createTable' ||
    operation.kind === 'addColumn' ||
    (operation.kind === 'postgres.createObject' && sameTable(operation.object.name, name));
}

/**
 * Partitions that get other bounds, one after another, get them at once, in the place of the last: one may take what another
 * gives up.
 */
export function alterPartitionsTogether(operations: readonly Operation[]): readonly Operation[] {
  const result: Operation[] = [];
  let at: number | undefined;
  for (const operation of operations) {
    const former = at === undefined ? undefined : result[at];
    if (operation.kind === 'postgres.alterPartitions' && former?.kind === operation.kind) {
      const names = operation.partitions.map(({ table }) => table);
      const isApart = former.partitions.every(({ table }) => !names.some((name) => sameTable(name, table)));
      if (isApart && at !== undefined) {
        result.splice(at, 1);
        result.push({ ...operation, partitions: [...former.partitions, ...operation.partitions] });
        at = result.length - 1;
        continue;
      }
    }
    result.push(operation);
    if (operation.kind === 'postgres.alterPartitions') at = result.length - 1;
    else if (!leavesPartitions(operation)) at = undefined;
  }
  return result;
}

function leavesPartitions(operation: Operation): boolean {
  return (
    isTableChange(operation) ||
    operation.kind === 'createIndex' ||
    operation.kind === 'dropIndex' ||
    operation.kind === 'postgres.alterTableOptions' ||
    operation.kind === 'postgres.setRowLevelSecurity' ||
    operation.kind === 'createTableComment' ||
    operation.kind === 'dropTableComment'
  );
}

/** Changes of one table that follow each other become one `ALTER TABLE`, where none of them is about what another made. */
export function joinTableChanges(registry: OperationRegistry, target: PostgresTarget): Rewrite {
  return (operations, before) => {
    const result: Operation[] = [];
    let group: TableChangeOperation[] = [];
    let isAnew = false;
    let model = before;
    let start = before;
    const close = (): void => {
      const [first] = group;
      if (group.length === 1 && first !== undefined) result.push(first);
      else if (first !== undefined) result.push({ kind: 'postgres.alterTable', table: first.table, operations: group });
      group = [];
      isAnew = false;
    };
    for (const operation of operations) {
      const joins = isTableChange(operation) && isJoinable(operation, model, registry);
      const [first] = group;
      const takesAnew = joins && operation.kind === 'alterColumn' && takesColumnAnew(operation, model, target);
      const fits =
        joins &&
        first !== undefined &&
        sameTable(first.table, operation.table) &&
        (isAnew || takesAnew
          ? isAnewWith(operation, group)
          : isApart(operation, group) && !takesItAnew(operation, start, target));
      if (!fits) {
        close();
        start = model;
      }
      isAnew ||= takesAnew;
      if (joins) group.push(operation);
      else result.push(operation);
      model = registry.apply(model, operation);
    }
    close();
    return result;
  };
}

/** As the table is before all of the group: what is computed from the column may go, or become plain, within the group. */
function takesItAnew(operation: TableChangeOperation, start: SchemaModel, target: PostgresTarget): boolean {
  return operation.kind === 'alterColumn' && takesColumnAnew(operation, start, target);
}

function isJoinable(operation: TableChangeOperation, model: SchemaModel, registry: OperationRegistry): boolean {
  if (findTable(model, operation.table) === undefined) return false;
  if (operation.kind !== 'alterColumn') return true;
  if (operation.to.name !== undefined) return false;
  if (operation.to.type === undefined) return true;
  // Values that are added to an enum are committed before anything uses them.
  return enumOutputs(model, registry.apply(model, operation)).changed.length === 0;
}

/** Columns that are made anew come together with changes of other columns, and with nothing else. */
function isAnewWith(operation: TableChangeOperation, group: readonly TableChangeOperation[]): boolean {
  const columns = group.flatMap(columnOf);
  return (
    [...group, operation].every(({ kind }) => kind === 'alterColumn') &&
    !columnOf(operation).some((name) => columns.includes(name))
  );
}

/**
 * PostgreSQL does what goes before what changes, and that before what comes, whatever the order of the parts: so no two may
 * be about one column or one constraint. A constraint may well be over columns that come or change: it comes last.
 */
function isApart(operation: TableChangeOperation, group: readonly TableChangeOperation[]): boolean {
  const columns = group.flatMap(columnOf);
  const constraints = group.flatMap(constraintOf);
  const named = constraintOf(operation);
  if (named.some((name) => constraints.includes(name))) return false;
  // One without a name may be any: that which goes the very one that comes.
  const isUnnamed = [...named, ...constraints].includes('') && named.length > 0 && constraints.length > 0;
  if (isUnnamed && [operation, ...group].some(({ kind }) => kind === 'dropConstraint')) return false;
  const own = columnOf(operation);
  if (own.some((name) => columns.includes(name))) return false;
  // One makes anew what the other has dropped, as with a column that gets both.
  const all = [...group, operation];
  if (all.some(isRetyped) && all.some(isComputedAnew)) return false;
  if (operation.kind === 'addColumn' && operation.column.generated !== undefined) {
    const { expression } = operation.column.generated;
    return !columns.some((name) => mentionsName(expression, name));
  }
  // A column takes along what is over it, and goes before that comes.
  if (operation.kind === 'dropColumn') return !group.some((other) => isOver(other, operation.column));
  // A constraint that goes is over columns as they were.
  return operation.kind !== 'dropConstraint' || !group.some(({ kind }) => kind === 'dropColumn');
}

function isOver(operation: TableChangeOperation, column: string): boolean {
  if (!('constraint' in operation) || operation.kind === 'dropConstraint') return false;
  const { constraint } = operation;
  if (constraint.kind === 'check') return mentionsName(constraint.expression, column);
  if (constraint.columns.includes(column)) return true;
  if (constraint.kind === 'foreignKey') return constraint.references.columns.includes(column);
  // What an exclusion mentions beside its columns, or a key carries, is not worth telling apart.
  return constraint.kind === 'postgres.exclude' || constraint.options?.postgres?.include !== undefined;
}

function columnOf(operation: TableChangeOperation): readonly string[] {
  switch (operation.kind) {
    case 'addColumn':
      return [operation.column.name];
    case 'dropColumn':
    case 'alterColumn':
      return [operation.column];
    default:
      return [];
  }
}

function constraintOf(operation: TableChangeOperation): readonly string[] {
  if (operation.kind === 'dropConstraint')
    return operation.constraint.name === undefined ? [''] : [operation.constraint.name];
  return 'constraint' in operation ? [operation.constraint.name ?? ''] : [];
}
