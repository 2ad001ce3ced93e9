import type { Constraint } from '@aludel/core';
import type { Connection, Operation, SchemaModel } from '@aludel/core/dialect';
import { checkInspect as check, checkUndo as checkBack, type Outcome, type Watch } from '@aludel/testing';
import { tokenize, unquoted } from '../../../packages/sqlite/dist/parse/tokens.js';
import type { Session } from '../sqlite/session.js';
import { readHealth, readRows, readSchema, readState, rowNumber } from '../sqlite/state.js';

/** How closely SQLite can be watched: rows with their numbers and storage classes, every word of the stored schema. */
export const sqliteWatch: Watch = {
  rows: (connection, table) => readRows(connection, table.name),
  rowMarks: [rowNumber],
  health: readHealth,
  whole: readState,
  strangers,
  exact: true,
  counted: withoutUnchecked,
  undone: withoutQuotes,
};

/** That SQLite cannot enforce a foreign key follows from the table that it points at. */
function withoutUnchecked(model: SchemaModel): SchemaModel {
  const plain = (constraint: Constraint): Constraint => {
    if (constraint.kind !== 'foreignKey') return constraint;
    const { unchecked, ...others } = constraint.options?.sqlite ?? {};
    if (unchecked === undefined) return constraint;
    const { options, ...bare } = constraint;
    const { sqlite: _, ...rest } = options ?? {};
    const left = { ...rest, ...(Object.keys(others).length === 0 ? {} : { sqlite: others }) };
    return Object.keys(left).length === 0 ? bare : { ...bare, options: left };
  };
  return {
    ...model,
    tables: model.tables.map((table) => ({ ...table, constraints: table.constraints.map(plain) })),
  };
}

/** Law 3 for one list of operations. */
export function checkInspect(session: Session, operations: readonly Operation[]): Promise<Outcome> {
  return check(session, operations, sqliteWatch);
}

/** Law 2 on the real thing. */
export function checkUndo(session: Session, before: SchemaModel): Promise<Outcome> {
  return checkBack(session, before, sqliteWatch);
}

/** A table that is renamed and renamed back stands in quotes where views and triggers speak of it. */
function withoutQuotes(model: SchemaModel): SchemaModel {
  const bare = (text: string): string =>
    tokenize(text)
      .map((token) => (token.kind === 'name' ? unquoted(token.text) : token.text))
      .join('');
  return {
    ...model,
    objects: model.objects.map((object) =>
      'definition' in object ? { ...object, definition: bare(object.definition) } : object,
    ),
  };
}

/** What lies in the database and in no model: helpers that were left behind. */
async function strangers(connection: Connection, { tables, objects }: SchemaModel): Promise<readonly string[]> {
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
