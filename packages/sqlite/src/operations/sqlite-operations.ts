import type { AnyObjectType, AnyOperationType } from '@aludel/core/dialect';
import { addColumnWithConstraints } from './add-column.js';
import { alterColumn } from './alter-column.js';
import { dropColumn, dropConstraint } from './drop-key.js';
import { dropTable, dropView } from './drop-table.js';
import { execute } from './execute.js';
import { createObject, dropObject, objectTypes } from './objects.js';
import { rebuildTable } from './rebuild-table.js';
import { renameTable } from './rename-table.js';

/** SQLite's own operations and objects, and the portable ones of which it knows more. */
export const sqliteOperations: readonly (AnyOperationType | AnyObjectType)[] = [
  rebuildTable,
  createObject,
  dropObject,
  addColumnWithConstraints,
  alterColumn,
  dropColumn,
  dropConstraint,
  dropTable,
  dropView,
  execute,
  renameTable,
  ...objectTypes,
];
