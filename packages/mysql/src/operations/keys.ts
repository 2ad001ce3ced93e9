import type { Constraint, Index, SchemaModel, Table, TableName } from '@aludel/core';
import {
  changeConstraint,
  changeTable,
  constraintOperation,
  coreOperations,
  findConstraint,
  findTable,
  getTable,
  withoutConstraint,
  withoutIndex,
  type ConstraintReference,
  type Operations,
  type OperationType,
} from '@aludel/core/dialect';
import { isDeepStrictEqual } from 'node:util';
import { normalExpression } from '../expression/expression.js';
import { flavour as flavourOf } from '../flavour.js';
import { foreignKeyIndexNamed } from '../foreign-key-index.js';
import { uniqueKeyName } from '../server-names.js';
import { settled, settling, withReferences } from './settled.js';

/**
 * The portable operations on keys, for servers to which a unique constraint and a unique index are one thing, and which
 * keep no names of primary keys: each is found by its name, whichever it was made as.
 */

const core = coreOperations;

/** Each finds by itself what is meant, and keeps what is said of the way in which it is carried out. */
const found = { expand: (): undefined => undefined };

export const createIndex: OperationType<Operations['createIndex']> = {
  ...settling(core.createIndex),
  // Where a unique key of that name is there already, it is what is asked for.
  apply: (before, operation) => {
    if (isThere(operation, before)) return before;
    const after = core.createIndex.apply(withRoomFor(operation, before), operation);
    return after === before ? before : settled(after, before, operation.table);
  },
  // And stays when it is undone.
  reverse: (operation, before) =>
    isThere(operation, before) ||
    keepsIndex(operation.index.name, operation.table, before, () => createIndex.apply(before, operation))
      ? []
      : core.createIndex.reverse(operation, before),
};

/** An index that is there for the sake of a foreign key alone gives way to another one of its name. */
function withRoomFor({ table: name, index }: Operations['createIndex'], before: SchemaModel): SchemaModel {
  const table = findTable(before, name);
  const own = table === undefined ? undefined : foreignKeyIndexNamed(index.name, table);
  return own === undefined ? before : changeTable(before, name, (found) => withoutIndex(found, own.name));
}

/** Whether an operation leaves the index of that name as it was before. */
function keepsIndex(name: string, table: TableName, before: SchemaModel, after: () => SchemaModel): boolean {
  const own = (model: SchemaModel): Index | undefined =>
    findTable(model, table)?.indexes.find((index) => index.name === name);
  const known = own(before);
  return known !== undefined && isDeepStrictEqual(known, own(after()));
}

function isThere({ table: name, index, ifNotExists }: Operations['createIndex'], before: SchemaModel): boolean {
  const table = findTable(before, name);
  return ifNotExists === true && table !== undefined && uniqueKey(table, index.name) !== undefined;
}

export const createPrimaryKey: OperationType<Operations['createPrimaryKey']> = settling(core.createPrimaryKey);

/** As the portable operation, with the name that the server gives where there is none. */
export const createUniqueConstraint: OperationType<Operations['createUniqueConstraint']> = {
  ...settling(core.createUniqueConstraint),
  apply: (before, operation) =>
    settling(core.createUniqueConstraint).apply(before, withUniqueKeyName(operation, before)),
  reverse: (operation, before) => core.createUniqueConstraint.reverse(withUniqueKeyName(operation, before), before),
};

function withUniqueKeyName(
  operation: Operations['createUniqueConstraint'],
  before: SchemaModel,
): Operations['createUniqueConstraint'] {
  const { constraint } = operation;
  if (constraint.name !== undefined) return operation;
  const name = uniqueKeyName(constraint, getTable(before, operation.table));
  return { ...operation, constraint: { ...constraint, name } };
}

/** As the portable operation, with the index that it needs; undone, both go. */
export const createForeignKey: OperationType<Operations['createForeignKey']> = {
  ...core.createForeignKey,
  apply: (before, operation) => {
    const after = core.createForeignKey.apply(before, operation);
    return settled(
      changeTable(after, operation.table, (table) => withReferences(table, after)),
      before,
      operation.table,
    );
  },
  reverse: (operation, before) => {
    const reversed = core.createForeignKey.reverse(operation, before) ?? [];
    const [table, after] = [before, createForeignKey.apply(before, operation)].map((model) =>
      getTable(model, operation.table),
    );
    const made =
      after?.indexes.filter(({ name }) => table?.indexes.every((index) => index.name !== name) === true) ?? [];
    return [...reversed, ...made.map(({ name }) => ({ kind: 'dropIndex' as const, table: operation.table, name }))];
  },
};

export const dropIndex: OperationType<Operations['dropIndex']> = {
  ...core.dropIndex,
  ...found,
  apply: (before, operation) => {
    const table = findTable(before, operation.table);
    const key = table === undefined ? undefined : uniqueKeyBesideIndexes(table, operation.name);
    const after =
      key === undefined
        ? core.dropIndex.apply(before, operation)
        : changeTable(before, operation.table, (found) =>
            withoutConstraint(found, { name: operation.name, type: 'unique' }),
          );
    return after === before ? before : settled(after, before, operation.table);
  },
  reverse: (operation, before) => {
    // One that a foreign key needs is there again at once.
    if (keepsIndex(operation.name, operation.table, before, () => dropIndex.apply(before, operation))) return [];
    const table = findTable(before, operation.table);
    const key = table === undefined ? undefined : uniqueKeyBesideIndexes(table, operation.name);
    return key === undefined ? core.dropIndex.reverse(operation, before) : [constraintOperation(operation.table, key)];
  },
};

export const renameIndex: OperationType<Operations['renameIndex']> = {
  ...core.renameIndex,
  ...found,
  apply: (before, operation) => {
    const { table, name, to } = operation;
    if (uniqueKeyBesideIndexes(getTable(before, table), name) === undefined) {
      return core.renameIndex.apply(before, operation);
    }
    return changeTable(before, table, (found) =>
      changeConstraint(found, { name, type: 'unique' }, (constraint) => ({ ...constraint, name: to })),
    );
  },
};

export const dropConstraint: OperationType<Operations['dropConstraint']> = {
  ...core.dropConstraint,
  ...found,
  apply: (before, operation) => {
    const table = findTable(before, operation.table);
    const meant = table === undefined ? undefined : meantBy(operation.constraint, table);
    if (meant === undefined) {
      const after = core.dropConstraint.apply(before, operation);
      return after === before ? before : settled(after, before, operation.table);
    }
    const after = changeTable(before, operation.table, (found) =>
      'unique' in meant ? withoutIndex(found, meant.name) : withoutConstraint(found, meant),
    );
    return settled(after, before, operation.table);
  },
  reverse: (operation, before) => {
    const table = findTable(before, operation.table);
    const meant = table === undefined ? undefined : meantBy(operation.constraint, table);
    if (meant === undefined) return core.dropConstraint.reverse(operation, before);
    if ('unique' in meant) return [{ kind: 'createIndex', table: operation.table, index: meant }];
    return core.dropConstraint.reverse({ ...operation, constraint: meant }, before);
  },
};

export const renameConstraint: OperationType<Operations['renameConstraint']> = {
  ...core.renameConstraint,
  ...found,
  apply: (before, operation) => {
    const { table: name, to } = operation;
    const meant = meantBy({ name: operation.name }, getTable(before, name));
    if (meant === undefined) return core.renameConstraint.apply(before, operation);
    if ('unique' in meant) {
      return core.renameIndex.apply(before, { kind: 'renameIndex', table: name, name: meant.name, to });
    }
    return before; // A primary key, which has no name to change.
  },
  reverse: (operation, before) => {
    const meant = meantBy({ name: operation.name }, getTable(before, operation.table));
    return meant === undefined || 'unique' in meant ? core.renameConstraint.reverse(operation, before) : [];
  },
};

/**
 * What a reference means that names no constraint of the model: a unique index, or the primary key, which has lost its
 * name; `undefined` where it is found as it stands, or not at all.
 */
function meantBy(reference: ConstraintReference, table: Table): Index | ConstraintReference | undefined {
  const { name, type, expression } = reference;
  if (findConstraint(table, reference) !== undefined) return undefined;
  if (name === undefined) return expression === undefined ? undefined : checkOf(expression, table);
  if (type === undefined || type === 'unique') {
    const index = table.indexes.find((one) => one.unique && one.name === name);
    if (index !== undefined) return index;
  }
  const isPrimary = type === 'primaryKey' || (type === undefined && isKeyName(name));
  return isPrimary && table.constraints.some(({ kind }) => kind === 'primaryKey') ? { type: 'primaryKey' } : undefined;
}

/** An operation does not know the server; what one of them takes for the same is the same. */
const flavours = [flavourOf('mysql', '9.7'), flavourOf('mariadb', '11.8')];

/** A check that had no name when it was made has the server's since, and its text is the server's, too. */
function checkOf(expression: string, table: Table): ConstraintReference | undefined {
  const names = new Set(table.columns.map((column) => column.name));
  const checks = table.constraints.filter((constraint) => constraint.kind === 'check');
  for (const flavour of flavours) {
    const wanted = normalExpression(expression, flavour, names);
    const check = checks.find((one) => normalExpression(one.expression, flavour, names) === wanted);
    if (check?.name !== undefined) return { type: 'check', name: check.name };
  }
  return undefined;
}

/** What people and conventions call primary keys: `pk_users`, `users_pkey`, `PRIMARY`. */
function isKeyName(name: string): boolean {
  return /(?:^|_)(?:pk|pkey)(?:_|$)|primary/iu.test(name);
}

function uniqueKey(table: Table, name: string): Constraint | undefined {
  return findConstraint(table, { name, type: 'unique' });
}

function uniqueKeyBesideIndexes(table: Table, name: string): Constraint | undefined {
  return table.indexes.some((index) => index.name === name) ? undefined : uniqueKey(table, name);
}
