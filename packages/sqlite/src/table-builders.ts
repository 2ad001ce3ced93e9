import type { TableReference } from '@aludel/core';
import { tableName } from '@aludel/core/connection';
import { assertGiven } from './builder-arguments.js';
import type { AlterTableOptions, TableOptionChanges } from './operations/table-options.js';

/**
 * Makes a table STRICT or WITHOUT ROWID, or no longer so: `op.apply(alterTableOptions('users', { strict: true }))`. All rows
 * are written anew.
 * @param to what is not named stays as it is
 * @throws InvalidDefinitionError, UnknownOptionError where it was given what it cannot take
 */
export function alterTableOptions(table: TableReference, to: TableOptionChanges): AlterTableOptions {
  assertGiven('alterTableOptions', table, to);
  return { kind: 'sqlite.alterTableOptions', table: tableName(table), to };
}
