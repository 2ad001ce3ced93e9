import type { TableName } from '@aludel/core';
import type { Operation } from '@aludel/core/dialect';

/** The table of an operation that can be part of a rebuild. */
export function changedTable(operation: Operation): TableName | undefined {
  switch (operation.kind) {
    case 'addColumn':
    case 'dropColumn':
    case 'alterColumn':
    case 'createIndex':
    case 'dropIndex':
    case 'renameIndex':
    case 'createPrimaryKey':
    case 'createUniqueConstraint':
    case 'createForeignKey':
    case 'createCheckConstraint':
    case 'dropConstraint':
    case 'renameConstraint':
    case 'createTableComment':
    case 'dropTableComment':
    case 'sqlite.alterTableOptions':
      return operation.table;
    default:
      return undefined;
  }
}

/** Whether an operation gives a column another name. */
export function isRename(operation: Operation): boolean {
  return operation.kind === 'alterColumn' && operation.to.name !== undefined && operation.to.name !== operation.column;
}
