import type { RegisteredType } from '@aludel/core/dialect';
import { alterTable } from './alter-table.js';
import { addColumn, alterColumn, dropColumn } from './columns.js';
import * as keys from './keys.js';
import { createObject, dropObject, objectTypes } from './objects.js';
import { mysqlSource } from '../type-source.js';
import { alterTableOptions, convertCharset } from './table-options.js';
import { createTable, dropTable, renameTable } from './tables.js';

/** MySQL's own operations and objects, and the portable operations of which it knows more. */
export const mysqlOperations: readonly RegisteredType[] = [
  addColumn,
  alterColumn,
  alterTable,
  alterTableOptions,
  convertCharset,
  createObject,
  createTable,
  dropColumn,
  dropObject,
  dropTable,
  renameTable,
  ...Object.values(keys),
  ...objectTypes,
  mysqlSource,
];
