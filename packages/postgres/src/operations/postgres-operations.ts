import type { RegisteredType } from '@aludel/core/dialect';
import { alterTable } from './alter-table.js';
import { addColumn, alterColumn, dropColumn } from './columns.js';
import {
  createCheckConstraint,
  createExclusion,
  createForeignKey,
  createPrimaryKey,
  createUniqueConstraint,
  dropConstraint,
  validateConstraint,
} from './constraints.js';
import { addEnumValue, renameEnumValue } from './enum-values.js';
import { createIndex, dropIndex } from './indexes.js';
import { alterObject, createObject, dropObject, renameObject } from './object-operations.js';
import {
  alterPartitions,
  alterTableOptions,
  attachPartition,
  commentOn,
  detachPartition,
  refreshMaterializedView,
  setRowLevelSecurity,
} from './table-changes.js';
import { objectTypes, postgresSource } from './object-types.js';
import { createTable, dropTable, renameTable } from './tables.js';

/** PostgreSQL's own operations, and the portable ones of which it knows more. */
export const postgresOperations: readonly RegisteredType[] = [
  addColumn,
  addEnumValue,
  alterColumn,
  alterObject,
  alterPartitions,
  alterTable,
  alterTableOptions,
  attachPartition,
  commentOn,
  createCheckConstraint,
  createExclusion,
  createForeignKey,
  createIndex,
  createObject,
  createPrimaryKey,
  createTable,
  createUniqueConstraint,
  detachPartition,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropObject,
  dropTable,
  refreshMaterializedView,
  renameEnumValue,
  renameObject,
  renameTable,
  setRowLevelSecurity,
  validateConstraint,
  ...objectTypes,
  postgresSource,
];
