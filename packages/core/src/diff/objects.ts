import type { Comparator } from '../dialect/comparator.js';
import type { AnyObjectType } from '../operations/object-type.js';
import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { InvalidDefinitionError } from '../schema/errors.js';
import type { SchemaModel, SchemaObject } from '../schema/model.js';
import { displayName, tableKey, type TableName } from '../schema/names.js';
import { pairByKey, sortedBy, type Pair } from './pairs.js';

/** What becomes of objects, around what becomes of tables. */
export interface ObjectDiff {
  /** Before all else: those that rest on tables and go, or are made anew. */
  readonly drops: readonly Operation[];
  /** Then those that tables may rest on: they are made, made anew, or changed. */
  readonly early: readonly Operation[];
  /** When the tables are done: those that rest on tables are made or changed. */
  readonly creates: readonly Operation[];
  /** Last of all: those that no table needs any more. */
  readonly lateDrops: readonly Operation[];
}

/**
 * One that has changed is changed in place where its type knows how; else it is dropped and created. So are those that rest
 * on such a one, or on one of the tables in `shaken`: databases do not change what a view rests on.
 */
export function diffObjects(
  from: SchemaModel,
  to: SchemaModel,
  shaken: readonly TableName[],
  comparator: Comparator,
  operations: OperationRegistry,
): ObjectDiff {
  const types = (object: SchemaObject): AnyObjectType => typeOf(object, operations);
  const pairs = pairByKey(from.objects, to.objects, objectKey);
  const changed = pairs.kept.filter((pair) => !comparator.sameObject(pair.from, pair.to));
  const inPlace = new Map(
    changed.flatMap((pair) => {
      const change = types(pair.to).change?.(pair.from, pair.to);
      return change === undefined ? [] : [[pair, change] as const];
    }),
  );
  const anew = new Set(changed.filter((pair) => !inPlace.has(pair)));
  for (const pair of dependents(pairs.kept, [...pairs.dropped, ...formerOf(anew)], shaken, operations)) anew.add(pair);

  const dropped = orderObjects([...pairs.dropped, ...formerOf(anew)], operations).toReversed();
  const created = orderObjects([...pairs.created, ...[...anew].map((pair) => pair.to)], operations);
  const changes = sortedBy([...inPlace], ([pair]) => objectKey(pair.to)).filter(([pair]) => !anew.has(pair));
  const isEarly = (object: SchemaObject): boolean => types(object).order === 'beforeTables';
  // One that goes, and rests on one that is made anew, has to go before that.
  const isAnew = new Set(formerOf(anew));
  for (const object of dropped.toReversed()) {
    const rests = namesOf(object, operations);
    if ([...isAnew].some(({ name }) => rests.has(name.name.toLowerCase()))) isAnew.add(object);
  }
  const drop = (object: SchemaObject): Operation => types(object).drop(object);
  const create = (object: SchemaObject): Operation => types(object).create(object);
  const changesOf = (early: boolean): readonly Operation[] =>
    changes.flatMap(([pair, change]) => (isEarly(pair.to) === early ? change : []));
  return {
    drops: dropped.filter((object) => !isEarly(object)).map(drop),
    early: [
      ...dropped.filter((object) => isEarly(object) && isAnew.has(object)).map(drop),
      ...created.filter(isEarly).map(create),
      ...changesOf(true),
    ],
    creates: [...created.filter((object) => !isEarly(object)).map(create), ...changesOf(false)],
    lateDrops: dropped.filter((object) => isEarly(object) && !isAnew.has(object)).map(drop),
  };
}

function formerOf(pairs: Iterable<Pair<SchemaObject>>): readonly SchemaObject[] {
  return [...pairs].map((pair) => pair.from);
}

function objectKey({ kind, name }: SchemaObject): string {
  return `${kind} ${tableKey(name)}`;
}

/** Which of those that stay rest on what moves, directly or through others. */
function dependents(
  kept: readonly Pair<SchemaObject>[],
  moving: readonly SchemaObject[],
  shaken: readonly TableName[],
  operations: OperationRegistry,
): ReadonlySet<Pair<SchemaObject>> {
  const found = new Set<Pair<SchemaObject>>();
  const names = [...moving.map(({ name }) => name), ...shaken].map(({ name }) => name.toLowerCase());
  if (names.length === 0) return found;
  const byName = new Map<string, Pair<SchemaObject>[]>();
  for (const pair of kept) {
    for (const name of namesOf(pair.from, operations)) {
      const others = byName.get(name);
      if (others === undefined) byName.set(name, [pair]);
      else others.push(pair);
    }
  }
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    for (const pair of byName.get(name) ?? []) {
      if (found.has(pair)) continue;
      found.add(pair);
      names.push(pair.from.name.name.toLowerCase());
    }
  }
  return found;
}

/** What an object rests on, in lower case; nothing where nobody knows. */
function namesOf(object: SchemaObject, operations: OperationRegistry): ReadonlySet<string> {
  const names = operations.objectType(object.kind)?.dependsOn?.(object) ?? [];
  return new Set([...names].map((name) => name.toLowerCase()));
}

/** Each object after those that it rests on. Those that rest on each other, which none can really do, come by name. */
function orderObjects(objects: readonly SchemaObject[], operations: OperationRegistry): readonly SchemaObject[] {
  const sorted = sortedBy(objects, ({ kind, name }) => `${tableKey(name)} ${kind}`);
  const byName = new Map<string, SchemaObject[]>();
  for (const object of sorted) {
    const name = object.name.name.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), object]);
  }
  const ordered = new Set<SchemaObject>();
  const entered = new Set<SchemaObject>();
  const open: { readonly object: SchemaObject; readonly needs: SchemaObject[] }[] = [];
  const enter = (object: SchemaObject): void => {
    if (entered.has(object)) return;
    entered.add(object);
    const needs = [...namesOf(object, operations)].flatMap((name) => byName.get(name) ?? []).toReversed();
    open.push({ object, needs });
  };
  for (const object of sorted) {
    enter(object);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const need = top.needs.pop();
      if (need !== undefined) {
        enter(need);
        continue;
      }
      ordered.add(top.object);
      open.pop();
    }
  }
  return [...ordered];
}

function typeOf(object: SchemaObject, operations: OperationRegistry): AnyObjectType {
  const type = operations.objectType(object.kind);
  if (type !== undefined) return type;
  throw new InvalidDefinitionError(
    `The differ does not know how to create or drop the ${object.kind} ${displayName(object.name)}.`,
    'Leave it out of the comparison, or create and drop it by the operations of the package that defines it.',
  );
}
