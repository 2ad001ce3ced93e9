import type { SchemaModel, TableName } from '@aludel/core';
import {
  columnSource,
  displayName,
  Expression,
  tableSource,
  typeSource,
  type Argument,
  type OperationType,
} from '@aludel/core/dialect';
import { call } from './call.js';
import { unlessChecked } from './function-bodies.js';
import { withEnumValues, withTypeRenamed } from './enum-columns.js';
import { inWords, ObjectExistsError, UnknownObjectError } from './errors.js';
import type {
  AlterObject,
  CreateObject,
  DropObject,
  ObjectReference,
  PostgresObject,
  PostgresObjectKind,
  RenameObject,
} from './kinds.js';

/** How a kind of object is called in the names of functions: `createEnum`, `dropMaterializedView`. */
const words: { readonly [K in PostgresObjectKind]: string } = {
  'postgres.schema': 'Schema',
  'postgres.extension': 'Extension',
  'postgres.enum': 'Enum',
  'postgres.domain': 'Domain',
  'postgres.composite': 'Composite',
  'postgres.sequence': 'Sequence',
  'postgres.materializedView': 'MaterializedView',
  'postgres.policy': 'Policy',
  'postgres.function': 'Function',
  'postgres.trigger': 'Trigger',
  'postgres.definition': 'Definition',
};

export const createObject: OperationType<CreateObject> = {
  kind: 'postgres.createObject',
  touches: ({ object }) => scopeOf(referenceOf(object)),
  apply: (before, { object, ifNotExists, orReplace }) => {
    const there = findPostgresObject(before, referenceOf(object));
    if (there !== undefined && orReplace !== true) {
      if (ifNotExists === true) return before;
      throw new ObjectExistsError(words[object.kind], displayName(object.name));
    }
    const objects = before.objects.filter((other) => other !== there);
    return { ...before, objects: [...objects, object] };
  },
  reverse: ({ object, ifNotExists, orReplace }, before) => {
    const there = findPostgresObject(before, referenceOf(object));
    if (there === undefined) return [{ kind: 'postgres.dropObject', ...referenceOf(object) }];
    if (orReplace === true) return [{ ...createdAgain(there), orReplace }];
    return ifNotExists === true ? [] : [{ kind: 'postgres.dropObject', ...referenceOf(object) }];
  },
  toCall: (operation) => createCall(operation),
  describe: ({ object }) => `create${words[object.kind]} ${shownName(referenceOf(object))}`,
  names: ({ object }) => [
    { what: inWords(words[object.kind]), name: object.name.name },
    ...(object.kind === 'postgres.materializedView' ? object.indexes.map(({ name }) => ({ what: 'index', name })) : []),
  ],
};

/** What its body speaks of may come back after it. */
function createdAgain(object: PostgresObject): CreateObject {
  return {
    kind: 'postgres.createObject',
    object,
    ...(object.kind === 'postgres.function' ? unlessChecked(object) : {}),
  };
}

export const dropObject: OperationType<DropObject> = {
  kind: 'postgres.dropObject',
  touches: scopeOf,
  apply: (before, operation) => {
    const there = findPostgresObject(before, operation);
    // An enum may have gone with its last column; whether it was ever there the compiler asks.
    if (
      there === undefined &&
      operation.ifExists !== true &&
      operation.type !== 'postgres.enum' &&
      operation.type !== 'postgres.definition'
    ) {
      throw new UnknownObjectError(words[operation.type], shownName(operation));
    }
    return { ...before, objects: before.objects.filter((object) => object !== there) };
  },
  reverse: (operation, before) => {
    const there = findPostgresObject(before, operation);
    // Only a look at the whole database finds what is made by a definition.
    if (there === undefined && operation.type === 'postgres.definition') return undefined;
    return there === undefined ? [] : [createdAgain(withoutUses(there))];
  },
  toCall: ({ type, name, table, arguments: argumentTypes, identity, ifExists, cascade }) => {
    const settings = { ...(ifExists === true ? { ifExists } : {}), ...(cascade === true ? { cascade } : {}) };
    return call(`drop${words[type]}`, ...referenceArguments(name, table, argumentTypes ?? identity), settings);
  },
  describe: (operation) => `drop${words[operation.type]} ${shownName(operation)}`,
};

export const alterObject: OperationType<AlterObject> = {
  kind: 'postgres.alterObject',
  touches: scopeOf,
  apply: (before, operation) => {
    const there = getPostgresObject(before, operation);
    const changed = alteredObject(there, operation);
    const after = { ...before, objects: before.objects.map((object) => (object === there ? changed : object)) };
    return changed.kind === 'postgres.enum' ? withEnumValues(after, changed.name, changed.values) : after;
  },
  reverse: ({ kind, to, ...reference }, before) => {
    const there = getPostgresObject(before, reference) as unknown as Readonly<Record<string, unknown>>;
    return [{ kind, ...reference, to: Object.fromEntries(Object.keys(to).map((key) => [key, there[key] ?? null])) }];
  },
  toCall: ({ type, name, table, arguments: argumentTypes, identity, to }) =>
    type === 'postgres.extension'
      ? call('updateExtension', name.name, (to['version'] as string | null) ?? undefined)
      : call(`alter${words[type]}`, ...referenceArguments(name, table, argumentTypes ?? identity), to as Argument),
  describe: (operation) =>
    `alter${words[operation.type]} ${shownName(operation)} (${Object.keys(operation.to).join(', ')})`,
};

export const renameObject: OperationType<RenameObject> = {
  kind: 'postgres.renameObject',
  touches: scopeOf,
  apply: (before, operation) => {
    const there = getPostgresObject(before, operation);
    const name = { ...there.name, name: operation.to };
    if (operation.to !== there.name.name && findPostgresObject(before, { ...operation, name }) !== undefined) {
      throw new ObjectExistsError(words[operation.type], displayName(name));
    }
    const after = {
      ...before,
      objects: before.objects.map((object) => (object === there ? { ...there, name } : object)),
    };
    return isType(operation.type) ? withTypeRenamed(after, there.name, operation.to) : after;
  },
  reverse: ({ name, to, ...rest }) => [{ ...rest, name: { ...name, name: to }, to: name.name }],
  toCall: ({ type, name, table, arguments: argumentTypes, identity, to }) =>
    call(`rename${words[type]}`, ...referenceArguments(name, table, argumentTypes ?? identity), to),
  describe: (operation) => `rename${words[operation.type]} ${shownName(operation)} to ${operation.to}`,
  names: ({ type, to }) => [{ what: inWords(words[type]), name: to }],
};

function isType(kind: PostgresObjectKind): boolean {
  return kind === 'postgres.enum' || kind === 'postgres.domain' || kind === 'postgres.composite';
}

export function referenceOf(object: PostgresObject): ObjectReference {
  return {
    type: object.kind,
    name: object.name,
    ...('table' in object ? { table: object.table } : {}),
    ...(object.kind === 'postgres.function' ? { arguments: object.arguments } : {}),
    ...(object.kind === 'postgres.definition' ? { identity: object.identity } : {}),
  };
}

/** Policies and triggers are known with their table. */
function scopeOf({ type, name, table }: ObjectReference): readonly TableName[] {
  return table === undefined || (type !== 'postgres.policy' && type !== 'postgres.trigger') ? [name] : [table];
}

export function findPostgresObject(model: SchemaModel, reference: ObjectReference): PostgresObject | undefined {
  const { type, name, table, arguments: argumentTypes, identity } = reference;
  return model.objects.find(
    (object): object is PostgresObject =>
      object.kind === type &&
      sameName(object.name, name) &&
      (!('table' in object) || table === undefined || sameName(object.table, table)) &&
      (object.kind !== 'postgres.function' || argumentTypes === undefined || object.arguments === argumentTypes) &&
      (object.kind !== 'postgres.definition' || identity === undefined || object.identity === identity),
  );
}

export function getPostgresObject(model: SchemaModel, reference: ObjectReference): PostgresObject {
  const found = findPostgresObject(model, reference);
  if (found === undefined) throw new UnknownObjectError(words[reference.type], shownName(reference));
  return found;
}

/** What a change makes of an object; the compiler asks for it, too. */
export function alteredObject(object: PostgresObject, { to }: AlterObject): PostgresObject {
  const left = Object.entries({ ...object, ...to }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(left) as unknown as PostgresObject;
}

function withoutUses(object: PostgresObject): PostgresObject {
  if (object.kind !== 'postgres.enum') return object;
  const { usedBy: _, ...rest } = object;
  return rest;
}

function sameName(a: TableName, b: TableName): boolean {
  return a.name === b.name && a.schema === b.schema;
}

export function shownName({ name, table, arguments: argumentTypes, identity }: ObjectReference): string {
  if (identity !== undefined) return identity;
  if (table !== undefined) return `${name.name} on ${displayName(table)}`;
  return argumentTypes === undefined ? displayName(name) : `${displayName(name)}(${argumentTypes})`;
}

function referenceArguments(
  name: TableName,
  table: TableName | undefined,
  argumentTypes: string | undefined,
): readonly Argument[] {
  if (table !== undefined) return [name.name, tableSource(table)];
  return argumentTypes === undefined ? [tableSource(name)] : [tableSource(name), argumentTypes];
}

function createCall({ object, ifNotExists, orReplace, unchecked }: CreateObject): ReturnType<typeof call> {
  const flags = { ...(ifNotExists === true ? { ifNotExists } : {}), ...(orReplace === true ? { orReplace } : {}) };
  const word = `create${words[object.kind]}`;
  switch (object.kind) {
    case 'postgres.schema': {
      const { comment } = object;
      return call(word, object.name.name, { ...flags, ...(comment === undefined ? {} : { comment }) });
    }
    case 'postgres.extension': {
      const { kind: _, name, ...rest } = object;
      return call(word, name.name, { ...rest, ...(ifNotExists === true ? {} : { ifNotExists: false }) });
    }
    case 'postgres.policy': {
      const { kind: _, name, table, ...rest } = object;
      return call(word, name.name, tableSource(table), { ...rest });
    }
    case 'postgres.function': {
      const { kind: _, name, arguments: argumentTypes, definition, type, ...rest } = object;
      const settings = {
        ...rest,
        ...(type === 'function' ? {} : { type }),
        ...flags,
        ...(unchecked === true ? { unchecked } : {}),
      };
      return call(word, tableSource(name), argumentTypes, definition, settings);
    }
    case 'postgres.trigger': {
      const { kind: _, name, table, definition, ...rest } = object;
      return call(word, name.name, tableSource(table), definition, { ...rest, ...flags });
    }
    case 'postgres.domain': {
      const { kind: _, name, type, nullable, checks, ...rest } = object;
      const definition = {
        name: tableSource(name),
        type: typeSource(type),
        ...(nullable ? {} : { nullable }),
        ...(checks.length === 0 ? {} : { checks }),
        ...rest,
      };
      return call(word, definition as unknown as Argument, flags);
    }
    case 'postgres.composite': {
      const { name, attributes, comment } = object;
      const shown = Object.fromEntries(
        attributes.map((attribute) => [attribute.name, columnSource({ ...attribute, nullable: true })]),
      );
      const isOrdered = attributes.every((attribute) => !/^\d+$/u.test(attribute.name));
      const definition = {
        name: tableSource(name),
        attributes: isOrdered ? shown : attributes,
        ...(comment === undefined ? {} : { comment }),
      };
      return call(word, definition as unknown as Argument, flags);
    }
    default: {
      const { kind: _, name, ...rest } = withoutUses(object);
      return call(word, { name: tableSource(name), ...rest } as unknown as Argument, flags);
    }
  }
}

const modelWords: { readonly [K in PostgresObjectKind]: string } = {
  'postgres.schema': 'schema',
  'postgres.extension': 'extension',
  'postgres.enum': 'enumType',
  'postgres.domain': 'domain',
  'postgres.composite': 'compositeType',
  'postgres.sequence': 'sequence',
  'postgres.materializedView': 'materializedView',
  'postgres.policy': 'policy',
  'postgres.function': 'storedFunction',
  'postgres.trigger': 'trigger',
  'postgres.definition': 'definition',
};

/** An object as a model writes it: `sequence({ name: 'numbers' })`. */
export function modelSource(object: PostgresObject): Expression {
  const [made] = createCall({
    kind: 'postgres.createObject',
    object,
    ifNotExists: object.kind === 'postgres.extension',
  }).args;
  if (!(made instanceof Expression)) throw new TypeError(`${object.kind} is not written by a builder`);
  return new Expression(modelWords[object.kind], made.from, made.links);
}
