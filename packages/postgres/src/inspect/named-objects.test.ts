import type { SchemaModel } from '@aludel/core';
import { displayName, matchesNames, type NamePatterns } from '@aludel/core/dialect';
import test from 'ava';
import { TestDatabase } from '../run.test-support.js';

const labels = ({ tables, objects }: SchemaModel): readonly string[] => [
  ...tables.map(({ name }) => displayName(name)),
  ...objects.map(({ kind, name }) => `${kind} ${displayName(name)}`),
];

function called({ tables, objects }: SchemaModel, patterns: NamePatterns): SchemaModel {
  const isMeant = matchesNames(patterns);
  return { tables: tables.filter(({ name }) => isMeant(name)), objects: objects.filter(({ name }) => isMeant(name)) };
}

const everything = `
  CREATE SCHEMA land; CREATE SCHEMA other;
  CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TYPE land.size AS ENUM ('s', 'm'); CREATE TYPE other.unused AS ENUM ('x');
  CREATE DOMAIN feeling AS mood NOT NULL CHECK (VALUE <> 'sad'); CREATE TYPE pair AS (one feeling, two land.size[]);
  CREATE TYPE spans AS RANGE (subtype = integer); COMMENT ON TYPE mood IS 'a mood';
  CREATE TABLE land.app_users (id serial PRIMARY KEY, size land.size, m feeling[], p pair, big bigserial);
  CREATE TABLE app_posts (id integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME numbers_of_posts), author integer REFERENCES land.app_users ON DELETE CASCADE, state mood);
  CREATE TABLE other.things (id serial PRIMARY KEY, kept integer);
  CREATE TABLE app_parts (id integer REFERENCES other.things (id), at date) PARTITION BY RANGE (at);
  CREATE TABLE parts_2020 PARTITION OF app_parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE other.base (a integer DEFAULT 1, b text); CREATE TABLE app_heirs (c integer) INHERITS (other.base);
  CREATE SEQUENCE app_free; CREATE SEQUENCE other.app_owned OWNED BY other.things.kept; CREATE SEQUENCE other.app_lost;
  ALTER TABLE other.things ADD odd smallint DEFAULT nextval('other.app_lost'); ALTER SEQUENCE other.app_lost OWNED BY other.things.odd;
  CREATE VIEW app_view AS SELECT id FROM other.things; CREATE VIEW other.over_posts AS SELECT id FROM app_posts;
  CREATE MATERIALIZED VIEW app_kept AS SELECT id FROM app_posts; CREATE UNIQUE INDEX ON app_kept (id);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE FUNCTION app_sum(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
  CREATE AGGREGATE app_total(integer) (SFUNC = int4pl, STYPE = integer);
  CREATE TRIGGER app_touched BEFORE UPDATE ON other.things FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE TRIGGER touched BEFORE UPDATE ON app_posts FOR EACH ROW EXECUTE FUNCTION touch();
  COMMENT ON TRIGGER app_touched ON other.things IS 'on another'; COMMENT ON TABLE app_posts IS 'posts';
  COMMENT ON COLUMN land.app_users.size IS 'how large'; COMMENT ON CONSTRAINT app_posts_author_fkey ON app_posts IS 'who';
  CREATE POLICY app_seen ON other.things USING (id > 0); COMMENT ON POLICY app_seen ON other.things IS 'which';
  CREATE RULE app_quiet AS ON DELETE TO other.things DO INSTEAD NOTHING;
  CREATE STATISTICS app_stats ON id, author FROM app_posts;
  CREATE CAST (mood AS integer) WITH INOUT;`;

test.serial('names that are asked for come as they do with all others, whatever they need of these', async (t) => {
  const { inspector } = await TestDatabase.open(t, everything);
  const all = await inspector.read({});
  const names = [...all.tables, ...all.objects].map(({ name }) => displayName(name));
  const some: readonly NamePatterns[] = [
    ...names.map((name) => ({ include: [name] })),
    ...names.map((name) => ({ exclude: [name] })),
    { include: ['app_*'] },
    { include: ['*app_*'] },
    { include: ['land.*'] },
    { exclude: ['other.*'] },
    { exclude: ['*_seq', 'land.*'] },
    { schemas: [''] },
    { schemas: ['land', 'other'], exclude: ['*.base'] },
    { schemas: [] },
    { include: [], schemas: [''] },
  ];
  t.is(names.length, 30);
  for (const patterns of some) {
    // oxlint-disable-next-line no-await-in-loop -- one session
    const found = called(await inspector.read({ names: patterns }), patterns);
    const expected = called(all, patterns);
    t.deepEqual(labels(found), labels(expected), JSON.stringify(patterns));
    t.deepEqual(found, expected, JSON.stringify(patterns));
  }
});

test.serial('of what is not asked for, only that comes which the rest is made of', async (t) => {
  const { inspector } = await TestDatabase.open(t, everything);
  const read = async (...include: readonly string[]): Promise<readonly string[]> =>
    labels(await inspector.read({ names: { include } }));
  t.deepEqual(await read('app_posts'), ['app_posts', 'postgres.enum mood']);
  t.deepEqual(await read('land.app_users'), [
    'land.app_users',
    'postgres.enum mood',
    'postgres.enum land.size',
    'postgres.domain feeling',
    'postgres.composite pair',
  ]);
  t.deepEqual(await read('app_heirs'), ['other.base', 'app_heirs']);
  t.deepEqual(await read('parts_2020'), ['app_parts', 'parts_2020']);
  t.deepEqual(await read('other.app_touched', 'other.app_quiet'), [
    'postgres.trigger other.app_touched',
    'postgres.definition other.app_quiet',
  ]);
  t.deepEqual(await read('other.things_id_seq', 'numbers_of_posts'), []);
  t.deepEqual(await read('app_view'), ['view app_view']);
  t.deepEqual(await read('land', 'plpgsql'), ['postgres.schema land']);
});

test.serial('names and patterns are values to the server, whatever stands in them', async (t) => {
  const { inspector } = await TestDatabase.open(
    t,
    `CREATE TABLE "it's" (id integer); CREATE TABLE "a\\b" (id integer); CREATE TABLE "a%" (id integer);
     CREATE TABLE "say ""what""?" (id integer); CREATE TABLE "{a,b}" (id integer); CREATE TABLE ab (id integer)`,
  );
  for (const name of ["it's", 'a\\b', 'a%', 'say "what"?', '{a,b}', 'ab']) {
    // oxlint-disable-next-line no-await-in-loop -- one session
    t.deepEqual(labels(await inspector.read({ names: { include: [name] } })), [name]);
    // oxlint-disable-next-line no-await-in-loop
    t.is((await inspector.read({ names: { exclude: [name] } })).tables.length, 5);
  }
  t.deepEqual(labels(await inspector.read({ names: { include: ["x'; DROP TABLE ab; --", '\\', 'A*'] } })), []);
});
