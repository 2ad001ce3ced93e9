import { defaultNamingConvention } from '@aludel/core';
import type { Column, Literal, Row, Table } from '@aludel/core/dialect';
import { checkInspect, checkUndo } from '../live/check-inspect.js';
import type { LiveSession } from '../live/session.js';
import { show } from '../equivalent.js';
import { inSession, told } from './running-case.js';
import { sameValue } from './same-value.js';
import type { Suite } from './suite.js';
import type { TypeCase } from './type-case.js';
import { typeCases, typeTitle } from './type-cases.js';

/**
 * Every portable type, and the dialect's own: a column of it is inspected as the normaliser says, holds every value and null,
 * has each form of default, and is a primary key where the profile says that it can be.
 */
export function testTypes(suite: Suite): void {
  const { profile, types = [] } = suite.dialect;
  for (const one of [...Object.values(typeCases).flat(), ...types]) {
    const { kind } = one.type;
    suite.add(`type ${typeTitle(one.type)} holds its values`, kind, () => holdsValues(suite, one));
    const [value] = one.values;
    if (value !== undefined)
      suite.add(`type ${typeTitle(one.type)} is written by Knex`, kind, () => writtenByKnex(suite, one, value));
    for (const given of one.defaults ?? []) {
      const title = given.default.kind === 'sql' ? `what ${given.default.sql} gives` : show(given.default.value);
      suite.add(`type ${typeTitle(one.type)} has the default ${title}`, kind, () => hasDefault(suite, one, given));
    }
    if (one.noKey === true || !profile.indexable(one.type)) continue;
    suite.add(`type ${typeTitle(one.type)} is a primary key, and is pointed at`, kind, () => isKey(suite, one));
  }
}

function column(name: string, { type }: TypeCase, more: Partial<Column> = {}): Column {
  return { name, type, nullable: true, ...more };
}

const id: Column = { name: 'id', type: { kind: 'integer' }, nullable: false };

function tableOf(name: string, columns: readonly Column[], key: string): Table {
  const table = { name };
  const primary = defaultNamingConvention.primaryKey(table);
  return { name: table, columns, constraints: [{ kind: 'primaryKey', columns: [key], name: primary }], indexes: [] };
}

async function made(suite: Suite, session: LiveSession, tables: readonly Table[]): Promise<readonly string[]> {
  const start = await session.model();
  const { wrong, refused } = await checkInspect(
    session,
    tables.map((table) => ({ kind: 'createTable', table })),
    suite.dialect.watch,
  );
  if (refused !== undefined && wrong.length === 0) throw refused;
  if (wrong.length > 0) return wrong;
  // Down and up again: what a type made of its own (a type, a domain) must not be in the way.
  const back = await checkUndo(session, start, suite.dialect.watch);
  if (back.refused !== undefined) return ['undone:', told(back.refused)];
  if (back.wrong.length > 0) return ['undone:', ...back.wrong];
  await session.upgrade();
  return [];
}

async function holdsValues(suite: Suite, one: TypeCase): Promise<void> {
  await inSession(suite.dialect, async (session) => {
    const holder = tableOf('holder', [id, column('value', one), column('sure', one, { nullable: false })], 'id');
    const wrong = await made(suite, session, [holder]);
    if (wrong.length > 0) return wrong;
    const [some = null] = one.values;
    const rows = [...one.values, null].map((value, at): Row => ({ id: at, value, sure: value ?? some }));
    await session.run([{ kind: 'bulkInsert', table: holder.name, rows }]);
    return compareRows(suite, one, session, rows);
  });
}

/** What `op.query` reads within a migration. */
async function compareRows(
  suite: Suite,
  one: TypeCase,
  session: LiveSession,
  rows: readonly Row[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  await session.run(async (op) => {
    const read = await op.query(op.knex('holder').select('id', 'value', 'sure').orderBy('id'));
    if (read.length !== rows.length) wrong.push(`${rows.length} rows were inserted, and ${read.length} are there`);
    for (const [at, row] of read.entries()) {
      for (const name of ['value', 'sure']) {
        const put = rows[at]?.[name] ?? null;
        if (!isSame(suite, one, put, row[name]))
          wrong.push(`${name}: ${show(put)} came back as ${inspected(row[name])}`);
      }
    }
  });
  return wrong;
}

/** A value as a binding of Knex, written and read within a migration. */
async function writtenByKnex(suite: Suite, one: TypeCase, value: Literal): Promise<void> {
  await inSession(suite.dialect, async (session) => {
    const wrong = await made(suite, session, [tableOf('holder', [id, column('value', one)], 'id')]);
    if (wrong.length > 0) return wrong;
    await session.run([{ kind: 'bulkInsert', table: { name: 'holder' }, rows: [{ id: 1, value: null }] }]);
    let got: unknown;
    await session.run(async (op) => {
      await op.knex('holder').update({ value });
      const [row] = await op.knex('holder').select('value');
      got = (row as Row | undefined)?.['value'];
    });
    return isSame(suite, one, value, got) ? [] : [`${show(value)} came back as ${inspected(got)}`];
  });
}

async function hasDefault(
  suite: Suite,
  one: TypeCase,
  given: NonNullable<TypeCase['defaults']>[number],
): Promise<void> {
  await inSession(suite.dialect, async (session) => {
    const value = column('value', one, { default: given.default });
    const sure = column('sure', one, { default: given.default, nullable: false });
    const holder = tableOf('holder', [id, value, sure], 'id');
    const wrong = await made(suite, session, [holder]);
    if (wrong.length > 0) return wrong;
    await session.run([{ kind: 'bulkInsert', table: holder.name, rows: [{ id: 1 }] }]);
    const [row = {}] = await session.connection.query(selectOf(session, ['value', 'sure']));
    return ['value', 'sure'].flatMap((name) => {
      const got = row[name];
      const good = given.gives === undefined ? got !== null && got !== undefined : isSame(suite, one, given.gives, got);
      return good ? [] : [`the default gave ${inspected(got)}`];
    });
  });
}

async function isKey(suite: Suite, one: TypeCase): Promise<void> {
  await inSession(suite.dialect, async (session) => {
    const parent = tableOf('parent', [column('key', one, { nullable: false })], 'key');
    const child = tableOf('child', [id, column('of', one)], 'id');
    const pointing: Table = {
      ...child,
      constraints: [
        ...child.constraints,
        { kind: 'foreignKey', name: 'fk_child', columns: ['of'], references: { table: parent.name, columns: ['key'] } },
      ],
      indexes: [{ name: 'ux_child', columns: [{ column: 'of' }], unique: true }],
    };
    const wrong = await made(suite, session, [parent, pointing]);
    if (wrong.length > 0) return wrong;
    const keys = distinctKeys(one.values).slice(0, 2);
    await session.run([
      { kind: 'bulkInsert', table: parent.name, rows: keys.map((key) => ({ key })) },
      { kind: 'bulkInsert', table: child.name, rows: keys.map((of, at) => ({ id: at, of })) },
    ]);
    return [];
  });
}

/** To many collations texts are the same that differ in case, or in blanks at their end. */
function distinctKeys(values: readonly Literal[]): readonly Literal[] {
  const plain = (value: Literal): Literal => (typeof value === 'string' ? value.trimEnd().toLowerCase() : value);
  return values.filter((value, at) => values.findIndex((other) => plain(other) === plain(value)) === at);
}

function selectOf({ services: { dialect } }: LiveSession, names: readonly string[]): string {
  return `SELECT ${names.map((name) => dialect.identifier(name)).join(', ')} FROM ${dialect.tableName({ name: 'holder' })}`;
}

function isSame({ dialect }: Suite, { type }: TypeCase, put: Literal, got: unknown): boolean {
  return dialect.sameValue?.(type, put, got) ?? sameValue(type, put, got);
}

function inspected(value: unknown): string {
  return `${typeof value} ${value instanceof Date ? value.toISOString() : show(value)}`.slice(0, 200);
}
