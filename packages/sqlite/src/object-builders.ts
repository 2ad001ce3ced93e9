import type { TableReference } from '@aludel/core';
import { tableName, textOf, type SqlText } from '@aludel/core/connection';
import type { SqliteTrigger, SqliteVirtualTable } from './augment.js';
import type { CreateObject, DropObject } from './operations/objects.js';

/** What models and migrations make of SQLite's own objects: `op.apply(createTrigger('t', 'users', 'CREATE TRIGGER …'))`. */

interface IfExists {
  /** Does nothing where it is not there. */
  readonly ifExists?: boolean;
}

/** Of a model. @param definition the whole CREATE TRIGGER */
export function trigger(name: TableReference, table: TableReference, definition: string | SqlText): SqliteTrigger {
  return { kind: 'sqlite.trigger', name: tableName(name), table: tableName(table), definition: textOf(definition) };
}

/** Of a model. @param definition the whole CREATE VIRTUAL TABLE */
export function virtualTable(name: TableReference, definition: string | SqlText): SqliteVirtualTable {
  return { kind: 'sqlite.virtualTable', name: tableName(name), definition: textOf(definition) };
}

/** @param definition the whole CREATE TRIGGER */
export function createTrigger(name: TableReference, table: TableReference, definition: string | SqlText): CreateObject {
  return { kind: 'sqlite.createObject', object: trigger(name, table, definition) };
}

/** With `table`, what it watches, it can be made again by a derived downgrade. */
export function dropTrigger(
  name: TableReference,
  { table, ...settings }: IfExists & { readonly table?: TableReference } = {},
): DropObject {
  const watched = table === undefined ? {} : { table: tableName(table) };
  return { kind: 'sqlite.dropObject', type: 'sqlite.trigger', name: tableName(name), ...watched, ...settings };
}

/** @param definition the whole CREATE VIRTUAL TABLE */
export function createVirtualTable(name: TableReference, definition: string | SqlText): CreateObject {
  return { kind: 'sqlite.createObject', object: virtualTable(name, definition) };
}

/** Its rows go with it. */
export function dropVirtualTable(name: TableReference, settings: IfExists = {}): DropObject {
  return { kind: 'sqlite.dropObject', type: 'sqlite.virtualTable', name: tableName(name), ...settings };
}
