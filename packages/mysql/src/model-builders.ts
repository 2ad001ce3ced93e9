import { assertBuilderArguments, type Signature } from '@aludel/core/connection';
import type { MysqlEvent, MysqlRoutine, MysqlSequence, MysqlTrigger } from './augment.js';
import { signatures } from './builder-arguments.js';
import * as builders from './operations/builders.js';
import type { CreateObject, MysqlObject, MysqlObjectKind } from './operations/kinds.js';

/** What models export beside tables: each takes what its `create…` takes, and is the object itself. */

function model<Args extends readonly unknown[], Obj extends MysqlObject>(
  word: string,
  create: (...args: Args) => CreateObject,
  signature: Signature,
  kind: Obj['kind'] & MysqlObjectKind,
): (...args: Args) => Obj {
  return (...args) => {
    assertBuilderArguments(word, signature, args);
    const { object } = create(...args);
    if (object.kind !== kind) throw new TypeError(`${kind} was made as ${object.kind}`);
    return object as Obj;
  };
}

export const trigger: (...args: Parameters<typeof builders.createTrigger>) => MysqlTrigger = model(
  'trigger',
  builders.createTrigger,
  signatures.createTrigger,
  'mysql.trigger',
);
export const storedFunction: (...args: Parameters<typeof builders.createFunction>) => MysqlRoutine = model(
  'storedFunction',
  builders.createFunction,
  signatures.createFunction,
  'mysql.routine',
);
export const storedProcedure: (...args: Parameters<typeof builders.createProcedure>) => MysqlRoutine = model(
  'storedProcedure',
  builders.createProcedure,
  signatures.createProcedure,
  'mysql.routine',
);
export const event: (...args: Parameters<typeof builders.createEvent>) => MysqlEvent = model(
  'event',
  builders.createEvent,
  signatures.createEvent,
  'mysql.event',
);
export const sequence: (...args: Parameters<typeof builders.createSequence>) => MysqlSequence = model(
  'sequence',
  builders.createSequence,
  signatures.createSequence,
  'mysql.sequence',
);
