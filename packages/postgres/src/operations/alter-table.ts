import { displayName, OperationRegistry, type Argument, type OperationType } from '@aludel/core/dialect';
import { addColumn, alterColumn, dropColumn } from './columns.js';
import {
  createCheckConstraint,
  createExclusion,
  createForeignKey,
  createPrimaryKey,
  createUniqueConstraint,
  dropConstraint,
} from './constraints.js';
import type { AlterTable } from './kinds.js';
import { alterTableOptions, setRowLevelSecurity } from './table-changes.js';

/** What may be one of several changes of a table. */
const parts = new OperationRegistry(
  addColumn,
  dropColumn,
  alterColumn,
  dropConstraint,
  createExclusion,
  createPrimaryKey,
  createUniqueConstraint,
  createForeignKey,
  createCheckConstraint,
  alterTableOptions,
  setRowLevelSecurity,
);

export const alterTable: OperationType<AlterTable> = {
  kind: 'postgres.alterTable',
  touches: ({ operations }) => operations.flatMap((operation) => parts.touches(operation)),
  apply: (before, { operations }) => parts.applyAll(before, operations),
  reverse: ({ operations }, before) => parts.reverseAll(before, operations),
  toCall: (operation) => ({ name: 'apply', args: [operation as unknown as Argument] }),
  describe: ({ table, operations }) =>
    `alterTable ${displayName(table)}: ${operations.map((operation) => parts.describe(operation)).join('; ')}`,
};
