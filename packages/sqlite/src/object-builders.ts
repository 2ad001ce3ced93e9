import type { TableReference } from '@aludel/core';
import { tableName, textOf, type SqlText } from '@aludel/core/connection';
import type { SqliteTrigger, SqliteVirtualTable } from './augment.js';
import { assertGiven } from './builder-arguments.js';
import type { CreateObject, DropObject } from './operations/objects.js';

/** What models and migrations make of SQLite's own objects: `op.apply(createTrigger('t', 'users', 'CREATE TRIGGER …'))`. */

interface IfExists {
  /** Does nothing where it is not there. */
  readonly ifExists?: boolean;
}

/** Of a model. @param definition the whole CREATE TRIGGER */
export function trigger(name: TableReference, table: TableReference, definition: string | SqlText): SqliteTrigger {
  assertGiven('trigger', name, table, definition);
  return triggerOf(name, table, definition);
}

function triggerOf(name: TableReference, table: TableReference, definition: string | SqlText): SqliteTrigger {
  return { kind: 'sqlite.trigger', name: tableName(name), table: tableName(table), definition: textOf(definition) };
}

/** Of a model. @param definition the whole CREATE VIRTUAL TABLE */
export function virtualTable(name: TableReference, definition: string | SqlText): SqliteVirtualTable {
  assertGiven('virtualTable', name, definition);
  return virtualTableOf(name, definition);
}

function virtualTableOf(name: TableReference, definition: string | SqlText): SqliteVirtualTable {
  return { kind: 'sqlite.virtualTable', name: tableName(name), definition: textOf(definition) };
}

/** @param definition the whole CREATE TRIGGER */
export function createTrigger(name: TableReference, table: TableReference, definition: string | SqlText): CreateObject {
  assertGiven('createTrigger', name, table, definition);
  return { kind: 'sqlite.createObject', object: triggerOf(name, table, definition) };
}

/** With `table`, what it watches, it can be made again by a derived downgrade. */
export function dropTrigger(
  name: TableReference,
  settings: IfExists & { readonly table?: TableReference } = {},
): DropObject {
  assertGiven('dropTrigger', name, settings);
  const { table, ...rest } = settings;
  const watched = table === undefined ? {} : { table: tableName(table) };
  return { kind: 'sqlite.dropObject', type: 'sqlite.trigger', name: tableName(name), ...watched, ...rest };
}

/** @param definition the whole CREATE VIRTUAL TABLE */
export function createVirtualTable(name: TableReference, definition: string | SqlText): CreateObject {
  assertGiven('createVirtualTable', name, definition);
  return { kind: 'sqlite.createObject', object: virtualTableOf(name, definition) };
}

/** Its rows go with it. */
export function dropVirtualTable(name: TableReference, settings: IfExists = {}): DropObject {
  assertGiven('dropVirtualTable', name, settings);
  return { kind: 'sqlite.dropObject', type: 'sqlite.virtualTable', name: tableName(name), ...settings };
}
