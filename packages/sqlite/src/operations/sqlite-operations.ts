import type { RegisteredType } from '@aludel/core/dialect';
import { addColumnWithConstraints } from './add-column.js';
import { alterColumn } from './alter-column.js';
import { createTable, sqliteSource } from './create-table.js';
import { dropColumn, dropConstraint } from './drop-key.js';
import { dropTable, dropView } from './drop-table.js';
import { execute } from './execute.js';
import { createObject, dropObject, objectTypes } from './objects.js';
import { rebuildTable } from './rebuild-table.js';
import { renameTable } from './rename-table.js';
import { alterTableOptions } from './table-options.js';

/** SQLite's own operations and objects, and the portable ones of which it knows more. */
export const sqliteOperations: readonly RegisteredType[] = [
  rebuildTable,
  createObject,
  createTable,
  dropObject,
  addColumnWithConstraints,
  alterColumn,
  alterTableOptions,
  dropColumn,
  dropConstraint,
  dropTable,
  dropView,
  execute,
  renameTable,
  ...objectTypes,
  sqliteSource,
];
