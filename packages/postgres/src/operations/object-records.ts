import type { TableReference } from '@aludel/core';
import { tableName } from '@aludel/core/connection';
import type * as kinds from './kinds.js';

/** The records that the functions of this room make. */

export interface IfExists {
  /** Does nothing where it is not there. */
  readonly ifExists?: boolean;
  /** What depends on it goes with it. */
  readonly cascade?: boolean;
}

export interface IfNotExists {
  /** Does nothing where it is there already. */
  readonly ifNotExists?: boolean;
}

/** What is not named stays as it is; `null` removes. */
export type ObjectChange<T> = { readonly [K in keyof T]?: T[K] | null };

export function create(object: kinds.PostgresObject, settings: object = {}): kinds.CreateObject {
  return { kind: 'postgres.createObject', object, ...settings };
}

export function drop(type: kinds.PostgresObjectKind, name: TableReference, settings: object = {}): kinds.DropObject {
  return { kind: 'postgres.dropObject', type, name: tableName(name), ...settings };
}

export function alter(
  type: kinds.PostgresObjectKind,
  name: TableReference,
  to: object,
  more: object = {},
): kinds.AlterObject {
  return { kind: 'postgres.alterObject', type, name: tableName(name), ...more, to: { ...to } };
}

export function rename(
  type: kinds.PostgresObjectKind,
  name: TableReference,
  to: string,
  more: object = {},
): kinds.RenameObject {
  return { kind: 'postgres.renameObject', type, name: tableName(name), ...more, to };
}
