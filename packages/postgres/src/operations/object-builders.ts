import type { ColumnBuilder, ColumnType, IndexDraft, SqlText, TableReference } from '@aludel/core';
import { isColumnBuilder, tableName, textOf } from '@aludel/core/connection';
import type * as postgres from '../augment.js';
import { assertGiven } from '../builder-arguments.js';
import type * as kinds from './kinds.js';
import { alter, create, drop, rename, type IfExists, type IfNotExists, type ObjectChange } from './object-records.js';

export type { IfExists, IfNotExists, ObjectChange } from './object-records.js';
export * from './routine-builders.js';

/** Functions that make the records of PostgreSQL's own operations: `op.apply(createEnum({ name: 'mood', values: ['ok'] }))`. */

type Named<T> = Omit<T, 'kind' | 'name' | 'usedBy' | 'table' | 'definition' | 'type' | 'indexes'> & {
  readonly name: TableReference;
};

export type TypeInput = ColumnBuilder | ColumnType;

type Alterable<T> = ObjectChange<Omit<T, 'kind' | 'name' | 'usedBy' | 'table' | 'type'>>;

function typeOf(type: TypeInput): ColumnType {
  return isColumnBuilder(type) ? type.parts.column.type : type;
}

/** An enum type. A table that needs one makes it by itself: `t.enum(['ok', 'sad'], 'mood')`. */
export function createEnum(definition: Named<postgres.PostgresEnum>, settings?: IfNotExists): kinds.CreateObject {
  assertGiven('createEnum', definition, settings);
  return create({ ...definition, kind: 'postgres.enum', name: tableName(definition.name) }, settings);
}

export function dropEnum(name: TableReference, settings?: IfExists): kinds.DropObject {
  assertGiven('dropEnum', name, settings);
  return drop('postgres.enum', name, settings);
}

export function renameEnum(name: TableReference, to: string): kinds.RenameObject {
  assertGiven('renameEnum', name, to);
  return rename('postgres.enum', name, to);
}

/** With `values`, the type is made anew and all its columns are moved to it: a row that holds another value fails. */
export function alterEnum(name: TableReference, to: Alterable<postgres.PostgresEnum>): kinds.AlterObject {
  assertGiven('alterEnum', name, to);
  return alter('postgres.enum', name, to);
}

/** Adds a value at the end, or next to another. Outside of the transaction, so that it can be used after. */
export function addEnumValue(
  name: TableReference,
  value: string,
  settings: { readonly before?: string; readonly after?: string } & IfNotExists = {},
): kinds.AddEnumValue {
  assertGiven('addEnumValue', name, value, settings);
  return { kind: 'postgres.addEnumValue', name: tableName(name), value, ...settings };
}

export function renameEnumValue(name: TableReference, from: string, to: string): kinds.RenameEnumValue {
  assertGiven('renameEnumValue', name, from, to);
  return { kind: 'postgres.renameEnumValue', name: tableName(name), from, to };
}

export function createDomain(
  definition: Partial<Omit<Named<postgres.PostgresDomain>, 'name'>> & {
    readonly name: TableReference;
    readonly type: TypeInput;
  },
): kinds.CreateObject {
  assertGiven('createDomain', definition);
  const { nullable = true, checks = [], ...rest } = definition;
  const type = typeOf(definition.type);
  return create({ ...rest, kind: 'postgres.domain', name: tableName(definition.name), type, nullable, checks });
}

export function alterDomain(name: TableReference, to: Alterable<postgres.PostgresDomain>): kinds.AlterObject {
  assertGiven('alterDomain', name, to);
  return alter('postgres.domain', name, to);
}

export function dropDomain(name: TableReference, settings?: IfExists): kinds.DropObject {
  assertGiven('dropDomain', name, settings);
  return drop('postgres.domain', name, settings);
}

export function renameDomain(name: TableReference, to: string): kinds.RenameObject {
  assertGiven('renameDomain', name, to);
  return rename('postgres.domain', name, to);
}

/** A composite type: `createComposite({ name: 'point3', attributes: { x: t.double(), y: t.double(), z: t.double() } })`. */
export function createComposite(definition: {
  readonly name: TableReference;
  readonly attributes: Readonly<Record<string, TypeInput>> | postgres.PostgresComposite['attributes'];
  readonly comment?: string;
}): kinds.CreateObject {
  assertGiven('createComposite', definition);
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
  const collation = isColumnBuilder(type) ? type.parts.column.collation : undefined;
  return collation === undefined ? {} : { collation };
}

export function alterComposite(name: TableReference, to: Alterable<postgres.PostgresComposite>): kinds.AlterObject {
  assertGiven('alterComposite', name, to);
  return alter('postgres.composite', name, to);
}

export function dropComposite(name: TableReference, settings?: IfExists): kinds.DropObject {
  assertGiven('dropComposite', name, settings);
  return drop('postgres.composite', name, settings);
}

export function renameComposite(name: TableReference, to: string): kinds.RenameObject {
  assertGiven('renameComposite', name, to);
  return rename('postgres.composite', name, to);
}

/** Its numbers are kept as `bigint`, and can be written as either. */
type Numbers<T> = { readonly [K in keyof T]: bigint extends T[K] ? T[K] | number : T[K] };

function exact<T extends object>(numbers: Numbers<T>): T {
  const parts = Object.entries(numbers).map(([name, value]) => [
    name,
    typeof value === 'number' ? BigInt(value) : value,
  ]);
  return Object.fromEntries(parts) as T;
}

/** A sequence of its own; those of identity and serial columns belong to their columns. */
export function createSequence(
  definition: Numbers<Named<postgres.PostgresSequence> & Pick<postgres.PostgresSequence, 'type'>>,
  settings?: IfNotExists,
): kinds.CreateObject {
  assertGiven('createSequence', definition, settings);
  return create({ ...exact(definition), kind: 'postgres.sequence', name: tableName(definition.name) }, settings);
}

export function alterSequence(
  name: TableReference,
  to: ObjectChange<Numbers<Omit<postgres.PostgresSequence, 'kind' | 'name'>>>,
): kinds.AlterObject {
  assertGiven('alterSequence', name, to);
  return alter('postgres.sequence', name, exact(to));
}

export function dropSequence(name: TableReference, settings?: IfExists): kinds.DropObject {
  assertGiven('dropSequence', name, settings);
  return drop('postgres.sequence', name, settings);
}

export function renameSequence(name: TableReference, to: string): kinds.RenameObject {
  assertGiven('renameSequence', name, to);
  return rename('postgres.sequence', name, to);
}

export function createSchema(
  name: string,
  settings: IfNotExists & { readonly comment?: string } = {},
): kinds.CreateObject {
  assertGiven('createSchema', name, settings);
  const { comment, ...rest } = settings;
  return create({ kind: 'postgres.schema', name: { name }, ...(comment === undefined ? {} : { comment }) }, rest);
}

export function alterSchema(name: string, to: { readonly comment: string | null }): kinds.AlterObject {
  assertGiven('alterSchema', name, to);
  return alter('postgres.schema', name, to);
}

export function dropSchema(name: string, settings?: IfExists): kinds.DropObject {
  assertGiven('dropSchema', name, settings);
  return drop('postgres.schema', name, settings);
}

/** An extension, where it is installed on the server. Not an error where it is there: many are made by administrators. */
export function createExtension(
  name: string,
  settings: { readonly schema?: string; readonly version?: string; readonly comment?: string } & IfNotExists = {},
): kinds.CreateObject {
  assertGiven('createExtension', name, settings);
  const { ifNotExists = true, ...rest } = settings;
  return create({ kind: 'postgres.extension', name: { name }, ...rest }, { ifNotExists });
}

/** To another version, or to the newest that the server has. */
export function updateExtension(name: string, version?: string): kinds.AlterObject {
  assertGiven('updateExtension', name, version);
  return alter('postgres.extension', name, { version: version ?? null });
}

export function dropExtension(name: string, settings?: IfExists): kinds.DropObject {
  assertGiven('dropExtension', name, settings);
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
  assertGiven('createMaterializedView', definition, settings);
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
  to: ObjectChange<
    Pick<
      postgres.PostgresMaterializedView,
      'indexes' | 'storage' | 'tablespace' | 'clusterOn' | 'columnComments' | 'comment'
    >
  >,
): kinds.AlterObject {
  assertGiven('alterMaterializedView', name, to);
  return alter('postgres.materializedView', name, to);
}

export function dropMaterializedView(name: TableReference, settings?: IfExists): kinds.DropObject {
  assertGiven('dropMaterializedView', name, settings);
  return drop('postgres.materializedView', name, settings);
}

export function renameMaterializedView(name: TableReference, to: string): kinds.RenameObject {
  assertGiven('renameMaterializedView', name, to);
  return rename('postgres.materializedView', name, to);
}

export function refreshMaterializedView(
  name: TableReference,
  settings: { readonly concurrently?: boolean; readonly withoutData?: boolean } = {},
): kinds.RefreshMaterializedView {
  assertGiven('refreshMaterializedView', name, settings);
  return { kind: 'postgres.refreshMaterializedView', name: tableName(name), ...settings };
}
