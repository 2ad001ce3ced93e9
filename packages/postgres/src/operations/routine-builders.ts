import type { SqlText, TableReference } from '@aludel/core';
import { tableName, textOf } from '@aludel/core/connection';
import type * as postgres from '../augment.js';
import { assertGiven } from '../builder-arguments.js';
import type * as kinds from './kinds.js';
import { alter, create, drop, rename, type IfExists, type ObjectChange } from './object-records.js';

/** Policies, functions, triggers, and what is made by a statement of any other sort. */

/** A policy of row-level security. It says nothing before `enableRowLevelSecurity(table)`. */
export function createPolicy(
  name: string,
  table: TableReference,
  definition: Omit<postgres.PostgresPolicy, 'kind' | 'name' | 'table'>,
): kinds.CreateObject {
  assertGiven('createPolicy', name, table, definition);
  return create({ ...definition, kind: 'postgres.policy', name: beside(table, name), table: tableName(table) });
}

export function alterPolicy(
  name: string,
  table: TableReference,
  to: ObjectChange<Pick<postgres.PostgresPolicy, 'roles' | 'using' | 'withCheck' | 'comment'>>,
): kinds.AlterObject {
  assertGiven('alterPolicy', name, table, to);
  return alter('postgres.policy', beside(table, name), to, { table: tableName(table) });
}

export function renamePolicy(name: string, table: TableReference, to: string): kinds.RenameObject {
  assertGiven('renamePolicy', name, table, to);
  return rename('postgres.policy', beside(table, name), to, { table: tableName(table) });
}

export function dropPolicy(
  name: string,
  table: TableReference,
  settings?: Pick<IfExists, 'ifExists'>,
): kinds.DropObject {
  assertGiven('dropPolicy', name, table, settings);
  return drop('postgres.policy', beside(table, name), { table: tableName(table), ...settings });
}

/**
 * A function or procedure by its whole statement; with `orReplace`, in place of the one that is there.
 * @param name with the types of the arguments, which tell it from others of the name
 */
export function createFunction(
  name: TableReference,
  argumentTypes: string,
  definition: string | SqlText,
  settings: {
    readonly orReplace?: boolean;
    readonly type?: 'function' | 'procedure';
    readonly comment?: string;
    /** The server does not look at what a body in SQL names, which may not be found there yet, or from here. */
    readonly unchecked?: boolean;
  } = {},
): kinds.CreateObject {
  assertGiven('createFunction', name, argumentTypes, definition, settings);
  const { orReplace, type = 'function', comment, unchecked } = settings;
  return create(
    {
      kind: 'postgres.function',
      name: tableName(name),
      arguments: argumentTypes,
      type,
      definition: textOf(definition),
      ...(comment === undefined ? {} : { comment }),
    },
    { ...(orReplace === undefined ? {} : { orReplace }), ...(unchecked === undefined ? {} : { unchecked }) },
  );
}

export function dropFunction(name: TableReference, argumentTypes: string, settings?: IfExists): kinds.DropObject {
  assertGiven('dropFunction', name, argumentTypes, settings);
  return drop('postgres.function', name, { arguments: argumentTypes, ...settings });
}

/** A trigger by its whole statement. */
export function createTrigger(
  name: string,
  table: TableReference,
  definition: string | SqlText,
  settings: {
    readonly orReplace?: boolean;
    readonly enabled?: NonNullable<postgres.PostgresTrigger['enabled']>;
    readonly comment?: string;
  } = {},
): kinds.CreateObject {
  assertGiven('createTrigger', name, table, definition, settings);
  const { orReplace, ...rest } = settings;
  return create(
    {
      kind: 'postgres.trigger',
      name: beside(table, name),
      table: tableName(table),
      definition: textOf(definition),
      ...rest,
    },
    orReplace === undefined ? {} : { orReplace },
  );
}

export function alterTrigger(
  name: string,
  table: TableReference,
  to: ObjectChange<Pick<postgres.PostgresTrigger, 'enabled' | 'comment'>>,
): kinds.AlterObject {
  assertGiven('alterTrigger', name, table, to);
  return alter('postgres.trigger', beside(table, name), to, { table: tableName(table) });
}

export function renameTrigger(name: string, table: TableReference, to: string): kinds.RenameObject {
  assertGiven('renameTrigger', name, table, to);
  return rename('postgres.trigger', beside(table, name), to, { table: tableName(table) });
}

export function dropTrigger(name: string, table: TableReference, settings?: IfExists): kinds.DropObject {
  assertGiven('dropTrigger', name, table, settings);
  return drop('postgres.trigger', beside(table, name), { table: tableName(table), ...settings });
}

/** A name that lies in the schema of its table. */
function beside(table: TableReference, name: string): { readonly schema?: string; readonly name: string } {
  return { ...tableName(table), name };
}

/** What is made by a statement whose parts the model does not know: an aggregate, a cast, a rule … */
export function createDefinition(
  definition: Omit<postgres.PostgresDefinition, 'kind' | 'name'> & { readonly name: TableReference },
): kinds.CreateObject {
  assertGiven('createDefinition', definition);
  return create({ ...definition, kind: 'postgres.definition', name: tableName(definition.name) });
}

/** @param identity what DROP calls it: `AGGREGATE total(integer)` */
export function dropDefinition(name: TableReference, identity: string, settings?: IfExists): kinds.DropObject {
  assertGiven('dropDefinition', name, identity, settings);
  return drop('postgres.definition', name, { identity, ...settings });
}

/** What can be changed is the comment alone. */
export function alterDefinition(
  name: TableReference,
  identity: string,
  to: { readonly comment: string | null },
): kinds.AlterObject {
  assertGiven('alterDefinition', name, identity, to);
  return alter('postgres.definition', name, to, { identity });
}
