import type { ColumnType, TableName } from '@aludel/core';
import {
  referencesIn,
  type AnyObjectType,
  type DialectSource,
  type Expression,
  type ObjectType,
  type Operation,
} from '@aludel/core/dialect';
import type { PostgresFunction, PostgresSequence } from '../augment.js';
import type { PostgresObject, PostgresObjectKind } from './kinds.js';
import { isRead, unlessChecked } from './function-bodies.js';
import { modelSource, referenceOf } from './object-operations.js';
import { withMarkIfEmpty } from './tables.js';
import { pieces } from '../sql-text.js';
import { typeSource } from './type-source.js';

type Reference = string | TableName;

/** What differs between two objects of one kind, for `alter…`; `undefined` where that is not all that can be altered. */
function altered<Obj extends PostgresObject>(
  from: Obj,
  to: Obj,
  alterable: readonly (keyof Obj)[],
): readonly Operation[] | undefined {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])] as (keyof Obj)[];
  const changed = keys.filter(
    (key) => key !== 'usedBy' && JSON.stringify(from[key], plain) !== JSON.stringify(to[key], plain),
  );
  if (!changed.every((key) => alterable.includes(key))) return undefined;
  const change = Object.fromEntries(changed.map((key) => [key, to[key] ?? null]));
  return changed.length === 0 ? [] : [{ kind: 'postgres.alterObject', ...referenceOf(to), to: change }];
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** All have these in common. */
function objectType<Obj extends PostgresObject>(
  kind: Obj['kind'] & PostgresObjectKind,
  order: AnyObjectType['order'],
  own: Partial<ObjectType<Obj>> = {},
): AnyObjectType {
  const { dependsOn, ...more } = own;
  const type: ObjectType<Obj> = {
    kind,
    order,
    create: (object) => ({ kind: 'postgres.createObject', object }),
    drop: (object) => ({ kind: 'postgres.dropObject', ...referenceOf(object) }),
    toSource: (object): Expression => modelSource(object),
    ...more,
    dependsOn: (object) => [
      ...(object.name.schema === undefined ? [] : [{ name: object.name.schema }]),
      ...(dependsOn?.(object) ?? []),
    ],
  };
  return type;
}

type Of<K extends PostgresObjectKind> = Extract<PostgresObject, { readonly kind: K }>;

/** How the differ makes, changes and unmakes PostgreSQL's objects; in the order in which those of one sort are made. */
export const objectTypes: readonly AnyObjectType[] = [
  objectType<Of<'postgres.schema'>>('postgres.schema', 'beforeTables', {
    change: (from, to) => altered(from, to, ['comment']),
  }),
  objectType<Of<'postgres.extension'>>('postgres.extension', 'beforeTables', {
    create: (object) => ({ kind: 'postgres.createObject', object, ifNotExists: true }),
    change: (from, to) => altered(from, to, ['comment', 'schema', 'version']),
    dependsOn: ({ schema }) => (schema === undefined ? [] : [{ name: schema }]),
  }),
  objectType<Of<'postgres.enum'>>('postgres.enum', 'beforeTables', {
    // Values come before anything may name them, and go when nothing does any more.
    change: (from, to) => altered(from, { ...to, values: withAdded(from.values, to.values) }, ['comment', 'values']),
    complete: (to, from) =>
      from === undefined ? [] : (altered({ ...to, values: withAdded(from.values, to.values) }, to, ['values']) ?? []),
    comesWithTables: ({ name }, { tables }) =>
      tables.some(
        (table) =>
          table.name.schema === name.schema && table.columns.some(({ type }) => enumNameIn(type) === name.name),
      ),
  }),
  objectType<Of<'postgres.composite'>>('postgres.composite', 'beforeTables', {
    change: (from, to) => altered(from, to, ['comment', 'attributes']),
    dependsOn: ({ name, attributes }) =>
      attributes.flatMap(({ type, collation }) => [
        ...typeReferences(type, name),
        ...(collation === undefined ? [] : referencesIn(collation)),
      ]),
  }),
  objectType<Of<'postgres.domain'>>('postgres.domain', 'beforeTables', {
    change: (from, to) => altered(from, to, ['comment', 'nullable', 'default', 'checks']),
    dependsOn: ({ name, type, checks, default: value, collation }) => [
      ...typeReferences(type, name),
      ...(collation === undefined ? [] : referencesIn(collation)),
      ...checks.flatMap(({ expression }) => referencesIn(expression)),
      ...(value?.kind === 'sql' ? referencesIn(value.sql) : []),
    ],
  }),
  objectType<PostgresSequence>('postgres.sequence', 'beforeTables', {
    create: (object) => ({ kind: 'postgres.createObject', object: unowned(object) }),
    change: (from, to) =>
      altered(unowned(from), unowned(to), [
        'comment',
        'type',
        'start',
        'increment',
        'minValue',
        'maxValue',
        'cache',
        'cycle',
      ]),
    // The table that owns it may need it in a default.
    complete: (object, from) =>
      JSON.stringify(object.ownedBy) === JSON.stringify(from?.ownedBy) ? [] : [owning(object, object.ownedBy)],
    release: (object) => (object.ownedBy === undefined ? [] : [owning(object, undefined)]),
  }),
  objectType<PostgresFunction>('postgres.function', 'either', {
    create: (object) => ({ kind: 'postgres.createObject', object, ...unlessChecked(object) }),
    change: (from, to) =>
      signatureOf(from) === signatureOf(to) && from.type === to.type
        ? [{ kind: 'postgres.createObject', object: to, orReplace: true, ...unlessChecked(to) }]
        : undefined,
    identity: ({ arguments: types }) => types,
    dependsOn: (object) => {
      const { schema, name } = object.name;
      const isOwn = (other: TableName): boolean =>
        other.name === name.toLowerCase() && (other.schema ?? schema) === schema;
      return referencesIn(isRead(object) ? object.definition : headOf(object)).filter((other) => !isOwn(other));
    },
  }),
  objectType<Of<'postgres.definition'>>('postgres.definition', 'either', {
    change: (from, to) => altered(from, to, ['comment']),
    identity: ({ identity }) => identity,
    isUnnamed: ({ what }) => what === 'cast',
    isLeafAmong: ({ what }) => what === 'statistics object' || what === 'rule' || what === 'event trigger',
    dependsOn: ({ name, definition }) =>
      referencesIn(definition).filter(
        (other) => !(other.name === name.name.toLowerCase() && other.schema === name.schema),
      ),
  }),
  objectType<Of<'postgres.materializedView'>>('postgres.materializedView', 'afterTables', {
    change: (from, to) =>
      altered(from, to, ['comment', 'indexes', 'storage', 'tablespace', 'clusterOn', 'columnComments']),
    dependsOn: ({ definition }) => referencesIn(definition),
  }),
  objectType<Of<'postgres.trigger'>>('postgres.trigger', 'afterTables', {
    isLeaf: true,
    change: (from, to) =>
      /^\s*create\s+constraint\b/iu.test(to.definition)
        ? altered(from, to, ['comment', 'enabled'])
        : [{ kind: 'postgres.createObject', object: to, orReplace: true }],
    identity: ({ table }) => `${table.schema ?? ''}.${table.name}`,
    dependsOn: ({ table, definition }): readonly Reference[] => [table, ...referencesIn(definition)],
  }),
  objectType<Of<'postgres.policy'>>('postgres.policy', 'afterTables', {
    isLeaf: true,
    change: (from, to) =>
      (to.using === undefined) === (from.using === undefined) &&
      (to.withCheck === undefined) === (from.withCheck === undefined)
        ? altered(from, to, ['comment', 'roles', 'using', 'withCheck'])
        : undefined,
    identity: ({ table }) => `${table.schema ?? ''}.${table.name}`,
    dependsOn: ({ table, using = '', withCheck = '' }): readonly Reference[] => [
      table,
      ...referencesIn(using),
      ...referencesIn(withCheck),
    ],
  }),
];

/** How what PostgreSQL alone has is written. */
export const postgresSource: DialectSource = {
  columnType: typeSource,
  table: withMarkIfEmpty,
  constraint: (table, constraint) =>
    constraint.kind === 'postgres.exclude' ? { kind: 'postgres.createExclusion', table, constraint } : undefined,
};

/** The values that there are, and those that come where they shall stand; just the wanted ones, where none goes. */
function withAdded(from: readonly string[], to: readonly string[]): readonly string[] {
  if (from.every((value) => to.includes(value))) return to;
  return to.reduceRight((values: readonly string[], value, at) => {
    if (values.includes(value)) return values;
    const next = to[at + 1];
    const place = next === undefined ? values.length : values.indexOf(next);
    return [...values.slice(0, place), value, ...values.slice(place)];
  }, from);
}

function unowned({ ownedBy: _ownedBy, ...sequence }: PostgresSequence): PostgresSequence {
  return sequence;
}

function owning(sequence: PostgresSequence, ownedBy: PostgresSequence['ownedBy']): Operation {
  return { kind: 'postgres.alterObject', ...referenceOf(sequence), to: { ownedBy: ownedBy ?? null } };
}

function enumNameIn(type: ColumnType): string | undefined {
  if (type.kind === 'enum') return type.name;
  return type.kind === 'postgres.array' ? enumNameIn(type.element) : undefined;
}

/** The types that a type is made of; an enum without a schema is in that of its owner. */
function typeReferences(type: ColumnType, owner: TableName): readonly Reference[] {
  switch (type.kind) {
    case 'enum':
      return type.name === undefined ? [] : [{ ...owner, name: type.name }];
    case 'postgres.named':
      return [type.name];
    case 'postgres.array':
      return typeReferences(type.element, owner);
    case 'native':
      return referencesIn(type.sql);
    default:
      return [];
  }
}

/** Name, arguments and what is returned: CREATE OR REPLACE takes a function with other attributes, but no other of these. */
function signatureOf({ definition }: PostgresFunction): string {
  let depth = 0;
  let signature = '';
  for (const { kind, text } of pieces(definition)) {
    if (kind === 'comment') continue;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth === 0 && kind === 'code' && attributeWords.has(text.toLowerCase())) break;
    signature += kind === 'space' ? ' ' : text;
  }
  return signature.trim();
}

/** One of these begins what comes after the signature. `SET` is none of SETOF, nor RETURN of RETURNS. */
const attributeWords = new Set(
  'language transform window immutable stable volatile not leakproof called strict security external parallel cost rows support set as begin return'.split(
    ' ',
  ),
);

/** All before the body. */
function headOf({ definition }: PostgresFunction): string {
  const body = /\bas\s+(?:\$|')|\bbegin\s+atomic\b|\breturn\s/iu.exec(definition);
  return body === null ? definition : definition.slice(0, body.index);
}
