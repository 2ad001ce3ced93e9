import type { SchemaModel, TableName } from '@aludel/core';
import {
  displayName,
  Expression,
  referencesIn,
  sameTable,
  tableSource,
  trimmed,
  type AnyObjectType,
  type Argument,
  type Call,
  type ObjectType,
  type OperationType,
} from '@aludel/core/dialect';
import type { SqliteTrigger, SqliteVirtualTable } from '../augment.js';
import { ObjectNameError } from '../errors.js';

/** What SQLite has beside tables, indexes and views. */
export type SqliteObject = SqliteTrigger | SqliteVirtualTable;

export interface CreateObject {
  readonly kind: 'sqlite.createObject';
  readonly object: SqliteObject;
}

export interface DropObject {
  readonly kind: 'sqlite.dropObject';
  readonly type: SqliteObject['kind'];
  readonly name: TableName;
  /** Of a trigger: what it watches, where that is known. */
  readonly table?: TableName;
  readonly ifExists?: boolean;
}

declare module '@aludel/core' {
  interface Operations {
    'sqlite.createObject': CreateObject;
    'sqlite.dropObject': DropObject;
  }
}

const words: { readonly [K in SqliteObject['kind']]: string } = {
  'sqlite.trigger': 'Trigger',
  'sqlite.virtualTable': 'VirtualTable',
};

export const createObject: OperationType<CreateObject> = {
  kind: 'sqlite.createObject',
  touches: ({ object }) => (object.kind === 'sqlite.trigger' ? [object.table, object.name] : [object.name]),
  apply: (before, { object }) => {
    if (findSqliteObject(before, object.kind, object.name) !== undefined) {
      throw new ObjectNameError(words[object.kind], displayName(object.name), true);
    }
    return { ...before, objects: [...before.objects, object] };
  },
  reverse: ({ object }) => [dropOf(object)],
  toCall: ({ object }) => ({ name: 'apply', args: [objectSource(object, 'create')] }),
  describe: ({ object }) => `create${words[object.kind]} ${displayName(object.name)}`,
};

export const dropObject: OperationType<DropObject> = {
  kind: 'sqlite.dropObject',
  touches: ({ name, table }) => (table === undefined ? [name] : [table, name]),
  apply: (before, { type, name, ifExists }) => {
    const there = findSqliteObject(before, type, name);
    // A trigger is known with what it watches, which a drop need not name.
    if (there === undefined && ifExists !== true && type !== 'sqlite.trigger') {
      throw new ObjectNameError(words[type], displayName(name), false);
    }
    return { ...before, objects: before.objects.filter((object) => object !== there) };
  },
  reverse: ({ type, name, ifExists }, before) => {
    const there = findSqliteObject(before, type, name);
    if (there !== undefined) return [{ kind: 'sqlite.createObject', object: there }];
    return ifExists === true ? [] : undefined;
  },
  toCall: ({ type, name, table, ifExists }) =>
    call(`drop${words[type]}`, tableSource(name), {
      ...(table === undefined ? {} : { table: tableSource(table) }),
      ...(ifExists === true ? { ifExists } : {}),
    }),
  losesData: ({ type }) => type === 'sqlite.virtualTable',
  describe: ({ type, name }) => `drop${words[type]} ${displayName(name)}`,
};

function findSqliteObject(model: SchemaModel, kind: SqliteObject['kind'], name: TableName): SqliteObject | undefined {
  return model.objects.find((object): object is SqliteObject => object.kind === kind && sameTable(object.name, name));
}

function dropOf(object: SqliteObject): DropObject {
  return {
    kind: 'sqlite.dropObject',
    type: object.kind,
    name: object.name,
    ...(object.kind === 'sqlite.trigger' ? { table: object.table } : {}),
  };
}

const trigger: ObjectType<SqliteTrigger> = {
  kind: 'sqlite.trigger',
  order: 'afterTables',
  isLeaf: true,
  create: (object) => ({ kind: 'sqlite.createObject', object }),
  drop: dropOf,
  // What it watches must be there, and may be a view. What its body names need not; but while that is away SQLite refuses
  // every ALTER TABLE, so that the trigger has to be away as well.
  dependsOn: ({ table, definition }) => [table, ...referencesIn(definition)],
  toSource: (object) => objectSource(object, ''),
};

const virtualTable: ObjectType<SqliteVirtualTable> = {
  kind: 'sqlite.virtualTable',
  order: 'afterTables',
  create: (object) => ({ kind: 'sqlite.createObject', object }),
  drop: dropOf,
  dependsOn: ({ definition }) => referencesIn(definition),
  toSource: (object) => objectSource(object, ''),
};

/** How the differ makes and unmakes them, and how they are written. */
export const objectTypes: readonly AnyObjectType[] = [trigger, virtualTable];

function objectSource(object: SqliteObject, verb: 'create' | ''): Expression {
  const word = words[object.kind];
  const name = verb === '' ? word.slice(0, 1).toLowerCase() + word.slice(1) : verb + word;
  const table = object.kind === 'sqlite.trigger' ? [tableSource(object.table)] : [];
  return new Expression(name, '@aludel/sqlite', [
    { args: trimmed([tableSource(object.name), ...table, object.definition]) },
  ]);
}

function call(name: string, ...args: readonly Argument[]): Call {
  return { name: 'apply', args: [new Expression(name, '@aludel/sqlite', [{ args: trimmed(args) }])] };
}
