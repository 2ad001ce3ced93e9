import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { testEvolutions, type Evolution } from '../evolution.test-support.js';

const job = (values: string, chosen: string): string => `
  CREATE TYPE state AS ENUM (${values});
  CREATE TABLE job (id int PRIMARY KEY, was state[] DEFAULT '{new}', is_ state DEFAULT 'new' NOT NULL, at tsrange,
    CONSTRAINT not_done CHECK (is_ <> 'done' OR was <> '{}'), CONSTRAINT once EXCLUDE USING gist (at WITH &&) WHERE (is_ = '${chosen}'));
  CREATE INDEX job_open ON job (id) WHERE is_ = '${chosen}';
  CREATE UNIQUE INDEX job_first ON job ((was[1] = '${chosen}'::state), id);
  ALTER TABLE job CLUSTER ON job_first;
  COMMENT ON INDEX job_open IS 'open';
  COMMENT ON CONSTRAINT not_done ON job IS 'never';
  CREATE TABLE tag (job int, n int);
  ALTER TABLE job ENABLE ROW LEVEL SECURITY;
  CREATE POLICY open_jobs ON job AS RESTRICTIVE FOR UPDATE TO pg_monitor, public USING (is_ = '${chosen}') WITH CHECK (is_ <> 'done');
  CREATE POLICY of_job ON tag USING (EXISTS (SELECT FROM job j WHERE j.id = tag.job AND j.is_ = '${chosen}'));
  COMMENT ON POLICY of_job ON tag IS 'tags';
  CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER noted BEFORE UPDATE OF is_ ON job FOR EACH ROW WHEN (NEW.is_ = '${chosen}') EXECUTE FUNCTION note();
  ALTER TABLE job ENABLE ALWAYS TRIGGER noted;
  CREATE RULE kept AS ON DELETE TO job WHERE OLD.is_ = '${chosen}' DO INSTEAD NOTHING;
  CREATE VIEW open_job AS SELECT id, is_ FROM job WHERE is_ = '${chosen}';`;

const cases: readonly Evolution[] = [
  {
    what: 'an exclusion comes to a table that is there',
    from: 'CREATE TABLE room (id int PRIMARY KEY, at tsrange, n int)',
    to: `CREATE TABLE room (id int PRIMARY KEY, at tsrange, n int,
      CONSTRAINT alone EXCLUDE USING gist (at WITH &&) WHERE (n > 3), CONSTRAINT other EXCLUDE ((n + 1) WITH =))`,
  },
  {
    what: 'functions that take a table’s rows come with the index and the check that call them',
    from: 'CREATE TABLE person (id int PRIMARY KEY, first text, last text)',
    to: `CREATE TABLE person (id int PRIMARY KEY, first text, last text, size int);
      CREATE FUNCTION whole(p person) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT p.first || p.last';
      CREATE FUNCTION fits(p person) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT p.size > 0';
      CREATE INDEX person_whole ON person (whole(person.*));
      ALTER TABLE person ADD CONSTRAINT person_fits CHECK (fits(person.*));`,
  },
  {
    what: 'a column gets another type, and one that is computed another expression',
    since: 17,
    from: `CREATE TABLE t (id int PRIMARY KEY, a int, b int CHECK (b > 0), g int GENERATED ALWAYS AS (a * 2) STORED,
      h int GENERATED ALWAYS AS (a * 3) STORED);
      CREATE INDEX t_g ON t (g); CREATE INDEX t_b ON t (b, h);`,
    to: `CREATE TABLE t (id int PRIMARY KEY, a int, b bigint CHECK (b > 0), g bigint GENERATED ALWAYS AS (a * 4) STORED,
      h int GENERATED ALWAYS AS (a * 5) STORED);
      CREATE INDEX t_g ON t (g); CREATE INDEX t_b ON t (b, h);`,
  },
  {
    what: 'indexes and keys that a table is ordered by, or logged by, change',
    from: `CREATE TABLE t (id int NOT NULL, a int NOT NULL, b int, CONSTRAINT t_key UNIQUE (id)); CREATE INDEX t_b ON t (b);
      CREATE TABLE u (id int NOT NULL, a int NOT NULL); CREATE UNIQUE INDEX u_id ON u (id);
      ALTER TABLE t CLUSTER ON t_b; ALTER TABLE t REPLICA IDENTITY USING INDEX t_key; ALTER TABLE u REPLICA IDENTITY USING INDEX u_id;`,
    to: `CREATE TABLE t (id int NOT NULL, a int NOT NULL, b int, CONSTRAINT t_key UNIQUE (id, a)); CREATE INDEX t_b ON t (b DESC);
      CREATE TABLE u (id int NOT NULL, a int NOT NULL); CREATE UNIQUE INDEX u_id ON u (id, a);
      ALTER TABLE t CLUSTER ON t_b; ALTER TABLE t REPLICA IDENTITY USING INDEX t_key; ALTER TABLE u REPLICA IDENTITY USING INDEX u_id;`,
  },
  {
    what: 'ranges over other types',
    from: `CREATE TABLE t (a tsrange DEFAULT '[2020-01-01,2021-01-01)', b int4range, c inet, d int4range[])`,
    to: `CREATE TABLE t (a tstzrange, b int8range DEFAULT '[1,5)', c cidr, d int8range[])`,
  },
  {
    what: 'statistics and rules are called as columns are that others mention',
    from: `CREATE TABLE t (size int, kind text, st int); CREATE STATISTICS st ON size, kind FROM t;
      CREATE RULE size AS ON DELETE TO t DO INSTEAD NOTHING;
      CREATE VIEW v AS SELECT size, st FROM t;`,
    to: `CREATE TABLE t (size bigint, kind varchar(9), st int CHECK (st > 0)); CREATE STATISTICS st (ndistinct) ON size, kind FROM t;
      CREATE RULE size AS ON DELETE TO t WHERE OLD.st > 3 DO INSTEAD NOTHING;
      CREATE VIEW v AS SELECT size, st FROM t;`,
  },
  {
    what: 'domains get other types, under their columns and the domains, functions and views over them',
    from: `CREATE SCHEMA s; CREATE DOMAIN s.code AS varchar(10) DEFAULT 'x' CHECK (VALUE <> '');
      CREATE DOMAIN amount AS numeric(8,2) NOT NULL; CREATE DOMAIN day AS timestamp;
      CREATE DOMAIN note AS text COLLATE "C"; COMMENT ON DOMAIN note IS 'n';
      CREATE DOMAIN few AS int CHECK (VALUE > 0); CREATE DOMAIN fewer AS few CHECK (VALUE < 100); COMMENT ON DOMAIN fewer IS 'f';
      CREATE TABLE t (c s.code PRIMARY KEY, cs s.code[] DEFAULT '{a}', a amount DEFAULT 1.5, n note UNIQUE CHECK (n <> 'z'), d day DEFAULT now(), f fewer DEFAULT 4);
      CREATE INDEX ON t (lower(c)) WHERE c <> 'q'; CREATE VIEW v AS SELECT c, a, f FROM t;
      CREATE FUNCTION f(x s.code, y amount) RETURNS note LANGUAGE sql AS 'SELECT x::text';
      CREATE TABLE p (c s.code, n int) PARTITION BY LIST (n); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
      CREATE TABLE child () INHERITS (t);
      INSERT INTO t VALUES ('k', '{a,b}', 2.5, 'n', '2020-01-01 10:00', 3); INSERT INTO p VALUES ('c', 1); INSERT INTO child (c, n) VALUES ('w', 'o');`,
    to: `CREATE SCHEMA s; CREATE DOMAIN s.code AS text DEFAULT 'x' CHECK (VALUE <> '');
      CREATE DOMAIN amount AS bigint; CREATE DOMAIN day AS date; CREATE DOMAIN note AS text;
      CREATE DOMAIN few AS bigint CHECK (VALUE >= 0); CREATE DOMAIN fewer AS few DEFAULT 5 CHECK (VALUE < 1000);
      CREATE TABLE t (c s.code PRIMARY KEY, cs s.code[] DEFAULT '{a}', a amount DEFAULT 1, n note UNIQUE CHECK (n <> 'z'), d day DEFAULT now(), f fewer DEFAULT 4);
      CREATE INDEX ON t (lower(c)) WHERE c <> 'q'; CREATE VIEW v AS SELECT c, a, f FROM t;
      CREATE FUNCTION f(x s.code, y amount) RETURNS note LANGUAGE sql AS 'SELECT x::text';
      CREATE TABLE p (c s.code, n int) PARTITION BY LIST (n); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
      CREATE TABLE child () INHERITS (t);`,
  },
  {
    what: 'a column of a parent gets another type, and its children keep their own defaults',
    from: `CREATE TYPE e AS ENUM ('a', 'b');
      CREATE TABLE z (a int, c text DEFAULT 'a', d text DEFAULT 'x', f varchar(5) DEFAULT 'f', g text) PARTITION BY LIST (a);
      CREATE TABLE z1 PARTITION OF z FOR VALUES IN (1); CREATE TABLE z2 PARTITION OF z FOR VALUES IN (2);
      ALTER TABLE z1 ALTER c SET DEFAULT 'b', ALTER d DROP DEFAULT, ALTER f SET DEFAULT 'it''s', ALTER g SET DEFAULT 'b';
      CREATE TABLE p (c text DEFAULT 'a', g int DEFAULT 1); CREATE TABLE k () INHERITS (p); ALTER TABLE k ALTER c SET DEFAULT 'b', ALTER g SET DEFAULT 2;
      INSERT INTO z VALUES (1, 'a'), (2, 'b'); INSERT INTO k VALUES ('a');`,
    to: `CREATE TYPE e AS ENUM ('a', 'b');
      CREATE TABLE z (a int, c e DEFAULT 'a', d text COLLATE "C" DEFAULT 'x', f text DEFAULT 'f', g e) PARTITION BY LIST (a);
      CREATE TABLE z1 PARTITION OF z FOR VALUES IN (1); CREATE TABLE z2 PARTITION OF z FOR VALUES IN (2);
      ALTER TABLE z1 ALTER c SET DEFAULT 'b', ALTER d DROP DEFAULT, ALTER f SET DEFAULT 'it''s', ALTER g SET DEFAULT 'b';
      CREATE TABLE p (c e DEFAULT 'a', g bigint DEFAULT 1); CREATE TABLE k () INHERITS (p); ALTER TABLE k ALTER c SET DEFAULT 'b', ALTER g SET DEFAULT 2;`,
  },
  {
    what: 'functions of a composite type that gets another part, which they name',
    from: `CREATE TYPE price AS (amount numeric, currency text); CREATE TABLE p (p price);
      CREATE FUNCTION plus(a price, b price) RETURNS price LANGUAGE sql IMMUTABLE AS 'SELECT ($1.amount + $2.amount, $1.currency)::price';`,
    to: `CREATE TYPE price AS (amount numeric, currency text, note text); CREATE TABLE p (p price);
      CREATE FUNCTION plus(a price, b price) RETURNS price LANGUAGE sql IMMUTABLE AS 'SELECT ($1.amount + $2.amount, $1.currency, $2.note)::price';`,
  },
  {
    what: 'views that count all get other columns, other groups of conditions and other casts',
    from: `CREATE TABLE t (id int PRIMARY KEY, c text, n int, b bool); CREATE VIEW counts AS SELECT c, count(*) FROM t GROUP BY c;
      CREATE VIEW found AS SELECT id FROM t WHERE b OR n > 1 AND c = 'x'; CREATE VIEW sums AS SELECT sum(n)::int AS s FROM t;`,
    to: `CREATE TABLE t (id int PRIMARY KEY, c text, n int, b bool); CREATE VIEW counts AS SELECT c, count(*) AS k, max(n) FROM t GROUP BY c;
      CREATE VIEW found AS SELECT id FROM t WHERE (b OR n > 1) AND c = 'x'; CREATE VIEW sums AS SELECT sum(n)::text AS s FROM t;`,
  },
  {
    what: 'an enum gets a value under all that may hold one of its values',
    from: job(`'new', 'done'`, 'new'),
    to: job(`'new', 'open', 'done'`, 'open'),
  },
];

forEachTarget(
  test,
  (target) => testEvolutions(target, cases),
  ({ dialect, server }) => dialect === 'postgres' && server !== null,
);
