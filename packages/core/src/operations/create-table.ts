import { findTable, withTable } from '../schema/edit.js';
import type { Table } from '../schema/model.js';
import { displayName } from '../schema/names.js';
import { nameless } from '../schema/naming.js';
import { trimmed, type Argument } from './call.js';
import { namedTypes } from './column-types.js';
import type { OperationType } from './operation.js';
import { flags, tableArguments } from './source.js';

/** Creates a table with its constraints and indexes. */
export interface CreateTable {
  readonly kind: 'createTable';
  readonly table: Table;
  readonly ifNotExists?: boolean;
}

/** A constraint without a name would get one by the convention when it is read again. */
function tableRecord(table: Table): Argument {
  const constraints = table.constraints.map((constraint) => ({ ...constraint, name: constraint.name ?? nameless }));
  return { ...table, constraints } as unknown as Argument;
}

export const createTable: OperationType<CreateTable> = {
  kind: 'createTable',
  touches: ({ table }) => [
    table.name,
    ...namedTypes(
      table.name,
      table.columns.map(({ type }) => type),
    ),
  ],
  apply: (before, operation) =>
    operation.ifNotExists === true && findTable(before, operation.table.name) !== undefined
      ? before
      : withTable(before, operation.table),
  reverse: (operation, before) =>
    findTable(before, operation.table.name) === undefined ? [{ kind: 'dropTable', table: operation.table.name }] : [],
  toCall: (operation, naming) => {
    // An object puts keys that look like numbers first: such a table is written as the record that it is.
    if (operation.table.columns.some(({ name }) => /^\d+$/.test(name))) {
      return {
        name: 'createTable',
        args: trimmed([tableRecord(operation.table), flags({ ifNotExists: operation.ifNotExists })]),
      };
    }
    const [name, columns, settings] = tableArguments(operation.table, naming?.(operation.table));
    return {
      name: 'createTable',
      args: trimmed([name, columns, { ...settings, ...flags({ ifNotExists: operation.ifNotExists }) }]),
    };
  },
  describe: (operation) => `createTable ${displayName(operation.table.name)}`,
};
