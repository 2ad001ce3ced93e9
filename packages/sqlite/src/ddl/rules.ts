import type { TableName } from '@aludel/core';
import {
  displayName,
  findTable,
  getConstraint,
  getIndex,
  getTable,
  type CoreOperationKind,
  type Execute,
  type RuleOutput,
  type Rules,
  UnsupportedOperationError,
} from '@aludel/core/dialect';
import { alterColumn } from './alter-column.js';
import { anyBroken, isRenamedAlone } from './broken.js';
import { bulkInsert } from './bulk-insert.js';
import { createView } from './create-view.js';
import { definitionOf } from './definition.js';
import { dropColumn } from './drop-column.js';
import { dropTable } from './drop-table.js';
import { createIndexText } from './index-text.js';
import { inSchema } from './in-schema.js';
import { isAbsentConstraint, isThere } from './needs-rebuild.js';
import { rebuildTable } from './rebuild-table.js';
import { columnText, constraintText, createTableText } from './table-text.js';
import { withNullableKeys } from '../nullable-keys.js';
import type { SqliteTarget } from './target.js';
import { literal, quoted, quotedBeside, quotedTable } from './writing.js';

export type SqliteOperationKind =
  | CoreOperationKind
  | 'sqlite.rebuildTable'
  | 'sqlite.addColumn'
  | 'sqlite.alterTableOptions'
  | 'sqlite.createObject'
  | 'sqlite.dropObject';

/** How SQLite says each operation. What it has no ALTER for has become a rebuild before it comes here. */
export function createRules(target: SqliteTarget): Rules<SqliteOperationKind> {
  return {
    createTable: ({ table: given, ifNotExists }, before) => {
      const table = withNullableKeys(given);
      if (ifNotExists === true && findTable(before, table.name) !== undefined) return [];
      const definition = ifNotExists === true ? createTableText(table, { ifNotExists }) : definitionOf(table);
      const start = table.columns.find(({ identity }) => identity?.start !== undefined)?.identity?.start;
      return [
        ifNotExists === true ? definition : inSchema(definition, table.name.schema),
        ...(start === undefined ? [] : [startAt(table.name, start)]),
        ...table.indexes.map((index) => createIndexText(index, table, ifNotExists === true ? { ifNotExists } : {})),
      ];
    },
    dropTable: (operation, before) => dropTable(operation, before, target),
    renameTable: ({ table, to }, before) =>
      anyBroken(before) && isRenamedAlone(table, before)
        ? ['PRAGMA legacy_alter_table = ON', ...renameTable(table, to), 'PRAGMA legacy_alter_table = OFF']
        : renameTable(table, to),
    addColumn: (operation, before) =>
      isThere(operation, before)
        ? []
        : [
            `ALTER TABLE ${quotedTable(operation.table)} ADD COLUMN ${columnText(operation.column, getTable(before, operation.table))}`,
          ],
    'sqlite.addColumn': ({ table, column, constraints }, before) => [
      `ALTER TABLE ${quotedTable(table)} ADD COLUMN ${columnText(column, getTable(before, table), constraints)}`,
    ],
    dropColumn,
    alterColumn,
    createIndex: ({ table, index, ifNotExists }, before) => {
      const found = getTable(before, table);
      if (ifNotExists === true && found.indexes.some(({ name }) => name === index.name)) return [];
      return [createIndexText(index, found, ifNotExists === true ? { ifNotExists } : {})];
    },
    dropIndex: ({ table, name, ifExists }) => [
      `DROP INDEX ${ifExists === true ? 'IF EXISTS ' : ''}${quotedBeside(table, name)}`,
    ],
    renameIndex: ({ table: name, name: from, to }, before) => {
      const table = getTable(before, name);
      return [`DROP INDEX ${quotedBeside(name, from)}`, createIndexText({ ...getIndex(table, from), name: to }, table)];
    },
    createPrimaryKey: rebuiltInstead,
    createUniqueConstraint: rebuiltInstead,
    createForeignKey: rebuiltInstead,
    createCheckConstraint: ({ table, constraint }, before) => [
      `ALTER TABLE ${quotedTable(table)} ADD ${constraintText(constraint, getTable(before, table))}`,
    ],
    dropConstraint: (operation, before) => {
      if (isAbsentConstraint(operation, before)) return [];
      const { name = '' } = getConstraint(getTable(before, operation.table), operation.constraint);
      return [`ALTER TABLE ${quotedTable(operation.table)} DROP CONSTRAINT ${quoted(name)}`];
    },
    renameConstraint: ({ name, to, ...operation }) => (name === to ? [] : rebuiltInstead(operation)),
    // One that changes nothing is all that the rewrite leaves.
    'sqlite.alterTableOptions': () => [],
    // SQLite keeps no comments beside those in its definitions.
    createTableComment: () => [],
    dropTableComment: () => [],
    createView,
    dropView: ({ view, ifExists }) => [`DROP VIEW ${ifExists === true ? 'IF EXISTS ' : ''}${quotedTable(view)}`],
    execute,
    bulkInsert,
    'sqlite.createObject': ({ object }) => [inSchema(object.definition.trim().replace(/;$/u, ''), object.name.schema)],
    'sqlite.dropObject': ({ type, name, ifExists }) => [
      `DROP ${type === 'sqlite.trigger' ? 'TRIGGER' : 'TABLE'} ${ifExists === true ? 'IF EXISTS ' : ''}${quotedTable(name)}`,
    ],
    'sqlite.rebuildTable': (operation, before) => rebuildTable(operation, before, target),
  } satisfies Rules<SqliteOperationKind>;
}

/** The rewrite has left none of these. */
function rebuiltInstead({ kind, table }: { readonly kind: string; readonly table: TableName }): never {
  throw new UnsupportedOperationError('sqlite', `${kind} on ${displayName(table)}`, 'the table is not known.');
}

/** What AUTOINCREMENT counts on from. */
function startAt(table: TableName, start: number | bigint): RuleOutput {
  const sequence = quotedBeside(table, 'sqlite_sequence');
  return `INSERT INTO ${sequence} (name, seq) VALUES (${literal(table.name)}, ${BigInt(start) - 1n})`;
}

/** To SQLite a name in another case is the same, and so is taken already. */
function renameTable(table: TableName, to: string): readonly RuleOutput[] {
  const rename = (from: TableName, name: string): string =>
    `ALTER TABLE ${quotedTable(from)} RENAME TO ${quoted(name)}`;
  if (table.name === to) return [];
  if (table.name.toLowerCase() !== to.toLowerCase()) return [rename(table, to)];
  const between = { ...table, name: `aludel_renamed_${table.name}` };
  return [rename(table, between.name), rename(between, to)];
}

/** SQLite refuses these in a transaction, or does not hear them there. */
const outside = /^\s*(?:vacuum|attach|detach|pragma\s+(?:\w+\s*\.\s*)?(?:foreign_keys|journal_mode)\b)/iu;

function execute({ sql, bindings }: Execute): readonly RuleOutput[] {
  return [
    {
      sql,
      transaction: outside.test(sql) ? 'outside' : 'inside',
      ...(bindings === undefined ? {} : { bindings }),
    },
  ];
}
