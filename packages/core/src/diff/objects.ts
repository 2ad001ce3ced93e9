import type { Comparator } from '../dialect/comparator.js';
import type { Operation } from '../operations/operation.js';
import { InvalidDefinitionError } from '../schema/errors.js';
import { namesIn } from '../schema/expression.js';
import type { SchemaModel, SchemaObject, View } from '../schema/model.js';
import { displayName, tableKey, type TableName } from '../schema/names.js';
import { pairByKey, sortedBy } from './pairs.js';

/** The operations that drop objects, which come before all else, and those that create objects, which come last. */
export interface ObjectDiff {
  readonly drops: readonly Operation[];
  readonly creates: readonly Operation[];
}

/**
 * Views have no parts: one that has changed is dropped and created. So are those that rest on such a view, or on one of
 * the tables in `shaken`: databases do not change what a view rests on.
 */
export function diffObjects(
  from: SchemaModel,
  to: SchemaModel,
  shaken: readonly TableName[],
  comparator: Comparator,
): ObjectDiff {
  const pairs = pairByKey(from.objects, to.objects, objectKey);
  const changed = pairs.kept.filter((pair) => !comparator.sameObject(pair.from, pair.to));
  const dropped = new Set([...pairs.dropped, ...changed.map((pair) => pair.from)]);
  const created = new Set([...pairs.created, ...changed.map((pair) => pair.to)]);
  const kept = new Map(pairs.kept.map((pair) => [pair.from, pair.to]));
  const moving = [...[...dropped].map(({ name }) => name), ...shaken].map(({ name }) => name.toLowerCase());
  if (moving.length > 0) {
    const dependents = dependentsByName(from.objects);
    for (let name = moving.pop(); name !== undefined; name = moving.pop()) {
      for (const object of dependents.get(name) ?? []) {
        const after = kept.get(object);
        if (after === undefined || dropped.has(object)) continue;
        dropped.add(object);
        created.add(after);
        moving.push(object.name.name.toLowerCase());
      }
    }
  }
  return {
    drops: orderViews([...dropped])
      .toReversed()
      .map(({ name }): Operation => ({ kind: 'dropView', view: name })),
    creates: orderViews([...created]).map((view): Operation => ({ kind: 'createView', view })),
  };
}

function objectKey({ kind, name }: SchemaObject): string {
  return `${kind} ${tableKey(name)}`;
}

/** Which views mention a name, in lower case. */
function dependentsByName(objects: readonly SchemaObject[]): ReadonlyMap<string, readonly SchemaObject[]> {
  const dependents = new Map<string, SchemaObject[]>();
  for (const object of objects) {
    for (const name of mentionedBy(asView(object))) {
      const others = dependents.get(name);
      if (others === undefined) dependents.set(name, [object]);
      else others.push(object);
    }
  }
  return dependents;
}

function mentionedBy(view: View): ReadonlySet<string> {
  return new Set([...namesIn(view.definition)].map((name) => name.toLowerCase()));
}

/** Each view after those that it mentions. Views that mention each other, which none can really do, come by name. */
function orderViews(objects: readonly SchemaObject[]): readonly View[] {
  const views = sortedBy(objects.map(asView), ({ name }) => tableKey(name));
  const byName = new Map<string, View[]>();
  for (const view of views) {
    const name = view.name.name.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), view]);
  }
  const ordered = new Set<View>();
  const entered = new Set<View>();
  const open: { readonly view: View; readonly needs: View[] }[] = [];
  const enter = (view: View): void => {
    if (entered.has(view)) return;
    entered.add(view);
    open.push({ view, needs: [...mentionedBy(view)].flatMap((name) => byName.get(name) ?? []).toReversed() });
  };
  for (const view of views) {
    enter(view);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const need = top.needs.pop();
      if (need !== undefined) {
        enter(need);
        continue;
      }
      ordered.add(top.view);
      open.pop();
    }
  }
  return [...ordered];
}

function asView(object: SchemaObject): View {
  if (object.kind === 'view') return object;
  const { kind, name } = object as { readonly kind: string; readonly name: TableName };
  throw new InvalidDefinitionError(
    `The differ does not know how to create or drop the ${kind} ${displayName(name)}.`,
    'Leave it out of the comparison, or create and drop it by the operations of the package that defines it.',
  );
}
