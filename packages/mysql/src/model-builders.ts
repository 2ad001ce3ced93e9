import type { MysqlEvent, MysqlRoutine, MysqlSequence, MysqlTrigger } from './augment.js';
import * as builders from './operations/builders.js';
import type { CreateObject, MysqlObject, MysqlObjectKind } from './operations/kinds.js';

/** What models export beside tables: each takes what its `create…` takes, and is the object itself. */

function model<Args extends readonly unknown[], Obj extends MysqlObject>(
  create: (...args: Args) => CreateObject,
  kind: Obj['kind'] & MysqlObjectKind,
): (...args: Args) => Obj {
  return (...args) => {
    const { object } = create(...args);
    if (object.kind !== kind) throw new TypeError(`${kind} was made as ${object.kind}`);
    return object as Obj;
  };
}

export const trigger: (...args: Parameters<typeof builders.createTrigger>) => MysqlTrigger = model(
  builders.createTrigger,
  'mysql.trigger',
);
export const storedFunction: (...args: Parameters<typeof builders.createFunction>) => MysqlRoutine = model(
  builders.createFunction,
  'mysql.routine',
);
export const storedProcedure: (...args: Parameters<typeof builders.createProcedure>) => MysqlRoutine = model(
  builders.createProcedure,
  'mysql.routine',
);
export const event: (...args: Parameters<typeof builders.createEvent>) => MysqlEvent = model(
  builders.createEvent,
  'mysql.event',
);
export const sequence: (...args: Parameters<typeof builders.createSequence>) => MysqlSequence = model(
  builders.createSequence,
  'mysql.sequence',
);
