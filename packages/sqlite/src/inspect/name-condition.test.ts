import test, { type ExecutionContext } from 'ava';
import type { NamePatterns, SchemaModel } from '@aludel/core/dialect';
import { SqliteConnection } from '../connection.js';
import { SqliteInspector } from './inspector.js';

async function inspector(t: ExecutionContext, script: string): Promise<SqliteInspector> {
  const connection = await SqliteConnection.open({ filename: ':memory:' });
  t.teardown(() => connection.close());
  await connection.execute(script);
  return new SqliteInspector(connection);
}

const labels = ({ tables, objects }: SchemaModel): readonly string[] =>
  [...tables, ...objects].map(({ name }) => name.name);

test('a reference to a table that is not asked for is spelled as that table is', async (t) => {
  const { read } = bound(
    await inspector(
      t,
      'CREATE TABLE Parents(Id INTEGER PRIMARY KEY); CREATE TABLE kids(p INTEGER REFERENCES parents(ID), q REFERENCES nowhere)',
    ),
  );
  const part = await read({ include: ['kids'] });
  t.deepEqual(labels(part), ['kids']);
  t.deepEqual(
    part.tables,
    (await read(undefined)).tables.filter(({ name }) => name.name === 'kids'),
  );
  t.like(part.tables[0]?.constraints[0], { references: { table: { name: 'Parents' }, columns: ['Id'] } });
});

test('shadow tables are a virtual table’s own business, whether it is asked for or not', async (t) => {
  const { read } = bound(
    await inspector(t, 'CREATE VIRTUAL TABLE search USING fts5(title); CREATE TABLE search_results(id INTEGER)'),
  );
  t.deepEqual(labels(await read({ include: ['search_*'] })), ['search_results']);
  t.deepEqual(labels(await read({ include: ['search*'] })), ['search_results', 'search']);
  t.deepEqual(labels(await read({ exclude: ['search'] })), ['search_results']);
});

test('indexes come with their table, and triggers by their own names', async (t) => {
  const { read } = bound(
    await inspector(
      t,
      `CREATE TABLE a(id INTEGER, x TEXT); CREATE INDEX b_ix ON A(x); CREATE TABLE b(id INTEGER);
       CREATE TRIGGER a_tr AFTER INSERT ON b BEGIN SELECT 1; END; CREATE TRIGGER b_tr AFTER INSERT ON a BEGIN SELECT 1; END;`,
    ),
  );
  const part = await read({ include: ['a*'] });
  t.deepEqual(labels(part), ['a', 'a_tr']);
  t.deepEqual(
    part.tables[0]?.indexes.map(({ name }) => name),
    ['b_ix'],
  );
});

test('case counts, as it does in the config', async (t) => {
  const { read } = bound(await inspector(t, 'CREATE TABLE Users(id INTEGER); CREATE TABLE other(id INTEGER)'));
  t.deepEqual(labels(await read({ include: ['users'] })), []);
  t.deepEqual(labels(await read({ exclude: ['OTHER'] })), ['Users', 'other']);
});

function bound(own: SqliteInspector): { readonly read: (names: NamePatterns | undefined) => Promise<SchemaModel> } {
  return { read: (names) => own.read(names === undefined ? {} : { names }) };
}
