import type { Constraint, SchemaModel, TableName } from '@aludel/core';
import {
  findTable,
  mentionsName,
  sameTable,
  type Operation,
  type OperationRegistry,
  type Rewrite,
} from '@aludel/core/dialect';
import { findPostgresObject } from '../operations/object-operations.js';
import { enumOutputs } from './enum-outputs.js';
import { isTableChange, type TableChangeOperation } from './alter-table.js';

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

/** So does one of a computed column that gets another type and another expression. */
export function splitComputed(operations: readonly Operation[]): readonly Operation[] {
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== 'alterColumn' || !isRetyped(operation) || !isComputedAnew(operation)) return [operation];
    const { generated, ...rest } = operation.to;
    return generated === undefined
      ? [operation]
      : [
          { ...operation, to: rest },
          { ...operation, to: { generated } },
        ];
  });
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

/** Changes of one table that follow each other become one `ALTER TABLE`, where none of them is about what another made. */
export function joinTableChanges(registry: OperationRegistry): Rewrite {
  return (operations, before) => {
    const result: Operation[] = [];
    let group: TableChangeOperation[] = [];
    let model = before;
    const close = (): void => {
      const [first] = group;
      if (group.length === 1 && first !== undefined) result.push(first);
      else if (first !== undefined) result.push({ kind: 'postgres.alterTable', table: first.table, operations: group });
      group = [];
    };
    for (const operation of operations) {
      const joins = isTableChange(operation) && isJoinable(operation, model, registry);
      const [first] = group;
      if (first !== undefined && !(joins && sameTable(first.table, operation.table) && isApart(operation, group)))
        close();
      if (joins) group.push(operation);
      else result.push(operation);
      model = registry.apply(model, operation);
    }
    close();
    return result;
  };
}

function isJoinable(operation: TableChangeOperation, model: SchemaModel, registry: OperationRegistry): boolean {
  if (findTable(model, operation.table) === undefined) return false;
  if (operation.kind !== 'alterColumn') return true;
  if (operation.to.name !== undefined) return false;
  if (operation.to.type === undefined) return true;
  // Values that are added to an enum are committed before anything uses them.
  return enumOutputs(model, registry.apply(model, operation)).changed.length === 0;
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
  // TYPE and SET EXPRESSION both make anew what is over the column; in one statement, the server (17, 18) looks the second
  // time for what it has dropped the first time: "cache lookup failed for index".
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
