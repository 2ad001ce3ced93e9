import type { ColumnBuilder, ColumnType, IndexDraft, SqlText, TableReference } from '@aludel/core';
import { textOf, tableName } from '@aludel/core/connection';
import type * as postgres from '../augment.js';
import type * as kinds from './kinds.js';

/** Functions that make the records of PostgreSQL's own operations: `op.apply(createEnum({ name: 'mood', values: ['ok'] }))`. */

type Named<T> = Omit<T, 'kind' | 'name' | 'usedBy' | 'table' | 'definition' | 'type' | 'indexes'> & {
  readonly name: TableReference;
};

export type TypeInput = ColumnBuilder | ColumnType;

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

type Alterable<T> = ObjectChange<Omit<T, 'kind' | 'name' | 'usedBy' | 'table' | 'type'>>;

function create(object: kinds.PostgresObject, settings: object = {}): kinds.CreateObject {
  return { kind: 'postgres.createObject', object, ...settings };
}

function drop(type: kinds.PostgresObjectKind, name: TableReference, settings: object = {}): kinds.DropObject {
  return { kind: 'postgres.dropObject', type, name: tableName(name), ...settings };
}

function alter(type: kinds.PostgresObjectKind, name: TableReference, to: object, more: object = {}): kinds.AlterObject {
  return { kind: 'postgres.alterObject', type, name: tableName(name), ...more, to: { ...to } };
}

function rename(
  type: kinds.PostgresObjectKind,
  name: TableReference,
  to: string,
  more: object = {},
): kinds.RenameObject {
  return { kind: 'postgres.renameObject', type, name: tableName(name), ...more, to };
}

function typeOf(type: TypeInput): ColumnType {
  return 'parts' in type ? type.parts.column.type : type;
}

/** An enum type. A table that needs one makes it by itself: `t.enum(['ok', 'sad'], 'mood')`. */
export function createEnum(definition: Named<postgres.PostgresEnum>, settings?: IfNotExists): kinds.CreateObject {
  return create({ ...definition, kind: 'postgres.enum', name: tableName(definition.name) }, settings);
}

export function dropEnum(name: TableReference, settings?: IfExists): kinds.DropObject {
  return drop('postgres.enum', name, settings);
}

export function renameEnum(name: TableReference, to: string): kinds.RenameObject {
  return rename('postgres.enum', name, to);
}

/** With `values`, the type is made anew and all its columns are moved to it: a row that holds another value fails. */
export function alterEnum(name: TableReference, to: Alterable<postgres.PostgresEnum>): kinds.AlterObject {
  return alter('postgres.enum', name, to);
}

/** Adds a value at the end, or next to another. Outside of the transaction, so that it can be used after. */
export function addEnumValue(
  name: TableReference,
  value: string,
  settings: { readonly before?: string; readonly after?: string } & IfNotExists = {},
): kinds.AddEnumValue {
  return { kind: 'postgres.addEnumValue', name: tableName(name), value, ...settings };
}

export function renameEnumValue(name: TableReference, from: string, to: string): kinds.RenameEnumValue {
  return { kind: 'postgres.renameEnumValue', name: tableName(name), from, to };
}

export function createDomain(
  definition: Partial<Omit<Named<postgres.PostgresDomain>, 'name'>> & {
    readonly name: TableReference;
    readonly type: TypeInput;
  },
): kinds.CreateObject {
  const { nullable = true, checks = [], ...rest } = definition;
  const type = typeOf(definition.type);
  return create({ ...rest, kind: 'postgres.domain', name: tableName(definition.name), type, nullable, checks });
}

export function alterDomain(name: TableReference, to: Alterable<postgres.PostgresDomain>): kinds.AlterObject {
  return alter('postgres.domain', name, to);
}

export function dropDomain(name: TableReference, settings?: IfExists): kinds.DropObject {
  return drop('postgres.domain', name, settings);
}

export function renameDomain(name: TableReference, to: string): kinds.RenameObject {
  return rename('postgres.domain', name, to);
}

/** A composite type: `createComposite({ name: 'point3', attributes: { x: t.double(), y: t.double(), z: t.double() } })`. */
export function createComposite(definition: {
  readonly name: TableReference;
  readonly attributes: Readonly<Record<string, TypeInput>> | postgres.PostgresComposite['attributes'];
  readonly comment?: string;
}): kinds.CreateObject {
  const { attributes: given, name, ...rest } = definition;
  const attributes = isList(given)
    ? given
    : Object.entries(given).map(([attribute, type]) => ({ name: attribute, type: typeOf(type), ...collationOf(type) }));
  return create({ ...rest, kind: 'postgres.composite', name: tableName(name), attributes });
}

function isList<T>(value: readonly T[] | object): value is readonly T[] {
  return Array.isArray(value);
}

function collationOf(type: TypeInput): { readonly collation?: string } {
  const collation = 'parts' in type ? type.parts.column.collation : undefined;
  return collation === undefined ? {} : { collation };
}

export function alterComposite(name: TableReference, to: Alterable<postgres.PostgresComposite>): kinds.AlterObject {
  return alter('postgres.composite', name, to);
}

export function dropComposite(name: TableReference, settings?: IfExists): kinds.DropObject {
  return drop('postgres.composite', name, settings);
}

export function renameComposite(name: TableReference, to: string): kinds.RenameObject {
  return rename('postgres.composite', name, to);
}

/** A sequence of its own; those of identity and serial columns belong to their columns. */
export function createSequence(
  definition: Named<postgres.PostgresSequence> & Pick<postgres.PostgresSequence, 'type'>,
  settings?: IfNotExists,
): kinds.CreateObject {
  return create({ ...definition, kind: 'postgres.sequence', name: tableName(definition.name) }, settings);
}

export function alterSequence(
  name: TableReference,
  to: ObjectChange<Omit<postgres.PostgresSequence, 'kind' | 'name'>>,
): kinds.AlterObject {
  return alter('postgres.sequence', name, to);
}

export function dropSequence(name: TableReference, settings?: IfExists): kinds.DropObject {
  return drop('postgres.sequence', name, settings);
}

export function renameSequence(name: TableReference, to: string): kinds.RenameObject {
  return rename('postgres.sequence', name, to);
}

export function createSchema(
  name: string,
  settings: IfNotExists & { readonly comment?: string } = {},
): kinds.CreateObject {
  const { comment, ...rest } = settings;
  return create({ kind: 'postgres.schema', name: { name }, ...(comment === undefined ? {} : { comment }) }, rest);
}

export function alterSchema(name: string, to: { readonly comment: string | null }): kinds.AlterObject {
  return alter('postgres.schema', name, to);
}

export function dropSchema(name: string, settings?: IfExists): kinds.DropObject {
  return drop('postgres.schema', name, settings);
}

/** An extension, where it is installed on the server. Not an error where it is there: many are made by administrators. */
export function createExtension(
  name: string,
  settings: { readonly schema?: string; readonly version?: string } & IfNotExists = {},
): kinds.CreateObject {
  const { ifNotExists = true, ...rest } = settings;
  return create({ kind: 'postgres.extension', name: { name }, ...rest }, { ifNotExists });
}

/** To another version, or to the newest that the server has. */
export function updateExtension(name: string, version?: string): kinds.AlterObject {
  return alter('postgres.extension', name, { version: version ?? null });
}

export function dropExtension(name: string, settings?: IfExists): kinds.DropObject {
  return drop('postgres.extension', name, settings);
}

export function createMaterializedView(
  definition: Named<postgres.PostgresMaterializedView> & {
    readonly definition: string | SqlText;
    /** Made by `index([...], { name })`. */
    readonly indexes?: readonly IndexDraft[];
  },
  settings?: IfNotExists,
): kinds.CreateObject {
  const { name, definition: text, indexes = [], ...rest } = definition;
  const view = tableName(name);
  return create(
    {
      ...rest,
      kind: 'postgres.materializedView',
      name: view,
      definition: textOf(text),
      indexes: indexes.map((draft) => ({ ...draft, name: draft.name ?? indexName(view.name, draft) })),
    },
    settings,
  );
}

function indexName(view: string, { columns }: IndexDraft): string {
  return `ix_${view}_${columns.map((element, at) => ('column' in element ? element.column : `expr${at + 1}`)).join('_')}`;
}

export function alterMaterializedView(
  name: TableReference,
  to: ObjectChange<Pick<postgres.PostgresMaterializedView, 'indexes' | 'storage' | 'tablespace' | 'comment'>>,
): kinds.AlterObject {
  return alter('postgres.materializedView', name, to);
}

export function dropMaterializedView(name: TableReference, settings?: IfExists): kinds.DropObject {
  return drop('postgres.materializedView', name, settings);
}

export function renameMaterializedView(name: TableReference, to: string): kinds.RenameObject {
  return rename('postgres.materializedView', name, to);
}

export function refreshMaterializedView(
  name: TableReference,
  settings: { readonly concurrently?: boolean; readonly withoutData?: boolean } = {},
): kinds.RefreshMaterializedView {
  return { kind: 'postgres.refreshMaterializedView', name: tableName(name), ...settings };
}

/** A policy of row-level security. It says nothing before `enableRowLevelSecurity(table)`. */
export function createPolicy(
  name: string,
  table: TableReference,
  definition: Omit<postgres.PostgresPolicy, 'kind' | 'name' | 'table'>,
): kinds.CreateObject {
  return create({ ...definition, kind: 'postgres.policy', name: beside(table, name), table: tableName(table) });
}

export function alterPolicy(
  name: string,
  table: TableReference,
  to: ObjectChange<Pick<postgres.PostgresPolicy, 'roles' | 'using' | 'withCheck' | 'comment'>>,
): kinds.AlterObject {
  return alter('postgres.policy', beside(table, name), to, { table: tableName(table) });
}

export function renamePolicy(name: string, table: TableReference, to: string): kinds.RenameObject {
  return rename('postgres.policy', beside(table, name), to, { table: tableName(table) });
}

export function dropPolicy(
  name: string,
  table: TableReference,
  settings?: Pick<IfExists, 'ifExists'>,
): kinds.DropObject {
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
  return alter('postgres.trigger', beside(table, name), to, { table: tableName(table) });
}

export function renameTrigger(name: string, table: TableReference, to: string): kinds.RenameObject {
  return rename('postgres.trigger', beside(table, name), to, { table: tableName(table) });
}

export function dropTrigger(name: string, table: TableReference, settings?: IfExists): kinds.DropObject {
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
  return create({ ...definition, kind: 'postgres.definition', name: tableName(definition.name) });
}

/** @param identity what DROP calls it: `AGGREGATE total(integer)` */
export function dropDefinition(name: TableReference, identity: string, settings?: IfExists): kinds.DropObject {
  return drop('postgres.definition', name, { identity, ...settings });
}

/** What can be changed is the comment alone. */
export function alterDefinition(
  name: TableReference,
  identity: string,
  to: { readonly comment: string | null },
): kinds.AlterObject {
  return alter('postgres.definition', name, to, { identity });
}
