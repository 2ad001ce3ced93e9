import { referencesIn } from '../schema/expression.js';
import type { SchemaModel, SchemaObject, View } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import type { Expression } from './call.js';
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
   * dropped when all are. `afterTables`: what needs tables (views, triggers): the other way round. `either`: what may need
   * tables as well as be needed by them (functions): each comes before what mentions it, and else with the views.
   */
  readonly order: 'beforeTables' | 'afterTables' | 'either';
  create(object: Obj): Operation;
  drop(object: Obj): Operation;
  /**
   * What is to be done when all else is there, since it names what may need the object itself: of a new one, or of one that
   * was `from`.
   */
  complete?(object: Obj, from?: Obj): readonly Operation[];
  /** What is to be done before anything else, where the object goes. */
  release?(object: Obj): readonly Operation[];
  /** Whether it comes with the tables of a model, and goes with them, without being asked. */
  comesWithTables?(object: Obj, model: SchemaModel): boolean;
  /** What changes one in place; `undefined`, as without this: it has to be dropped and created anew. */
  change?(from: Obj, to: Obj): readonly Operation[] | undefined;
  /**
   * What it rests on: other objects and tables. A mere text is a name in any schema; with a schema, or without one for the
   * default, the name itself. It is created after those, and made anew when one of them is. Names of anything else do no
   * harm.
   */
  dependsOn?(object: Obj): Iterable<string | TableName>;
  /** Others of its kind that are created before it, if they are created as well: it does not rest on them, but has its place behind them. */
  comesBehind?(object: Obj): Iterable<TableName>;
  /** Nothing ever rests on one, whatever names it (triggers, policies): its name is no reason for an order. */
  readonly isLeaf?: boolean;
  /** The same of some of a kind. */
  isLeafAmong?(object: Obj): boolean;
  /** Of an object of the order `either`: that what needs it does not name it, so that it comes as soon as it can (casts). */
  isUnnamed?(object: Obj): boolean;
  /** Tells apart those of one kind and name: a function's arguments, a trigger's table. */
  identity?(object: Obj): string;
  /** How a model writes it: `trigger('t', 'users', 'CREATE TRIGGER …')`, of the dialect's package. */
  toSource?(object: Obj): Expression;
}

/** A type of object of which only its kind is known. It is only ever handed objects of that kind. */
export type AnyObjectType = ObjectType<SchemaObject>;

export const view: ObjectType<View> = {
  kind: 'view',
  order: 'afterTables',
  create: (object) => ({ kind: 'createView', view: object }),
  drop: ({ name }) => ({ kind: 'dropView', view: name }),
  dependsOn: ({ definition }) => referencesIn(definition),
};
