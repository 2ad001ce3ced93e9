import type { PostgresObjectKind, PostgresObject } from './operations/kinds.js';
import * as builders from './operations/object-builders.js';

/** What models export beside tables: each takes what its `create…` takes, and is the object itself. */

type ModelOf<Create extends (...args: never[]) => unknown, Obj> = (...args: Parameters<Create>) => Obj;

function model<Create extends (...args: never[]) => { readonly object: PostgresObject }, K extends PostgresObjectKind>(
  create: Create,
  kind: K,
): ModelOf<Create, Extract<PostgresObject, { readonly kind: K }>> {
  return (...args) => {
    const { object } = create(...args);
    if (object.kind !== kind) throw new TypeError(`${kind} was made as ${object.kind}`);
    return object as Extract<PostgresObject, { readonly kind: K }>;
  };
}

export const schema = model(builders.createSchema, 'postgres.schema');
export const extension = model(builders.createExtension, 'postgres.extension');
export const enumType = model(builders.createEnum, 'postgres.enum');
export const domain = model(builders.createDomain, 'postgres.domain');
export const compositeType = model(builders.createComposite, 'postgres.composite');
export const sequence = model(builders.createSequence, 'postgres.sequence');
export const materializedView = model(builders.createMaterializedView, 'postgres.materializedView');
export const policy = model(builders.createPolicy, 'postgres.policy');
/** A function, or a procedure. */
export const storedFunction = model(builders.createFunction, 'postgres.function');
/** What is made by a statement whose parts the model does not know: an aggregate, a cast, a rule … */
export const definition = model(builders.createDefinition, 'postgres.definition');
export const trigger = model(builders.createTrigger, 'postgres.trigger');
