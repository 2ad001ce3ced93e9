import { assertBuilderArguments, type Signature } from '@aludel/core/connection';
import { signatures } from './builder-arguments.js';
import type { PostgresObjectKind, PostgresObject } from './operations/kinds.js';
import * as builders from './operations/object-builders.js';

/** What models export beside tables: each takes what its `create…` takes, and is the object itself. */

type ModelOf<Create extends (...args: never[]) => unknown, Obj> = (...args: Parameters<Create>) => Obj;

function model<Create extends (...args: never[]) => { readonly object: PostgresObject }, K extends PostgresObjectKind>(
  word: string,
  create: Create,
  signature: Signature,
  kind: K,
): ModelOf<Create, Extract<PostgresObject, { readonly kind: K }>> {
  return (...args) => {
    assertBuilderArguments(word, signature, args);
    const { object } = create(...args);
    if (object.kind !== kind) throw new TypeError(`${kind} was made as ${object.kind}`);
    return object as Extract<PostgresObject, { readonly kind: K }>;
  };
}

export const schema = model('schema', builders.createSchema, signatures.createSchema, 'postgres.schema');
export const extension = model('extension', builders.createExtension, signatures.createExtension, 'postgres.extension');
export const enumType = model('enumType', builders.createEnum, signatures.createEnum, 'postgres.enum');
export const domain = model('domain', builders.createDomain, signatures.createDomain, 'postgres.domain');
export const compositeType = model(
  'compositeType',
  builders.createComposite,
  signatures.createComposite,
  'postgres.composite',
);
export const sequence = model('sequence', builders.createSequence, signatures.createSequence, 'postgres.sequence');
export const materializedView = model(
  'materializedView',
  builders.createMaterializedView,
  signatures.createMaterializedView,
  'postgres.materializedView',
);
export const policy = model('policy', builders.createPolicy, signatures.createPolicy, 'postgres.policy');
/** A function, or a procedure. */
export const storedFunction = model(
  'storedFunction',
  builders.createFunction,
  signatures.createFunction,
  'postgres.function',
);
/** What is made by a statement whose parts the model does not know: an aggregate, a cast, a rule … */
export const definition = model(
  'definition',
  builders.createDefinition,
  signatures.createDefinition,
  'postgres.definition',
);
export const trigger = model('trigger', builders.createTrigger, signatures.createTrigger, 'postgres.trigger');
