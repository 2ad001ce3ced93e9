import { namesIn } from '../schema/expression.js';
import type { SchemaObject, View } from '../schema/model.js';
import type { Operation } from './operation.js';

/** Any object of a schema: one of the kinds that the program knows, or of those that only a package knows. */
export interface AnyObject {
  readonly kind: string;
}

/**
 * A kind of object beside tables, as the differ needs to know it: which operations make and unmake one. A dialect's package
 * registers its own along with its operations.
 */
export interface ObjectType<Obj extends AnyObject> {
  readonly kind: Obj['kind'];
  /**
   * `beforeTables`: what columns may need (types, sequences, schemas, extensions): created before any table is touched,
   * dropped when all are. `afterTables`: what needs tables (views, triggers, functions): the other way round.
   */
  readonly order: 'beforeTables' | 'afterTables';
  create(object: Obj): Operation;
  drop(object: Obj): Operation;
  /** What changes one in place; `undefined`, as without this: it has to be dropped and created anew. */
  change?(from: Obj, to: Obj): readonly Operation[] | undefined;
  /**
   * Names, without schemas, of what it rests on: other objects and tables. It is created after those objects, and made
   * anew when one of them is. Names of anything else do no harm.
   */
  dependsOn?(object: Obj): Iterable<string>;
}

/** A type of object of which only its kind is known. It is only ever handed objects of that kind. */
export type AnyObjectType = ObjectType<SchemaObject>;

export const view: ObjectType<View> = {
  kind: 'view',
  order: 'afterTables',
  create: (object) => ({ kind: 'createView', view: object }),
  drop: ({ name }) => ({ kind: 'dropView', view: name }),
  dependsOn: ({ definition }) => namesIn(definition),
};
