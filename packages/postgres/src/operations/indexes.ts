import type { Index, IndexOptions, SchemaModel } from '@aludel/core';
import {
  changeTable,
  coreOperations,
  findTable,
  getColumn,
  withIndex,
  type CreateIndex,
  type Operations,
  type OperationType,
} from '@aludel/core/dialect';
import { markingAgain, withoutMarks } from './index-marks.js';

const { createIndex: portableCreate, dropIndex: portableDrop } = coreOperations;

/** As the portable operation; one that a build which failed has left behind is built anew. */
export const createIndex: OperationType<CreateIndex> = {
  ...portableCreate,
  apply: (before, operation) => {
    const { table, index } = operation;
    const there = existing(before, operation);
    if (there !== undefined && operation.ifNotExists === true && !isInvalid(there)) return before;
    return changeTable(before, table, (found) => {
      // What a partition or a child has of its parent is not listed with it.
      const own = found.options?.postgres;
      if (own?.partitionOf === undefined && own?.inherits === undefined) {
        for (const element of index.columns) if ('column' in element) getColumn(found, element.column);
      }
      const indexes = found.indexes.filter((other) => other !== there || !isInvalid(other));
      return withIndex({ ...found, indexes }, index);
    });
  },
  reverse: (operation, before) => {
    const there = existing(before, operation);
    if (there !== undefined && operation.ifNotExists === true && !isInvalid(there)) return [];
    const { table, index } = operation;
    return [{ kind: 'dropIndex', table, name: index.name, ...concurrently(index.options) }];
  },
};

/** As the portable operation; what is dropped without blocking is built without blocking, and marks go and come with it. */
export const dropIndex: OperationType<Operations['dropIndex']> = {
  ...portableDrop,
  apply: (before, operation) => withoutMarks(portableDrop.apply(before, operation), operation.table, operation.name),
  reverse: (operation, before) => {
    const reversed = portableDrop.reverse(operation, before)?.map((back) => {
      if (back.kind !== 'createIndex' || operation.options?.postgres?.concurrently !== true) return back;
      const { options } = back.index;
      const postgres = { ...options?.postgres, concurrently: true };
      return { ...back, index: { ...back.index, options: { ...options, postgres } } };
    });
    return reversed === undefined || reversed.length === 0
      ? reversed
      : [...reversed, ...markingAgain(before, operation.table, operation.name)];
  },
};

export function existing(model: SchemaModel, { table, index }: CreateIndex): Index | undefined {
  return findTable(model, table)?.indexes.find(({ name }) => name === index.name);
}

export function isInvalid({ options }: Index): boolean {
  return options?.postgres?.invalid === true;
}

function concurrently(options: IndexOptions | undefined): { readonly options?: IndexOptions } {
  return options?.postgres?.concurrently === true ? { options: { postgres: { concurrently: true } } } : {};
}
