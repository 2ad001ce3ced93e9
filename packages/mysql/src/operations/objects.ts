import type { SchemaModel, TableName } from '@aludel/core';
import {
  AludelError,
  displayName,
  Expression,
  sameTable,
  tableSource,
  trimmed,
  type Argument,
  type Call,
  type ObjectType,
  type OperationType,
} from '@aludel/core/dialect';
import type { MysqlTrigger } from '../augment.js';
import type { CreateObject, DropObject, MysqlObject, MysqlObjectKind } from './kinds.js';

/** An object of that name is there already, or is not there. */
export class ObjectNameError extends AludelError {
  constructor(what: string, name: string, isThere: boolean) {
    super(
      isThere ? 'OBJECT_EXISTS' : 'UNKNOWN_OBJECT',
      isThere ? `There is a ${what} ${name} already.` : `There is no ${what} ${name}.`,
      {
        hint: isThere
          ? 'Drop it first, or choose another name.'
          : 'Look at its name; or drop it with { ifExists: true }.',
      },
    );
  }
}

const words: { readonly [K in MysqlObjectKind]: string } = {
  'mysql.trigger': 'trigger',
  'mysql.routine': 'routine',
  'mysql.event': 'event',
  'mysql.sequence': 'sequence',
};

export const createObject: OperationType<CreateObject> = {
  kind: 'mysql.createObject',
  touches: ({ object }) => [object.kind === 'mysql.trigger' ? object.table : object.name],
  apply: (before, { object }) => {
    if (findMysqlObject(before, dropOf(object)) !== undefined) {
      throw new ObjectNameError(words[object.kind], displayName(object.name), true);
    }
    return { ...before, objects: [...before.objects, object] };
  },
  reverse: ({ object }) => [dropOf(object)],
  toCall: ({ object }) => createCall(object),
  describe: ({ object }) => `create ${words[object.kind]} ${displayName(object.name)}`,
};

export const dropObject: OperationType<DropObject> = {
  kind: 'mysql.dropObject',
  touches: ({ name }) => [name],
  apply: (before, operation) => {
    const there = findMysqlObject(before, operation);
    // A trigger is known with its table, which a drop does not name.
    if (there === undefined && operation.ifExists !== true && operation.type !== 'mysql.trigger') {
      throw new ObjectNameError(words[operation.type], displayName(operation.name), false);
    }
    return { ...before, objects: before.objects.filter((object) => object !== there) };
  },
  reverse: (operation, before) => {
    const there = findMysqlObject(before, operation);
    if (there !== undefined) return [{ kind: 'mysql.createObject', object: there }];
    return operation.ifExists === true ? [] : undefined;
  },
  toCall: ({ type, name, routine, ifExists }) => {
    const settings = ifExists === true ? { ifExists } : {};
    return call(`drop${word(routine ?? words[type])}`, tableSource(name), settings);
  },
  describe: ({ type, name }) => `drop ${words[type]} ${displayName(name)}`,
};

/** How the differ makes and unmakes them. */
export const objectTypes: readonly ObjectType<MysqlObject>[] = (Object.keys(words) as MysqlObjectKind[]).map(
  (kind) => ({
    kind,
    order: kind === 'mysql.sequence' ? 'beforeTables' : 'afterTables',
    create: (object) => ({ kind: 'mysql.createObject', object }),
    drop: dropOf,
    isLeaf: kind === 'mysql.trigger' || kind === 'mysql.event',
    identity: (object) => (object.kind === 'mysql.routine' ? object.type : ''),
    dependsOn: (object) => (object.kind === 'mysql.trigger' ? [object.table] : []),
    comesBehind: (object) => (object.kind === 'mysql.trigger' ? triggerBefore(object) : []),
    toSource: modelSource,
  }),
);

/** The trigger that has to be there first. */
function triggerBefore({ order, table }: MysqlTrigger): readonly TableName[] {
  return order?.follows === undefined ? [] : [{ ...table, name: order.follows }];
}

export function dropOf(object: MysqlObject): DropObject {
  return {
    kind: 'mysql.dropObject',
    type: object.kind,
    name: object.name,
    ...(object.kind === 'mysql.routine' ? { routine: object.type } : {}),
  };
}

function findMysqlObject(model: SchemaModel, { type, name, routine }: DropObject): MysqlObject | undefined {
  return model.objects.find(
    (object): object is MysqlObject =>
      object.kind === type &&
      sameTable(object.name, name) &&
      (object.kind !== 'mysql.routine' || routine === undefined || object.type === routine),
  );
}

function createCall(object: MysqlObject): Call {
  const { definition, name } = object;
  const { definer, sqlMode } = object.kind === 'mysql.sequence' ? {} : object;
  const order = object.kind === 'mysql.trigger' ? object.order : undefined;
  const timeZone = object.kind === 'mysql.event' ? object.timeZone : undefined;
  const settings = {
    ...(order === undefined ? {} : { order: { ...order } }),
    ...(definer === undefined ? {} : { definer }),
    ...(sqlMode === undefined ? {} : { sqlMode }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  const kind = object.kind === 'mysql.routine' ? object.type : words[object.kind];
  const table = object.kind === 'mysql.trigger' ? [tableSource(object.table)] : [];
  return call(`create${word(kind)}`, tableSource(name), ...table, definition, settings);
}

const modelWords: Readonly<Record<string, string>> = {
  createTrigger: 'trigger',
  createFunction: 'storedFunction',
  createProcedure: 'storedProcedure',
  createEvent: 'event',
  createSequence: 'sequence',
};

/** An object as a model writes it: `trigger('audit', 'users', 'CREATE TRIGGER …')`. */
function modelSource(object: MysqlObject): Expression {
  const [made] = createCall(object).args;
  if (!(made instanceof Expression)) throw new TypeError(`${object.kind} is not written by a builder`);
  return new Expression(modelWords[made.root] ?? made.root, made.from, made.links);
}

/** `op.apply(name(...args))`, with the function imported from this package. */
export function call(name: string, ...args: readonly (Argument | undefined)[]): Call {
  return { name: 'apply', args: [new Expression(name, '@aludel/mysql', [{ args: trimmed(args) }])] };
}

function word(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
