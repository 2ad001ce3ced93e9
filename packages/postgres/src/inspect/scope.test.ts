import type { SchemaModel, Table } from '@aludel/core';
import { displayName } from '@aludel/core/dialect';
import test from 'ava';
import { TestDatabase } from '../run.test-support.js';

function tableOf(model: SchemaModel, name: string): Table {
  const found = model.tables.find((table) => displayName(table.name) === name);
  if (found === undefined) throw new Error(`There is no table ${name}.`);
  return found;
}

const labels = ({ tables, objects }: SchemaModel): readonly string[] => [
  ...tables.map(({ name }) => displayName(name)),
  ...objects.map(({ kind, name }) => `${kind} ${displayName(name)}`),
];

test.serial('a scope of tables has what belongs to them, and nothing else', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE SCHEMA shop;
    CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TYPE other AS ENUM ('a'); CREATE DOMAIN feeling AS mood;
    CREATE TABLE a (id serial PRIMARY KEY, m feeling[], o integer REFERENCES a);
    CREATE TABLE b (id integer REFERENCES a, x other); CREATE TABLE shop.a (id integer);
    CREATE VIEW over_a AS SELECT id FROM a; CREATE VIEW over_view AS SELECT id FROM over_a; CREATE VIEW over_b AS SELECT x FROM b;
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER ta BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE TRIGGER tb BEFORE UPDATE ON b FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE POLICY pa ON a; CREATE POLICY pb ON b; CREATE SEQUENCE free; CREATE SEQUENCE owned OWNED BY b.id;
    CREATE TABLE part (id integer) PARTITION BY LIST (id); CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);
    COMMENT ON TABLE a IS 'the first';`,
  );
  const { inspector } = database;
  const whole = await inspector.read({});
  const small = await inspector.read({ tables: [{ name: 'a' }] });
  t.deepEqual(labels(small), [
    'a',
    'postgres.enum mood',
    'postgres.domain feeling',
    'view over_a',
    'view over_view',
    'postgres.trigger ta',
    'postgres.policy pa',
  ]);
  t.deepEqual(tableOf(small, 'a'), tableOf(whole, 'a'));
  t.deepEqual(labels(await inspector.read({ tables: [{ name: 'b' }] })).slice(0, 3), [
    'b',
    'postgres.enum other',
    'postgres.sequence owned',
  ]);
  t.deepEqual(
    tableOf(await inspector.read({ tables: [{ name: 'b' }] }), 'b').constraints,
    tableOf(whole, 'b').constraints,
  );
  t.deepEqual(labels(await inspector.read({ tables: [{ schema: 'shop', name: 'a' }] })), [
    'shop.a',
    'postgres.schema shop',
  ]);
  t.deepEqual(labels(await inspector.read({ tables: [{ name: 'part_1' }] })), ['part', 'part_1']);
  t.deepEqual(labels(await inspector.read({ tables: [{ name: 'free' }, { name: 'touch' }, { name: 'mood' }] })), [
    'postgres.enum mood',
    'postgres.sequence free',
    'postgres.function touch',
  ]);
  t.deepEqual(labels(await inspector.read({ tables: [{ name: 'owned' }] })), [
    'b',
    'postgres.enum other',
    'postgres.sequence owned',
    'view over_b',
    'postgres.trigger tb',
    'postgres.policy pb',
  ]);
  t.deepEqual(await inspector.read({ tables: [{ name: 'nothing' }, { schema: 'nowhere', name: 'a' }] }), {
    tables: [],
    objects: [],
  });
});

test.serial('what is asked for with its schema is called with it', async (t) => {
  const { inspector } = await TestDatabase.open(t, 'CREATE TABLE a (id integer)');
  t.deepEqual(labels(await inspector.read({ tables: [{ schema: 'public', name: 'a' }] })), ['public.a']);
  t.deepEqual(labels(await inspector.read({ tables: [{ name: 'a' }] })), ['a']);
});

test.serial('names of all kinds are told', async (t) => {
  const { inspector } = await TestDatabase.open(
    t,
    `CREATE SCHEMA shop; CREATE TABLE shop.a (id serial); CREATE VIEW v AS SELECT 1; CREATE TYPE mood AS ENUM ();
    CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TEMP TABLE gone (a integer);`,
  );
  const names = (await inspector.names()).map(displayName);
  for (const name of ['shop', 'shop.a', 'shop.a_id_seq', 'v', 'mood', 'f', 'plpgsql'])
    t.true(names.includes(name), name);
  t.false(names.includes('gone'));
});

test.serial('what the model cannot say is told', async (t) => {
  const { inspector } = await TestDatabase.open(
    t,
    `CREATE TABLE base (a integer, b text); CREATE VIEW w AS SELECT a FROM base; COMMENT ON COLUMN w.a IS 'lost';
    CREATE RULE quiet AS ON DELETE TO base DO INSTEAD NOTHING;
    CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);
    CREATE TYPE floats AS RANGE (subtype = float8);
    CREATE STATISTICS both_of_them ON a, b FROM base;
    ALTER TABLE base REPLICA IDENTITY FULL;
    GRANT SELECT ON base TO PUBLIC;`,
  );
  t.deepEqual(
    (await inspector.unmodelled()).map(({ kind, name }) => `${kind} ${name}`),
    ['grant base'],
  );
});

test.serial('a small scope costs two round trips, and one where there is nothing', async (t) => {
  const { connection, inspector } = await TestDatabase.open(t, 'CREATE TABLE a (id serial PRIMARY KEY, b text)');
  const query = connection.query.bind(connection);
  let sent = 0;
  connection.query = (...args) => {
    sent += 1;
    return query(...args);
  };
  await inspector.read({ tables: [{ name: 'a' }] });
  t.is(sent, 2);
  await inspector.read({ tables: [{ name: 'b' }] });
  t.is(sent, 3);
});
