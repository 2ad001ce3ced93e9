import type { TableReference } from '@aludel/core';
import { assertBuilderArguments, flag, settingsOf, tableArgument, tableName } from '@aludel/core/connection';
import type { AlterTableOptions, TableOptionChanges } from './operations/table-options.js';

const signature = {
  table: tableArgument,
  to: settingsOf<TableOptionChanges>({ strict: flag, withoutRowid: flag }, '{ strict: true }'),
};

/**
 * Makes a table STRICT or WITHOUT ROWID, or no longer so: `op.apply(alterTableOptions('users', { strict: true }))`. All rows
 * are written anew.
 * @param to what is not named stays as it is
 * @throws InvalidDefinitionError, UnknownOptionError where it was given what it cannot take
 */
export function alterTableOptions(table: TableReference, to: TableOptionChanges): AlterTableOptions {
  assertBuilderArguments('alterTableOptions', signature, [table, to]);
  return { kind: 'sqlite.alterTableOptions', table: tableName(table), to };
}
