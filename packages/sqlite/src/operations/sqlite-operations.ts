import type { AnyOperation, AnyOperationType, OperationType } from '@aludel/core/dialect';
import { alterColumn } from './alter-column.js';
import { dropTable, dropView } from './drop-table.js';
import { execute } from './execute.js';
import { rebuildTable } from './rebuild-table.js';
import { renameTable } from './rename-table.js';

/** SQLite's own operations, and the portable ones of which it knows more. */
export const sqliteOperations: readonly AnyOperationType[] = [
  registered(rebuildTable),
  registered(alterColumn),
  registered(dropTable),
  registered(dropView),
  registered(execute),
  registered(renameTable),
];

/** A registry hands each type only operations of its own kind. */
function registered<Op extends AnyOperation>(type: OperationType<Op>): AnyOperationType {
  return type as unknown as AnyOperationType;
}
