import type { SchemaModel, SchemaObject, Table } from '@aludel/core';
import { coreOperations, tableName, type Execute, type OperationType, type TableName } from '@aludel/core/dialect';
import { readIndex } from '../inspect/read-index.js';
import { parseCreateIndex } from '../parse/create-index-text.js';
import { folded, isTrivia, tokenize, unquoted } from '../parse/tokens.js';

const { execute: portable } = coreOperations;

/**
 * As the portable operation, but what a plain CREATE or DROP of a trigger or an index does is known: portable operations
 * have no triggers, so migrations say them in SQL, and a rebuild later on must neither forget one nor bring one back.
 */
export const execute: OperationType<Execute> = {
  ...portable,
  touches: (operation) => {
    const statement = understand(operation.sql);
    const touched = portable.touches(operation);
    return statement?.table === undefined ? touched : [...touched, tableName(statement.table)];
  },
  apply: (before, operation) => {
    const statement = understand(operation.sql);
    return statement === undefined ? before : statement.apply(before);
  },
};

interface Understood {
  readonly table?: string;
  readonly apply: (model: SchemaModel) => SchemaModel;
}

function understand(sql: string): Understood | undefined {
  const words = tokenize(sql).filter((token) => !isTrivia(token));
  const at = (index: number): string => folded(words[index]?.text ?? '');
  let next = 1;
  const unique = at(next) === 'unique';
  if (unique) next += 1;
  const kind = at(next);
  next += 1;
  if (at(next) === 'if') next += at(next + 1) === 'not' ? 3 : 2;
  // A name with a schema lies in another file, where nothing is known of it.
  const name = unquoted(words[next]?.text ?? '');
  if (name === '' || at(next + 1) === '.') return undefined;
  if (at(0) === 'drop' && kind === 'trigger') return { apply: (model) => withoutTrigger(model, name) };
  if (at(0) === 'drop' && kind === 'index') return { apply: (model) => withoutIndex(model, name) };
  if (at(0) !== 'create') return undefined;
  if (kind === 'trigger') {
    const on = words.findIndex((token, index) => index > next && folded(token.text) === 'on');
    const table = unquoted(words[on + 1]?.text ?? '');
    return { table, apply: (model) => withTrigger(model, { name, table, sql }) };
  }
  return kind === 'index' ? createdIndex(sql, name) : undefined;
}

function createdIndex(sql: string, name: string): Understood | undefined {
  try {
    const parsed = parseCreateIndex(sql);
    const table = parsed.table.value;
    const isIt = (one: Table): boolean => folded(one.name.name) === folded(table);
    return {
      table,
      apply: (model) => ({
        ...model,
        tables: model.tables.map((one) =>
          !isIt(one) || one.indexes.some((index) => folded(index.name) === folded(name))
            ? one
            : { ...one, indexes: [...one.indexes, readIndex(name, parsed, one)] },
        ),
      }),
    };
  } catch {
    return undefined; // SQLite will say what is wrong with it.
  }
}

function withTrigger(
  model: SchemaModel,
  { name, table, sql }: { readonly name: string; readonly table: string; readonly sql: string },
): SchemaModel {
  if (model.objects.some((object) => object.kind === 'sqlite.trigger' && sameName(object.name, name))) return model;
  const watched = model.tables.find((one) => sameName(one.name, table))?.name ?? tableName(table);
  const definition = sql.trim().replace(/;\s*$/u, '');
  return {
    ...model,
    objects: [...model.objects, { kind: 'sqlite.trigger', name: { name }, table: watched, definition }],
  };
}

function withoutTrigger(model: SchemaModel, name: string): SchemaModel {
  const isIt = (object: SchemaObject): boolean => object.kind === 'sqlite.trigger' && sameName(object.name, name);
  return { ...model, objects: model.objects.filter((object) => !isIt(object)) };
}

function withoutIndex(model: SchemaModel, name: string): SchemaModel {
  const has = (table: Table): boolean => table.indexes.some((index) => folded(index.name) === folded(name));
  return {
    ...model,
    tables: model.tables.map((table) =>
      has(table) ? { ...table, indexes: table.indexes.filter((index) => folded(index.name) !== folded(name)) } : table,
    ),
  };
}

function sameName(a: TableName, b: string): boolean {
  return folded(a.name) === folded(b);
}
