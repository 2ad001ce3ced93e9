import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { runRoundtrip } from '../../roundtrip/run-roundtrip.js';
import { scratchFolder } from '../../servers/scratch-folder.js';
import { opened } from './opened.test-support.js';

interface OddSchema {
  readonly what: string;
  readonly sql: string;
  /** The oldest server that takes it. */
  readonly since?: number;
  /** It needs an extension that a server has, but not PostgreSQL within the process. */
  readonly onServer?: true;
}

/** What schemas hold that nobody thinks of at first; each goes there and back, by the server's own words. */
const schemas: readonly OddSchema[] = [
  {
    what: 'what a child of a table changes in the columns that it inherits stays the parent’s column',
    sql: `CREATE TABLE base (id serial PRIMARY KEY, note text DEFAULT 'n', kind int NOT NULL, size int);
      CREATE TABLE plain () INHERITS (base);
      CREATE TABLE middle (extra text) INHERITS (base);
      CREATE TABLE leaf () INHERITS (middle);
      ALTER TABLE ONLY middle ALTER size SET DEFAULT 4;
      ALTER TABLE ONLY leaf ALTER note DROP DEFAULT, ALTER size SET NOT NULL, ALTER note SET STATISTICS 200;
      COMMENT ON COLUMN leaf.kind IS 'of a leaf';
      CREATE TABLE later (id int NOT NULL DEFAULT 3, note text, kind int NOT NULL, size int);
      ALTER TABLE later INHERIT base;`,
  },
  {
    what: 'a partition keeps its comments, its own numbers, and the names of its indexes',
    sql: `CREATE TABLE logs (id bigint NOT NULL, at date NOT NULL, region text DEFAULT 'eu', PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE INDEX logs_region ON logs (region, lower(region));
      CREATE TABLE logs_2020 PARTITION OF logs FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      ALTER INDEX logs_2020_region_lower_idx RENAME TO by_region_2020;
      ALTER TABLE logs_2020 CLUSTER ON by_region_2020;
      COMMENT ON COLUMN logs_2020.region IS 'in 2020';
      ALTER TABLE ONLY logs_2020 ALTER region DROP DEFAULT;
      CREATE TABLE old (id bigserial, at date NOT NULL, region text DEFAULT 'eu', CONSTRAINT old_key PRIMARY KEY (id, at));
      ALTER TABLE logs ATTACH PARTITION old FOR VALUES FROM (MINVALUE) TO ('2020-01-01');`,
  },
  {
    what: 'collations, operators and text search configurations come before what needs them',
    sql: `CREATE COLLATION z_plain (provider = libc, locale = 'C');
      CREATE DOMAIN a_code AS text COLLATE z_plain CHECK (VALUE <> '');
      CREATE TYPE a_pair AS (a int, b text COLLATE z_plain);
      CREATE FUNCTION z_same(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
      CREATE FUNCTION z_other(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> $2';
      CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = z_same, COMMUTATOR = ===, NEGATOR = !==);
      CREATE OPERATOR !== (LEFTARG = int, RIGHTARG = int, FUNCTION = z_other, NEGATOR = ===);
      CREATE TEXT SEARCH DICTIONARY z_words (TEMPLATE = simple, STOPWORDS = english, ACCEPT = false);
      COMMENT ON TEXT SEARCH DICTIONARY z_words IS 'words';
      CREATE TEXT SEARCH CONFIGURATION z_search (COPY = english);
      ALTER TEXT SEARCH CONFIGURATION z_search ALTER MAPPING FOR word, hword WITH z_words, english_stem;
      CREATE TABLE docs (n int CHECK (n === 3), code text COLLATE z_plain, body text,
        found tsvector GENERATED ALWAYS AS (to_tsvector('z_search', body)) STORED);
      CREATE INDEX docs_body ON docs USING gin (to_tsvector('z_search'::regconfig, body));
      CREATE INDEX docs_code ON docs (body COLLATE z_plain);`,
  },
  {
    what: 'rules and event triggers that are off, and statistics targets',
    sql: `CREATE TABLE t (a int, b int);
      CREATE RULE r AS ON DELETE TO t DO INSTEAD (UPDATE t SET a = 1; UPDATE t SET b = 2);
      ALTER TABLE t DISABLE RULE r;
      CREATE FUNCTION seen() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE EVENT TRIGGER odd_watch ON ddl_command_end WHEN TAG IN ('DROP VIEW') EXECUTE FUNCTION seen();
      ALTER EVENT TRIGGER odd_watch ENABLE REPLICA;
      CREATE STATISTICS t_both (ndistinct) ON a, b FROM t;
      ALTER STATISTICS t_both SET STATISTICS 300;`,
  },
  {
    what: 'a range type with its multirange',
    since: 14,
    sql: `CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = spans);
      CREATE TYPE timerange AS RANGE (subtype = time);
      CREATE TABLE t (a span, b spans, c timerange DEFAULT '[10:00,11:00)');`,
  },
  {
    what: 'a check of a domain that is not valid, and defaults of composite types',
    sql: `CREATE DOMAIN positive AS int CHECK (VALUE > 0);
      ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000) NOT VALID;
      CREATE TYPE stay AS (at timestamp(3) with time zone, until time(2) without time zone);
      CREATE TABLE t (p positive, s stay DEFAULT ROW(NULL, '10:00')::stay);`,
  },
  {
    what: 'lists of texts as a dump leaves them, which the server writes otherwise than IN',
    sql: `CREATE TABLE t (v varchar(9), x text,
        CONSTRAINT one CHECK (v IN ('a', 'b')),
        CONSTRAINT two CHECK (v::text = ANY (ARRAY['a'::varchar, 'b'::varchar]::text[])),
        CONSTRAINT three CHECK (v::text <> ALL (ARRAY['a'::varchar::text, 'b'::varchar::text])),
        CONSTRAINT four CHECK (v = ANY (ARRAY['a', 'b'])),
        CONSTRAINT five CHECK (x = ANY (ARRAY['a'::varchar::text, 'b'::varchar::text])));
      CREATE INDEX t_some ON t (x) WHERE v::text = ANY (ARRAY['a'::varchar::text, 'b'::varchar::text]);`,
  },
  {
    what: 'arrays of character varying in checks, and indexes over columns that are cast to text',
    sql: `CREATE TABLE words (name varchar(30), "Kind" varchar, list varchar(9)[] DEFAULT ARRAY['a']::varchar[], flags bit varying(5) DEFAULT B'101',
        CHECK (list @> ARRAY['a']::varchar[] AND ARRAY['b'::varchar, name] && list), CHECK (list <> ARRAY['x', 'y']::varchar[]),
        CHECK ('q' <> ALL (list)), CHECK (name = ANY (ARRAY['a', 'b']::varchar[])));
      CREATE INDEX ON words (((name)::text) COLLATE "C", ("Kind"::text) DESC); CREATE INDEX ON words ((name::text) text_pattern_ops);
      CREATE UNIQUE INDEX ON words ((name::text)) WHERE list <@ ARRAY['a'::varchar];`,
  },
  {
    what: 'parameters of storage keep their order',
    sql: `CREATE TABLE t (a int) WITH (fillfactor = 70, autovacuum_enabled = false);
      CREATE INDEX t_a ON t USING brin (a) WITH (pages_per_range = 32, autosummarize = on);`,
  },
  {
    what: 'a table that takes its numbers from the sequence of another that comes after it by name',
    sql: `CREATE TABLE z (id serial PRIMARY KEY, other int DEFAULT 3);
      CREATE TABLE a (id int NOT NULL DEFAULT nextval('z_id_seq'));
      CREATE TABLE b (LIKE z INCLUDING ALL);`,
  },
  {
    what: 'an index and a check over a function that takes the table’s own rows',
    sql: `CREATE TABLE person (id int PRIMARY KEY, first text, CHECK (first <> ''));
      CREATE FUNCTION whole(p person) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT p.first';
      CREATE FUNCTION fits(p person) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN true; END';
      CREATE INDEX person_whole ON person (whole(person.*)) WHERE id > 0;
      ALTER TABLE person ADD CHECK (fits(person.*));
      CREATE TABLE a_first (id int REFERENCES person, CHECK (id > 0));
      CREATE VIEW people AS SELECT whole(p.*) FROM person p;`,
  },
  {
    what: 'a cast that a view needs and does not name',
    sql: `CREATE TYPE amount AS (cents bigint, currency text);
      CREATE FUNCTION z_cents(amount) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1.cents';
      CREATE CAST (amount AS bigint) WITH FUNCTION z_cents(amount) AS ASSIGNMENT;
      CREATE TABLE t (a amount, b bigint DEFAULT ROW(1, 'x')::amount::bigint);
      CREATE VIEW a_view AS SELECT a::bigint AS cents FROM t;`,
  },
  {
    what: 'foreign tables',
    onServer: true,
    sql: `CREATE EXTENSION postgres_fdw;
      CREATE SERVER odd_far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'x''y');
      CREATE TABLE z_base (id int, note text);
      CREATE FOREIGN TABLE far (id int NOT NULL, name text OPTIONS (column_name 'n') COLLATE "C" DEFAULT 'x',
        twice int GENERATED ALWAYS AS (id * 2) STORED, CONSTRAINT far_id CHECK (id > 0)) SERVER odd_far OPTIONS (table_name 't');
      CREATE FOREIGN TABLE a_child (more int) INHERITS (z_base) SERVER odd_far;
      CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER far_seen BEFORE INSERT ON far FOR EACH ROW EXECUTE FUNCTION seen();`,
  },
  {
    what: 'names of NOT NULL',
    since: 18,
    sql: `CREATE TABLE t (a int CONSTRAINT given NOT NULL, b serial, c int);
      ALTER TABLE t RENAME COLUMN b TO d;
      CREATE TABLE like_t (LIKE t INCLUDING ALL);`,
  },
  {
    what: 'names that mean something in programs',
    sql: `CREATE TABLE kinds (kind text, name text, columns int, options int, parts int, sql text, type text, "then" int, "constructor" int, "table" int, constraints int, indexes int, "__proto__" int, prototype int, "default" int DEFAULT 3, "toJSON" int, length int, "references" int, definition text, "1" int, "0" int);
      CREATE TABLE "constructor" ("toString" int PRIMARY KEY, "hasOwnProperty" int UNIQUE, CHECK ("toString" > 0));
      CREATE TABLE "__proto__" (parts int REFERENCES "constructor", "constructor" int);
      CREATE TABLE "default" (id int);  CREATE TABLE "class" ("new" int, "await" int, "t" int, "sql" int, "op" int, "$1" int, "a.b" int, "a b" int, "a""b" int, "a'b" int, "a\`b" int, "a\\b" int, "a\${b}" int, "é" int, "日本" int, "a%b" int, E int);
      CREATE TABLE "with.dot" ("x.y" int PRIMARY KEY); CREATE TABLE "t" (id int REFERENCES "with.dot"); CREATE TABLE "sql" (id int); CREATE TABLE "table" (id int); CREATE TABLE "import" (id int);
      CREATE INDEX "i.x" ON "with.dot" ("x.y"); CREATE INDEX "a'b" ON "class" ("a'b", ("a""b" + "a\`b"), ("a\${b}" * 2));
      CREATE VIEW "v.w" AS SELECT "x.y" AS "p.q", 'a\\b' AS "\${x}", E'\`\${a}\`' AS bt FROM "with.dot";
      CREATE SCHEMA "s.t"; CREATE TABLE "s.t"."u.v" (id int PRIMARY KEY);`,
  },
  {
    what: 'a view with a collation, and a rule for what is inserted into it',
    sql: `CREATE TABLE t (id int, name text COLLATE "C");
      CREATE VIEW v AS SELECT id, name, name || 'x' AS more FROM t;
      CREATE RULE "insert" AS ON INSERT TO v DO INSTEAD INSERT INTO t (id, name) VALUES (NEW.id, NEW.name);`,
  },
  {
    what: 'enums without values',
    sql: `CREATE TYPE nothing AS ENUM (); CREATE TYPE unused AS ENUM (); COMMENT ON TYPE unused IS 'none';
      CREATE TABLE t (id int, a nothing, b nothing[]); CREATE DOMAIN d AS nothing; CREATE TYPE c AS (a nothing);`,
  },
];

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres') return;
  for (const { what, sql, since = 13, onServer } of schemas) {
    if (onServer === true && target.server === null) continue;
    // Within the process runs a new one, but none that knows names of NOT NULL.
    const version = Number(/\d+$/u.exec(target.name)?.[0] ?? 17);
    if (version < since) continue;
    target.test(`there and back: ${what}`, async (t) => {
      t.timeout(240_000);
      const folder = mkdtempSync(join(scratchFolder(), 'odd-schema-'));
      t.teardown(() => rmSync(folder, { recursive: true, force: true }));
      const path = join(folder, 'odd.sql');
      writeFileSync(path, sql);
      const report = await runRoundtrip(target, { name: 'odd', path });
      t.is(report.failure?.error, undefined, report.failure?.step);
      t.deepEqual(report.differences, []);
      t.deepEqual(report.leftToDo, { made: [], loaded: [] });
      t.deepEqual(report.leftBehind, []);
      t.deepEqual(report.unmodelled, []);
    });
  }

  target.test('what does not come along is told', async (t) => {
    const { session, query } = await opened(t, target);
    await query(`CREATE TABLE t (id serial CONSTRAINT t_key PRIMARY KEY, at int);
      COMMENT ON INDEX t_key IS 'key';
      COMMENT ON SEQUENCE t_id_seq IS 'numbers';
      CREATE DOMAIN d AS int CONSTRAINT big CHECK (VALUE > 3);
      COMMENT ON CONSTRAINT big ON DOMAIN d IS 'big';
      CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
      ALTER MATERIALIZED VIEW m ALTER id SET STATISTICS 50;
      CREATE TABLE child () INHERITS (t);
      ALTER TABLE t ADD CONSTRAINT at_least CHECK (at > 0) NOT VALID;
      CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
      CREATE TABLE q (b int, a int);
      ALTER TABLE p ATTACH PARTITION q DEFAULT;
      CREATE UNLOGGED TABLE u (id serial);
      CREATE INDEX part ON ONLY p (b);
      ALTER TABLE p ADD CONSTRAINT a_few CHECK (a < 9);
      COMMENT ON CONSTRAINT a_few ON q IS 'few';
      CREATE TYPE shell;
      CREATE FUNCTION tied() RETURNS int LANGUAGE sql AS 'SELECT 1';
      ALTER FUNCTION tied() DEPENDS ON EXTENSION plpgsql`);
    const { inspector } = session.services;
    const told = ((await inspector.unmodelled?.()) ?? []).map(({ kind, name }) => `${kind} ${name}`);
    t.deepEqual(told.toSorted(), [
      'column of a materialized view m.id',
      'column order q',
      'comment a_few ON q',
      'comment big ON d',
      'comment t_id_seq',
      'comment t_key',
      'index part',
      'inherited check at_least ON child',
      'shell type shell',
      'tie to an extension function tied() TO plpgsql',
    ]);
  });
});
