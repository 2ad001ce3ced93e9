import type { TableReference } from '@aludel/core';
import { tableName } from '@aludel/core/connection';
import type { MysqlTriggerOrder } from '../augment.js';
import { assertGiven } from '../builder-arguments.js';
import type {
  AlterTableOptions,
  ConvertCharset,
  CreateObject,
  DropObject,
  MysqlObject,
  TableOptionChanges,
} from './kinds.js';

/** Functions that make the records of MySQL's own operations: `op.apply(createTrigger('stamp', 'users', 'CREATE TRIGGER …'))`. */

export interface IfExists {
  /** Does nothing where it is not there. */
  readonly ifExists?: boolean;
}

/** Of a text that the server keeps and runs later. */
export interface StoredSettings {
  /** `'user'@'host'`, where it is not the user of the session. */
  readonly definer?: string;
  /** The sql_mode by which it is read and run, where it is not the session's. */
  readonly sqlMode?: string;
}

/** Of an event. */
export interface EventSettings extends StoredSettings {
  /** The time zone of its times, where it is not the session's. */
  readonly timeZone?: string;
}

/** Of a trigger. */
export interface TriggerSettings extends StoredSettings {
  /** When it fires among those of one event of its table. Where it does not say, behind those that are there. */
  readonly order?: MysqlTriggerOrder;
}

function create(object: MysqlObject): CreateObject {
  return { kind: 'mysql.createObject', object };
}

function drop(type: DropObject['type'], name: TableReference, settings: Partial<DropObject>): DropObject {
  return { kind: 'mysql.dropObject', type, name: tableName(name), ...settings };
}

/** @param definition the whole CREATE TRIGGER, without a definer */
export function createTrigger(
  name: TableReference,
  table: TableReference,
  definition: string,
  settings: TriggerSettings = {},
): CreateObject {
  assertGiven('createTrigger', name, table, definition, settings);
  return create({ kind: 'mysql.trigger', name: tableName(name), table: tableName(table), definition, ...settings });
}

export function dropTrigger(name: TableReference, settings: IfExists = {}): DropObject {
  assertGiven('dropTrigger', name, settings);
  return drop('mysql.trigger', name, settings);
}

/** @param definition the whole CREATE FUNCTION, without a definer */
export function createFunction(name: TableReference, definition: string, settings: StoredSettings = {}): CreateObject {
  assertGiven('createFunction', name, definition, settings);
  return create({ kind: 'mysql.routine', name: tableName(name), type: 'function', definition, ...settings });
}

export function dropFunction(name: TableReference, settings: IfExists = {}): DropObject {
  assertGiven('dropFunction', name, settings);
  return drop('mysql.routine', name, { ...settings, routine: 'function' });
}

/** @param definition the whole CREATE PROCEDURE, without a definer */
export function createProcedure(name: TableReference, definition: string, settings: StoredSettings = {}): CreateObject {
  assertGiven('createProcedure', name, definition, settings);
  return create({ kind: 'mysql.routine', name: tableName(name), type: 'procedure', definition, ...settings });
}

export function dropProcedure(name: TableReference, settings: IfExists = {}): DropObject {
  assertGiven('dropProcedure', name, settings);
  return drop('mysql.routine', name, { ...settings, routine: 'procedure' });
}

/** @param definition the whole CREATE EVENT, without a definer */
export function createEvent(name: TableReference, definition: string, settings: EventSettings = {}): CreateObject {
  assertGiven('createEvent', name, definition, settings);
  return create({ kind: 'mysql.event', name: tableName(name), definition, ...settings });
}

export function dropEvent(name: TableReference, settings: IfExists = {}): DropObject {
  assertGiven('dropEvent', name, settings);
  return drop('mysql.event', name, settings);
}

/** MariaDB only. @param definition the whole CREATE SEQUENCE */
export function createSequence(name: TableReference, definition?: string): CreateObject {
  assertGiven('createSequence', name, definition);
  const named = tableName(name);
  const text = definition ?? `CREATE SEQUENCE \`${named.name.replaceAll('`', '``')}\``;
  return create({ kind: 'mysql.sequence', name: named, definition: text });
}

export function dropSequence(name: TableReference, settings: IfExists = {}): DropObject {
  assertGiven('dropSequence', name, settings);
  return drop('mysql.sequence', name, settings);
}

/**
 * Changes engine, row format, default charset and the like of a table; what is not named stays as it is.
 * @param to null for what the server does where nothing is said
 * @param from what those were of which the table says nothing, for the way back: an engine or a collation has no such word
 */
export function alterTableOptions(
  table: TableReference,
  to: TableOptionChanges,
  from?: TableOptionChanges,
): AlterTableOptions {
  assertGiven('alterTableOptions', table, to, from);
  return {
    kind: 'mysql.alterTableOptions',
    table: tableName(table),
    to,
    ...(from === undefined ? {} : { from }),
  };
}

/** Converts a table and the texts in it to another charset: all rows are written anew. */
export function convertCharset(table: TableReference, charset: string, collation?: string): ConvertCharset {
  assertGiven('convertCharset', table, charset, collation);
  return {
    kind: 'mysql.convertCharset',
    table: tableName(table),
    charset,
    ...(collation === undefined ? {} : { collation }),
  };
}
