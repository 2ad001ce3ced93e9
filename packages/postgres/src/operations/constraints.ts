import type { Constraint, SchemaModel, TableName } from '@aludel/core';
import {
  changeConstraint,
  changeTable,
  constraintOperation,
  coreOperations,
  displayName,
  findConstraint,
  findTable,
  getConstraint,
  getTable,
  referenceTo,
  tableSource,
  withConstraint,
  type Operation,
  type Operations,
  type OperationType,
} from '@aludel/core/dialect';
import { sameExpression } from '../parse/same-expression.js';
import { call } from './call.js';
import { withConstraintName } from './constraint-names.js';
import { markingAgain, withoutMarks } from './index-marks.js';
import type { CreateExclusion, ValidateConstraint } from './kinds.js';

/** The operation that adds a constraint, of PostgreSQL's own kind, too. */
export function addConstraint(table: TableName, constraint: Constraint): Operation {
  return constraint.kind === 'postgres.exclude'
    ? { kind: 'postgres.createExclusion', table, constraint }
    : constraintOperation(table, constraint);
}

type DropConstraint = Operations['dropConstraint'];

/** As the portable operation; exclusion constraints come back, too, and a check is found by its text however it is spelled. */
export const dropConstraint: OperationType<DropConstraint> = {
  ...coreOperations.dropConstraint,
  apply: (before, operation) =>
    withoutMarks(
      coreOperations.dropConstraint.apply(before, withKnownText(operation, before)),
      operation.table,
      operation.constraint.name,
    ),
  reverse: (given, before) => {
    const operation = withKnownText(given, before);
    const table = findTable(before, operation.table);
    const found = table === undefined ? undefined : findConstraint(table, operation.constraint);
    if (found === undefined) return coreOperations.dropConstraint.reverse(operation, before);
    return [addConstraint(operation.table, found), ...markingAgain(before, operation.table, found.name)];
  },
};

/** The server writes expressions in words of its own. */
export function withKnownText(operation: DropConstraint, before: SchemaModel): DropConstraint {
  const { expression, name } = operation.constraint;
  const table = findTable(before, operation.table);
  if (expression === undefined || name !== undefined || table === undefined) return operation;
  if (findConstraint(table, operation.constraint) !== undefined) return operation;
  const found = table.constraints.find(
    (constraint) => constraint.kind === 'check' && sameExpression(constraint.expression, expression),
  );
  if (found === undefined) return operation;
  return { ...operation, constraint: referenceTo(found) };
}

/** As the portable operation, and the constraint has a name. */
export const createUniqueConstraint: OperationType<Operations['createUniqueConstraint']> = {
  ...coreOperations.createUniqueConstraint,
  apply: (before, operation) =>
    usedIndexGone(coreOperations.createUniqueConstraint.apply(before, named(operation, before)), operation),
  reverse: (operation, before) =>
    withIndexBack(coreOperations.createUniqueConstraint.reverse(operation, before), operation, before),
};

/** As the portable operation, and the constraint has a name. */
export const createPrimaryKey: OperationType<Operations['createPrimaryKey']> = {
  ...coreOperations.createPrimaryKey,
  apply: (before, operation) =>
    usedIndexGone(coreOperations.createPrimaryKey.apply(before, named(operation, before)), operation),
  reverse: (operation, before) =>
    withIndexBack(coreOperations.createPrimaryKey.reverse(operation, before), operation, before),
};

/** As the portable operation, and the constraint has a name. */
export const createForeignKey: OperationType<Operations['createForeignKey']> = {
  ...coreOperations.createForeignKey,
  apply: (before, operation) => coreOperations.createForeignKey.apply(before, named(operation, before)),
};

/** As the portable operation, and the constraint has a name. */
export const createCheckConstraint: OperationType<Operations['createCheckConstraint']> = {
  ...coreOperations.createCheckConstraint,
  apply: (before, operation) => coreOperations.createCheckConstraint.apply(before, named(operation, before)),
};

interface AddsConstraint {
  readonly table: TableName;
  readonly constraint: Constraint;
}

/** The operation with its constraint's name. */
export function named<T extends AddsConstraint>(operation: T, before: SchemaModel): T {
  const { constraint, table } = operation;
  if (constraint.name !== undefined) return operation;
  return { ...operation, constraint: withConstraintName(constraint, getTable(before, table)) };
}

/** An index that becomes a constraint's is no index by itself any more. */
function usedIndexGone(after: SchemaModel, { table, constraint }: AddsConstraint): SchemaModel {
  const used = constraint.options?.postgres?.usingIndex;
  if (used === undefined) return after;
  return changeTable(after, table, (found) => ({
    ...found,
    indexes: found.indexes.filter(({ name }) => name !== used),
  }));
}

function withIndexBack(
  reversed: readonly Operation[] | undefined,
  { table, constraint }: AddsConstraint,
  before: SchemaModel,
): readonly Operation[] | undefined {
  const used = constraint.options?.postgres?.usingIndex;
  const index = used === undefined ? undefined : findTable(before, table)?.indexes.find(({ name }) => name === used);
  return index === undefined ? reversed : [...(reversed ?? []), { kind: 'createIndex', table, index }];
}

export const createExclusion: OperationType<CreateExclusion> = {
  kind: 'postgres.createExclusion',
  touches: ({ table }) => [table],
  apply: (before, operation) => {
    const { table, constraint } = named(operation, before);
    return changeTable(before, table, (found) => withConstraint(found, constraint));
  },
  reverse: ({ table, constraint }) => [
    {
      kind: 'dropConstraint',
      table,
      constraint:
        constraint.name === undefined
          ? { type: 'postgres.exclude', columns: constraint.columns }
          : { name: constraint.name, type: 'postgres.exclude' },
    },
  ],
  toCall: (operation) => ({ name: 'apply', args: [operation as never] }),
  describe: ({ table, constraint }) => `createExclusion ${displayName(table)} ${constraint.name ?? ''}`.trimEnd(),
  names: ({ constraint: { name } }) => (name === undefined ? [] : [{ what: 'constraint', name }]),
};

export const validateConstraint: OperationType<ValidateConstraint> = {
  kind: 'postgres.validateConstraint',
  touches: ({ table }) => [table],
  apply: (before, { table, name }) => changeTable(before, table, (found) => changeConstraint(found, { name }, valid)),
  // What was looked at need not be forgotten.
  reverse: ({ table, name }, before) => {
    getConstraint(getTable(before, table), { name });
    return [];
  },
  toCall: ({ table, name }) => call('validateConstraint', tableSource(table), name),
  describe: ({ table, name }) => `validateConstraint ${displayName(table)} ${name}`,
};

function valid(constraint: Constraint): Constraint {
  const { options, ...rest } = constraint;
  const { notValid: _, ...own } = options?.postgres ?? {};
  const { postgres: _p, ...others } = options ?? {};
  const left = { ...others, ...(Object.keys(own).length === 0 ? {} : { postgres: own }) };
  return Object.keys(left).length === 0 ? rest : { ...rest, options: left };
}
