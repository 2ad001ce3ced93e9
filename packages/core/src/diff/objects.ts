import type { Comparator } from '../dialect/comparator.js';
import type { AnyObjectType } from '../operations/object-type.js';
import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { InvalidDefinitionError } from '../schema/errors.js';
import type { SchemaModel, SchemaObject } from '../schema/model.js';
import { displayName, tableKey, type TableName } from '../schema/names.js';
import { pairByKey, sortedBy, type Pair } from './pairs.js';
import { keyOf, keysOf, objectReferences } from './references.js';

/** What becomes of objects. */
export interface ObjectDiff {
  /** Those that go, and those that are made anew, as they were. */
  readonly dropped: readonly SchemaObject[];
  /** Of these: the ones that have to be out of the way before anything is created. */
  readonly inTheWay: ReadonlySet<SchemaObject>;
  /** Those that come, and those that are made anew. */
  readonly created: readonly SchemaObject[];
  /** Changes in place of those that tables may rest on. */
  readonly earlyChanges: readonly Operation[];
  /** Changes in place of the others. */
  readonly changes: readonly Operation[];
  /** Before anything else. */
  readonly releases: readonly Operation[];
  /** When all else is there. */
  readonly completions: readonly Operation[];
}

/**
 * One that has changed is changed in place where its type knows how; else it is dropped and created. So are those that rest
 * on such a one, or on one of the tables that are `retyped`: databases do not change what a view rests on.
 * One that rests on a `renamed` table speaks, as it was, of names that are no more: so it is not changed in place, but
 * dropped, which can be done before the names change, and created.
 */
export function diffObjects(
  from: SchemaModel,
  to: SchemaModel,
  { retyped, renamed }: { readonly retyped: readonly TableName[]; readonly renamed: readonly TableName[] },
  comparator: Comparator,
  operations: OperationRegistry,
): ObjectDiff {
  const types = (object: SchemaObject): AnyObjectType => objectTypeOf(object, operations);
  const objectKey = (object: SchemaObject): string =>
    `${object.kind} ${tableKey(object.name)} ${operations.objectType(object.kind)?.identity?.(object) ?? ''}`;
  const pairs = pairByKey(from.objects, to.objects, objectKey);
  const changed = pairs.kept.filter((pair) => !comparator.sameObject(pair.from, pair.to));
  const isOfRenamed = restsOn(renamed, operations);
  const inPlace = new Map(
    changed.flatMap((pair) => {
      if (types(pair.to).order === 'afterTables' && isOfRenamed(pair.from)) return [];
      const change = types(pair.to).change?.(pair.from, pair.to);
      return change === undefined ? [] : [[pair, change] as const];
    }),
  );
  const anew = new Set(changed.filter((pair) => !inPlace.has(pair)));
  for (const pair of dependents(pairs.kept, [...pairs.dropped, ...formerOf(anew)], retyped, operations)) anew.add(pair);

  const goes = (object: SchemaObject): boolean => types(object).comesWithTables?.(object, from) !== true;
  const dropped = [...pairs.dropped.filter(goes), ...formerOf(anew)];
  const created = [...pairs.created, ...[...anew].map((pair) => pair.to)];
  const isEarly = (object: SchemaObject): boolean => types(object).order === 'beforeTables';
  const changes = sortedBy([...inPlace], ([pair]) => objectKey(pair.to)).filter(([pair]) => !anew.has(pair));
  const changesOf = (early: boolean): readonly Operation[] =>
    changes.flatMap(([pair, change]) => (isEarly(pair.to) === early ? change : []));
  return {
    dropped,
    inTheWay: inTheWay(dropped, formerOf(anew), operations),
    created,
    releases: dropped.flatMap((object) => types(object).release?.(object) ?? []),
    completions: [
      ...created.flatMap((object) => types(object).complete?.(object) ?? []),
      ...changed.flatMap((pair) => (anew.has(pair) ? [] : (types(pair.to).complete?.(pair.to, pair.from) ?? []))),
    ],
    earlyChanges: changesOf(true),
    changes: changesOf(false),
  };
}

function restsOn(tables: readonly TableName[], operations: OperationRegistry): (object: SchemaObject) => boolean {
  const keys = new Set(tables.flatMap((name) => keysOf(name)));
  return (object) => keys.size > 0 && objectReferences(object, operations).some((one) => keys.has(keyOf(one)));
}

function formerOf(pairs: Iterable<Pair<SchemaObject>>): readonly SchemaObject[] {
  return [...pairs].map((pair) => pair.from);
}

/** Those that are made anew; and one that goes, and rests on such a one, has to go before that. */
function inTheWay(
  dropped: readonly SchemaObject[],
  anew: readonly SchemaObject[],
  operations: OperationRegistry,
): ReadonlySet<SchemaObject> {
  const found = new Set(anew);
  if (found.size === 0) return found;
  const over = byReference(dropped, operations);
  const open = [...anew];
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (operations.isLeaf(object)) continue;
    for (const other of keysOf(object.name).flatMap((key) => over.get(key) ?? [])) {
      if (found.has(other)) continue;
      found.add(other);
      open.push(other);
    }
  }
  return found;
}

/** Which of those that stay rest on what moves, directly or through others. */
function dependents(
  kept: readonly Pair<SchemaObject>[],
  moving: readonly SchemaObject[],
  shaken: readonly TableName[],
  operations: OperationRegistry,
): ReadonlySet<Pair<SchemaObject>> {
  const found = new Set<Pair<SchemaObject>>();
  if (moving.length === 0 && shaken.length === 0) return found;
  const pairOf = new Map(kept.map((pair) => [pair.from, pair]));
  const over = byReference([...pairOf.keys()], operations);
  // A function that speaks of a table goes on doing so whatever becomes of the table's columns.
  const isShaken = ({ kind }: SchemaObject): boolean => operations.objectType(kind)?.order !== 'either';
  const open = [
    ...moving.filter((object) => !operations.isLeaf(object)).map(({ name }) => ({ name, isTable: false })),
    ...shaken.map((name) => ({ name, isTable: true })),
  ];
  for (let mover = open.pop(); mover !== undefined; mover = open.pop()) {
    for (const object of keysOf(mover.name).flatMap((key) => over.get(key) ?? [])) {
      const pair = pairOf.get(object);
      if (pair === undefined || found.has(pair) || (mover.isTable && !isShaken(object))) continue;
      found.add(pair);
      if (!operations.isLeaf(object)) open.push({ name: object.name, isTable: false });
    }
  }
  return found;
}

/** Who rests on something, by the key under which it is looked up. */
function byReference(
  objects: readonly SchemaObject[],
  operations: OperationRegistry,
): ReadonlyMap<string, readonly SchemaObject[]> {
  const found = new Map<string, SchemaObject[]>();
  for (const object of objects) {
    for (const key of new Set(objectReferences(object, operations).map(keyOf))) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [object]);
      else known.push(object);
    }
  }
  return found;
}

export function objectTypeOf(object: SchemaObject, operations: OperationRegistry): AnyObjectType {
  const type = operations.objectType(object.kind);
  if (type !== undefined) return type;
  throw new InvalidDefinitionError(
    `The differ does not know how to create or drop the ${object.kind} ${displayName(object.name)}.`,
    'Leave it out of the comparison, or create and drop it by the operations of the package that defines it.',
  );
}
