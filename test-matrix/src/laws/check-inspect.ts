import { isDeepStrictEqual } from 'node:util';
import { AludelError } from '@aludel/core';
import type { Operation, SchemaModel, Table } from '@aludel/core/dialect';
import { differences } from '@aludel/testing';
import { tokenize, unquoted } from '../../../packages/sqlite/dist/parse/tokens.js';
import type { Session } from '../sqlite/session.js';
import { readHealth, readRows, readSchema, readState, rowNumber, type Values } from '../sqlite/state.js';
import { followColumns } from './follow-columns.js';

export interface Outcome {
  /** What is wrong, in words; nothing where the law holds. */
  readonly wrong: readonly string[];
  /** The operations were refused, as the rows that are there do not allow them, and nothing was changed. */
  readonly refused?: AludelError;
}

/**
 * Law 3 for one list of operations: the database agrees with the model, each row that was there still is, with the values
 * of the columns that are left, and nothing else has come.
 */
export async function checkInspect(session: Session, operations: readonly Operation[]): Promise<Outcome> {
  const { connection, services } = session;
  const before = await session.model();
  const state = await readState(connection);
  const health = await readHealth(connection);
  try {
    await session.run(operations);
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    const unchanged = isDeepStrictEqual(await readState(connection), state);
    const wrong = unchanged ? [] : ['it was refused, and yet something was changed'];
    return { wrong: [...wrong, ...same('health', await readHealth(connection), health)], refused: error };
  }
  const normal = (model: SchemaModel): SchemaModel => services.normalizer.normalize(model);
  const expected = normal(services.operations.applyAll(before, operations));
  const after = await session.model();
  return {
    wrong: [
      ...differences(normal(after), expected),
      ...same('order of columns', columnsOf(normal(after)), columnsOf(expected)),
      ...same('kinds of table', optionsOf(normal(after)), optionsOf(expected)),
      ...(await strangers(session, after)),
      ...(await lostRows(session, before, operations, state.rows)),
      ...same('health', await readHealth(connection), health),
    ],
  };
}

/** Law 2 on the real thing: what was derived when the operations ran takes the schema back, up to the order of columns. */
export async function checkUndo(session: Session, before: SchemaModel): Promise<Outcome> {
  const { connection, services } = session;
  const health = await readHealth(connection);
  try {
    if (!(await session.undo())) return { wrong: [] };
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    return { wrong: same('health', await readHealth(connection), health), refused: error };
  }
  const normal = (model: SchemaModel): SchemaModel => withoutQuotes(services.normalizer.normalize(model));
  const after = await session.model();
  return {
    wrong: [
      ...differences(normal(after), normal(before)),
      ...same('kinds of table', optionsOf(normal(after)), optionsOf(normal(before))),
      ...(await strangers(session, after)),
      ...same('health', await readHealth(connection), health),
    ],
  };
}

/** A table that is renamed and renamed back stands in quotes where views and triggers speak of it. */
function withoutQuotes(model: SchemaModel): SchemaModel {
  const bare = (text: string): string =>
    tokenize(text)
      .map((token) => (token.kind === 'name' ? unquoted(token.text) : token.text))
      .join('');
  return { ...model, objects: model.objects.map((object) => ({ ...object, definition: bare(object.definition) })) };
}

function columnsOf({ tables }: SchemaModel): unknown {
  return new Map(tables.toSorted(byName).map(({ name, columns }) => [name.name, columns.map((column) => column.name)]));
}

function optionsOf({ tables }: SchemaModel): unknown {
  return new Map(tables.toSorted(byName).map(({ name, options }) => [name.name, options ?? null]));
}

function byName(a: Table, b: Table): number {
  return a.name.name < b.name.name ? -1 : 1;
}

export function same(what: string, found: unknown, wanted: unknown): readonly string[] {
  return isDeepStrictEqual(found, wanted) ? [] : [`${what}: ${text(found)} is not ${text(wanted)}`];
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (item instanceof Map) return [...item];
    return typeof item === 'bigint' ? `${item}n` : item;
  });
}

/** What lies in the database and in no model: helpers that were left behind. */
async function strangers({ connection }: Session, { tables, objects }: SchemaModel): Promise<readonly string[]> {
  const known = new Set([
    ...tables.flatMap(({ name, indexes }) => [name.name, ...indexes.map((index) => index.name)]),
    ...objects.map(({ name }) => name.name),
  ]);
  const shadows = await connection.query(`SELECT name FROM pragma_table_list WHERE type = 'shadow'`);
  for (const { name } of shadows) known.add(String(name));
  return (await readSchema(connection))
    .map(({ name }) => String(name))
    .filter((name) => !known.has(name) && !name.startsWith('sqlite_'))
    .map((name) => `${name} is there and nobody knows it`);
}

async function lostRows(
  { connection }: Session,
  before: SchemaModel,
  operations: readonly Operation[],
  rows: ReadonlyMap<string, readonly Values[]>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [origin, { table, columns }] of followColumns(before, operations)) {
    const former = rows.get(origin) ?? [];
    const now = await readRows(connection, table);
    const added = operations.flatMap((operation) =>
      operation.kind === 'bulkInsert' && operation.table.name === table
        ? [...(operation.rows as readonly unknown[])]
        : [],
    );
    if (now.length !== former.length + added.length)
      wrong.push(`${table} had ${former.length} rows and has ${now.length}`);
    const left = now.map((row) =>
      text([row.get(rowNumber), ...[...columns.values()].map((column) => row.get(column))]),
    );
    for (const row of former) {
      const key = text([row.get(rowNumber), ...[...columns.keys()].map((column) => row.get(column))]);
      const at = left.indexOf(key);
      if (at === -1) wrong.push(`${table} has no row ${key} any more, but ${left.join(' ')}`);
      else left.splice(at, 1);
    }
  }
  return wrong;
}
