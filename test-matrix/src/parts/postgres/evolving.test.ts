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
  {
    what: 'columns, checks and types of tables that others inherit from change',
    from: `CREATE TABLE base (id bigserial PRIMARY KEY, created timestamptz NOT NULL DEFAULT now(), note text);
      CREATE TABLE child (extra int CHECK (extra > 0)) INHERITS (base); CREATE INDEX ON child (extra);
      CREATE TABLE grand (more text) INHERITS (child); INSERT INTO grand (note, extra, more) VALUES ('n', 1, 'm');`,
    to: `CREATE TABLE base (id bigserial PRIMARY KEY, created timestamptz NOT NULL DEFAULT now(), note varchar(50) NOT NULL DEFAULT 'x', tag text, CONSTRAINT tagged CHECK (tag <> ''));
      CREATE TABLE child (extra bigint CHECK (extra > 5 OR extra = 1)) INHERITS (base); CREATE INDEX ON child (extra, tag);
      CREATE TABLE grand (more text DEFAULT 'q', other int) INHERITS (child);`,
    keeps: 'SELECT id, created, note, extra::int, more FROM grand',
  },
  {
    what: 'columns are numbered in another way, and sequences count within other bounds, in another direction',
    from: `CREATE TABLE a (id serial PRIMARY KEY, n int); CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY (START 100 INCREMENT 5) PRIMARY KEY, n int);
      CREATE SEQUENCE nums AS smallint INCREMENT 2 MAXVALUE 1000 CYCLE; CREATE TABLE c (id bigint PRIMARY KEY DEFAULT nextval('nums'), v int);
      CREATE SEQUENCE down INCREMENT -1; CREATE SEQUENCE up MINVALUE 3 MAXVALUE 90; SELECT nextval('up'); CREATE TABLE d (id int GENERATED ALWAYS AS IDENTITY, s serial);
      INSERT INTO a (n) VALUES (1), (2); INSERT INTO b (n) VALUES (1); INSERT INTO c (v) VALUES (9);`,
    to: `CREATE TABLE a (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n int); CREATE TABLE b (id bigint GENERATED BY DEFAULT AS IDENTITY (START 7 INCREMENT 1 CACHE 10) PRIMARY KEY, n int);
      CREATE SEQUENCE nums AS bigint INCREMENT 10 MINVALUE 5 START 5; CREATE TABLE c (id bigserial PRIMARY KEY, v int);
      CREATE SEQUENCE down INCREMENT 2 MINVALUE 10; CREATE SEQUENCE up INCREMENT -3 MAXVALUE 70 MINVALUE -5 START 9; CREATE TABLE d (id bigint GENERATED ALWAYS AS IDENTITY (MINVALUE 40 MAXVALUE 3000000000 CYCLE), s serial);
      ALTER SEQUENCE d_s_seq MINVALUE 50 START 50 RESTART INCREMENT 4;`,
    keeps: 'SELECT a.id::int, a.n, b.id::int AS b, c.id::int AS c FROM a, b, c ORDER BY 1',
  },
  {
    what: 'types, tables and views of one name move between schemas',
    from: `CREATE SCHEMA app; CREATE SCHEMA "Other One"; CREATE TYPE app.kind AS ENUM ('a','b'); CREATE TYPE public.kind AS ENUM ('x');
      CREATE TABLE app.users (id int PRIMARY KEY, kind app.kind DEFAULT 'a', k2 kind); CREATE TABLE "Other One".users (id int PRIMARY KEY REFERENCES app.users ON DELETE CASCADE);
      CREATE VIEW app.v AS SELECT u.id, u.kind FROM app.users u JOIN "Other One".users o USING (id);
      CREATE FUNCTION app.f(app.kind) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text'; CREATE INDEX ON app.users (app.f(kind));
      COMMENT ON SCHEMA app IS 'the app'; INSERT INTO app.users VALUES (1);`,
    to: `CREATE SCHEMA app; CREATE SCHEMA third; CREATE TYPE app.kind AS ENUM ('b','c', 'a'); CREATE TYPE third.kind AS ENUM ('x', 'y');
      CREATE TABLE app.users (id int PRIMARY KEY, kind app.kind DEFAULT 'a' NOT NULL, k2 third.kind); CREATE TABLE third.users (id int PRIMARY KEY REFERENCES app.users ON DELETE SET NULL);
      CREATE VIEW third.v AS SELECT u.id, u.kind FROM app.users u JOIN third.users o USING (id);
      CREATE FUNCTION app.f(app.kind) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1::text)'; CREATE INDEX ON app.users (app.f(kind));`,
    keeps: 'SELECT id, kind FROM app.users',
  },
  {
    what: 'primary keys and what points at them change',
    from: `CREATE TABLE p (a int, b int NOT NULL, c text, PRIMARY KEY (a), UNIQUE (b, a)); CREATE TABLE q (a int REFERENCES p, b int, x int, FOREIGN KEY (b, x) REFERENCES p (b, a) MATCH FULL);
      CREATE TABLE r (a int PRIMARY KEY REFERENCES p ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, UNIQUE (a) DEFERRABLE);
      INSERT INTO p VALUES (1, 2, 'c'); INSERT INTO q VALUES (1, 2, 1); INSERT INTO r VALUES (1);`,
    to: `CREATE TABLE p (a bigint, b int NOT NULL, c text NOT NULL, PRIMARY KEY (b, a), UNIQUE (a)); CREATE TABLE q (a bigint REFERENCES p (a) ON DELETE SET NULL, b int, x bigint, FOREIGN KEY (b, x) REFERENCES p (b, a));
      CREATE TABLE r (a bigint PRIMARY KEY REFERENCES p (a) NOT DEFERRABLE, EXCLUDE USING hash (a WITH =));`,
    keeps: 'SELECT p.a::int, p.b, p.c, q.a::int AS qa, r.a::int AS ra FROM p, q, r',
  },
  {
    what: 'indexes of all kinds change',
    from: `CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE TABLE t (id int PRIMARY KEY, a text, b jsonb, c int[], d tsvector, e point, f inet, g timestamptz);
      CREATE INDEX i1 ON t (lower(a)); CREATE INDEX i2 ON t USING gin (b jsonb_path_ops); CREATE INDEX i3 ON t USING gin (c); CREATE INDEX i4 ON t (a text_pattern_ops, id DESC NULLS LAST) INCLUDE (g) WHERE a IS NOT NULL;
      CREATE INDEX i5 ON t USING brin (g) WITH (pages_per_range = 32); CREATE INDEX i6 ON t USING gist (e); CREATE INDEX i7 ON t USING gin (a gin_trgm_ops); CREATE UNIQUE INDEX i8 ON t ((b->>'x'), date_trunc('day', g AT TIME ZONE 'UTC'));
      CREATE INDEX i9 ON t USING hash (f); INSERT INTO t (id, a, b) VALUES (1, 'a', '{"x": 1}'); COMMENT ON INDEX i1 IS 'one';`,
    to: `CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE TABLE t (id int PRIMARY KEY, a varchar(60), b jsonb, c bigint[], d tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(a, ''))) STORED, e point, f inet, g timestamp);
      CREATE INDEX i1 ON t (upper(a)); CREATE INDEX i2 ON t USING gin (b); CREATE INDEX i3 ON t USING gin (c); CREATE INDEX i4 ON t (a varchar_pattern_ops, id NULLS FIRST) WHERE a <> 'x';
      CREATE INDEX i5 ON t USING brin (g) WITH (pages_per_range = 64, autosummarize = true); CREATE INDEX i6 ON t USING spgist (e); CREATE INDEX i7 ON t USING gist (a gist_trgm_ops); CREATE UNIQUE INDEX i8 ON t ((b->>'y')) WHERE (b ? 'y');
      CREATE INDEX i9 ON t USING gist (f inet_ops); CREATE INDEX i10 ON t USING gin (d); COMMENT ON INDEX i2 IS 'two';`,
    keeps: 'SELECT id, a, b FROM t',
  },
  {
    what: 'policies, triggers and functions of one name get other arguments, results and columns',
    from: `CREATE TABLE t (id int PRIMARY KEY, owner text NOT NULL DEFAULT current_user, v int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON t USING (owner = current_user); CREATE POLICY ins ON t FOR INSERT WITH CHECK (v > 0);
      CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT $1'; CREATE FUNCTION f(text, x int DEFAULT 3) RETURNS int LANGUAGE sql AS 'SELECT x';
      CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.v := f(NEW.v); RETURN NEW; END $$;
      CREATE TRIGGER b_t BEFORE INSERT OR UPDATE OF v ON t FOR EACH ROW WHEN (NEW.v IS NOT NULL) EXECUTE FUNCTION tg();
      CREATE FUNCTION tbl() RETURNS TABLE (a int, b text) LANGUAGE sql AS 'SELECT id, owner FROM t'; CREATE VIEW vt AS SELECT * FROM tbl();`,
    to: `CREATE TABLE t (id int PRIMARY KEY, owner name NOT NULL DEFAULT current_user, v bigint, w int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON t AS RESTRICTIVE FOR SELECT USING (owner = current_user AND w > 1); CREATE POLICY ins2 ON t FOR INSERT WITH CHECK (v > w);
      CREATE FUNCTION f(bigint) RETURNS bigint LANGUAGE sql STRICT AS 'SELECT $1'; CREATE FUNCTION f(text, x int DEFAULT 4, y text DEFAULT 'a') RETURNS text LANGUAGE sql AS 'SELECT y';
      CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.w := 1; RETURN NEW; END $$;
      CREATE TRIGGER b_t BEFORE INSERT OR UPDATE OF v, w ON t FOR EACH ROW EXECUTE FUNCTION tg(); CREATE CONSTRAINT TRIGGER c_t AFTER DELETE ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tg();
      CREATE FUNCTION tbl() RETURNS TABLE (a int, b name, c int) LANGUAGE sql AS 'SELECT id, owner, w FROM t'; CREATE VIEW vt AS SELECT a, c FROM tbl();`,
  },
  {
    what: 'domains, composites and ranges change under columns, indexes and functions',
    from: `CREATE DOMAIN email AS text CHECK (VALUE ~ '@'); CREATE DOMAIN pos AS int DEFAULT 1 NOT NULL CHECK (VALUE > 0); CREATE TYPE addr AS (street text, zip int);
      CREATE TABLE t (id pos PRIMARY KEY, e email, es email[], a addr, hist addr[], r int4range); INSERT INTO t VALUES (1, 'a@b', '{c@d}', ROW('s', 1), NULL, '[1,2)');
      CREATE FUNCTION mk(e email) RETURNS addr LANGUAGE sql AS $$ SELECT ROW('x', 1)::addr $$; CREATE INDEX ON t (((a).zip));`,
    to: `CREATE DOMAIN email AS varchar(100) COLLATE "C" CHECK (VALUE ~ '.@.'); CREATE DOMAIN pos AS bigint DEFAULT 2 CHECK (VALUE > 0) CHECK (VALUE < 1000000); CREATE TYPE addr AS (street text, zip int, city text);
      CREATE TABLE t (id pos PRIMARY KEY, e email NOT NULL, es email[], a addr, hist addr[], r int8range); 
      CREATE FUNCTION mk(e email) RETURNS addr LANGUAGE sql AS $$ SELECT ROW('x', 1, 'c')::addr $$; CREATE INDEX ON t (((a).zip));`,
    keeps: 'SELECT id::int, e, es, (a).street FROM t',
  },
  {
    what: 'views upon materialized views upon views over what changes',
    from: `CREATE TABLE n (id int PRIMARY KEY, parent int REFERENCES n, name varchar(20), w numeric(8,2)); CREATE VIEW v1 WITH (security_barrier) AS SELECT id, parent, name, w * 2 AS w2 FROM n;
      CREATE MATERIALIZED VIEW m1 AS SELECT parent, sum(w2) AS s FROM v1 GROUP BY parent; CREATE UNIQUE INDEX ON m1 (parent); CREATE VIEW v2 AS SELECT v1.name, m1.s FROM v1 JOIN m1 USING (parent);
      CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 1 FROM n WHERE parent IS NULL UNION ALL SELECT n.id, depth + 1 FROM n JOIN tree ON n.parent = tree.id;
      CREATE VIEW upd AS SELECT id, name FROM n WHERE w > 0 WITH CASCADED CHECK OPTION; INSERT INTO n VALUES (1, NULL, 'a', 1.5), (2, 1, 'b', 2); COMMENT ON VIEW v2 IS 'two'; COMMENT ON COLUMN v1.w2 IS 'twice';`,
    to: `CREATE TABLE n (id bigint PRIMARY KEY, parent bigint REFERENCES n, name text, w double precision, extra int); CREATE VIEW v1 AS SELECT id, parent, name, w * 3 AS w3, extra FROM n;
      CREATE MATERIALIZED VIEW m1 AS SELECT parent, max(w3) AS s, count(extra) AS c FROM v1 GROUP BY parent; CREATE INDEX ON m1 (parent, s); CREATE VIEW v2 AS SELECT v1.name, m1.s, m1.c FROM v1 LEFT JOIN m1 USING (parent);
      CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 0 FROM n WHERE parent IS NULL UNION SELECT n.id, depth + 1 FROM n JOIN tree ON n.parent = tree.id;
      CREATE VIEW upd AS SELECT id, name FROM n WHERE w > 1 WITH LOCAL CHECK OPTION;`,
    keeps: 'SELECT id::int, parent::int, name, w::float FROM n ORDER BY 1',
  },
  {
    what: 'circles of keys come and go with tables',
    from: `CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a ON DELETE RESTRICT); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b; CREATE TABLE x (id int PRIMARY KEY, up int REFERENCES x, y int); CREATE TABLE y (id int PRIMARY KEY, x int REFERENCES x); ALTER TABLE x ADD FOREIGN KEY (y) REFERENCES y;
      INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 1);`,
    to: `CREATE TABLE a (id int PRIMARY KEY, c int); CREATE TABLE c (id int PRIMARY KEY, a int REFERENCES a ON UPDATE CASCADE, d int); CREATE TABLE d (id int PRIMARY KEY, c int REFERENCES c, self int REFERENCES d ON DELETE SET DEFAULT); ALTER TABLE c ADD FOREIGN KEY (d) REFERENCES d; ALTER TABLE a ADD FOREIGN KEY (c) REFERENCES c;
      CREATE TABLE b (id int PRIMARY KEY, a int);`,
    keeps: 'SELECT a.id, b.id AS b, b.a FROM a, b',
  },
  {
    what: 'computed columns, checks and policies that call functions, which change',
    from: `CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)'; CREATE TABLE t (id int PRIMARY KEY, title text, s text GENERATED ALWAYS AS (slug(title)) STORED, CHECK (slug(title) <> ''), n int);
      CREATE UNIQUE INDEX ON t (slug(title)); CREATE INDEX ON t (s) WHERE slug(s) = 'x'; ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (slug(title) = 'a'); INSERT INTO t (id, title) VALUES (1, 'A');`,
    to: `CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(t)'; CREATE TABLE t (id int PRIMARY KEY, title varchar(100), s text GENERATED ALWAYS AS (slug(title) || n) STORED, CHECK (slug(title) <> 'x'), n bigint);
      CREATE UNIQUE INDEX ON t (slug(title), n); CREATE INDEX ON t (s) WHERE slug(s) = 'y'; ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (slug(title) = 'b' OR n > 1);`,
    keeps: 'SELECT id, title FROM t',
  },
  {
    what: 'triggers with transition tables and on views, with their functions',
    from: `CREATE TABLE t (id int PRIMARY KEY, v int); CREATE TABLE log (n int); CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log SELECT count(*) FROM fresh; RETURN NULL; END $$;
      CREATE TRIGGER after_ins AFTER INSERT ON t REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION tf(); CREATE VIEW w AS SELECT id, v FROM t; CREATE FUNCTION wf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (NEW.id, NEW.v); RETURN NEW; END $$;
      CREATE TRIGGER w_ins INSTEAD OF INSERT ON w FOR EACH ROW EXECUTE FUNCTION wf('arg'); ALTER TABLE t DISABLE TRIGGER after_ins;`,
    to: `CREATE TABLE t (id int PRIMARY KEY, v bigint, z text); CREATE TABLE log (n bigint); CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log SELECT count(*) FROM gone; RETURN NULL; END $$;
      CREATE TRIGGER after_ins AFTER DELETE ON t REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION tf(); CREATE VIEW w AS SELECT id, v, z FROM t; CREATE FUNCTION wf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (NEW.id, NEW.v, NEW.z); RETURN NEW; END $$;
      CREATE TRIGGER w_ins INSTEAD OF INSERT OR UPDATE ON w FOR EACH ROW EXECUTE FUNCTION wf('other');`,
  },
  {
    what: 'partitions of partitions, and default ones, under keys and indexes that change',
    from: `CREATE TABLE ev (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL, kind text NOT NULL DEFAULT 'a', v int, PRIMARY KEY (id, at, kind)) PARTITION BY RANGE (at); CREATE TABLE ev_23 PARTITION OF ev FOR VALUES FROM ('2023-01-01Z') TO ('2024-01-01Z'); CREATE TABLE ev_24 PARTITION OF ev FOR VALUES FROM ('2024-01-01Z') TO ('2025-01-01Z') PARTITION BY LIST (kind);
      CREATE TABLE ev_24_a PARTITION OF ev_24 FOR VALUES IN ('a', 'b'); CREATE TABLE ev_24_x PARTITION OF ev_24 DEFAULT; CREATE TABLE ev_def PARTITION OF ev DEFAULT; CREATE INDEX ev_v ON ev (v) WHERE v > 0; CREATE INDEX own_23 ON ev_23 (kind);
      CREATE TABLE ref (id int PRIMARY KEY, ev bigint, at timestamptz, kind text, FOREIGN KEY (ev, at, kind) REFERENCES ev ON DELETE CASCADE); INSERT INTO ev (at, v) VALUES ('2023-05-05Z', 1), ('2024-05-05Z', 2);`,
    to: `CREATE TABLE ev (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL, kind text NOT NULL DEFAULT 'b', v bigint, w text, PRIMARY KEY (at, id, kind)) PARTITION BY RANGE (at); CREATE TABLE ev_23 PARTITION OF ev FOR VALUES FROM ('2023-01-01Z') TO ('2024-01-01Z'); CREATE TABLE ev_24 PARTITION OF ev FOR VALUES FROM ('2024-01-01Z') TO ('2025-01-01Z') PARTITION BY LIST (kind);
      CREATE TABLE ev_24_a PARTITION OF ev_24 FOR VALUES IN ('a', 'b'); CREATE TABLE ev_24_x PARTITION OF ev_24 DEFAULT; CREATE TABLE ev_def PARTITION OF ev DEFAULT; CREATE INDEX ev_v ON ev (v DESC, w); CREATE INDEX own_24 ON ev_24 (w); ALTER TABLE ev_23 ADD CHECK (v < 1000);
      CREATE TABLE ref (id int PRIMARY KEY, ev bigint, at timestamptz, kind text, FOREIGN KEY (at, ev, kind) REFERENCES ev (at, id, kind));`,
    keeps: 'SELECT id, at, kind, v::int FROM ev ORDER BY 1',
  },
  {
    what: 'constraints become indexes of the same name, and indexes constraints',
    from: `CREATE TABLE t (id int, a int, b text, c text, d int, CONSTRAINT t_k PRIMARY KEY (id), CONSTRAINT u1 UNIQUE (a), CONSTRAINT u2 UNIQUE (b) INCLUDE (c), CONSTRAINT c1 CHECK (a > 0) NO INHERIT, CONSTRAINT c2 CHECK (b <> '')); CREATE UNIQUE INDEX x1 ON t (c); CREATE UNIQUE INDEX x2 ON t (d) WHERE d > 0;
      CREATE TABLE r (id int PRIMARY KEY, a int, CONSTRAINT r_a FOREIGN KEY (a) REFERENCES t (a)); ALTER TABLE t ADD CONSTRAINT c3 CHECK (d > 5) NOT VALID; ALTER TABLE r ADD CONSTRAINT r_i FOREIGN KEY (id) REFERENCES t NOT VALID; INSERT INTO t VALUES (1, 1, 'b', 'c'); INSERT INTO r VALUES (1, 1);`,
    to: `CREATE TABLE t (id int, a int, b text, c text, d int, CONSTRAINT t_pk PRIMARY KEY (id), CONSTRAINT x1 UNIQUE (c), CONSTRAINT c1 CHECK (a > 0), CONSTRAINT c2 CHECK (b <> '') NO INHERIT, CONSTRAINT c3 CHECK (d > 5)); CREATE UNIQUE INDEX u1 ON t (a); CREATE UNIQUE INDEX u2 ON t (b, c) INCLUDE (d); CREATE INDEX x2 ON t (d);
      CREATE TABLE r (id int PRIMARY KEY, a int, CONSTRAINT r_a FOREIGN KEY (a) REFERENCES t (a) ON DELETE SET NULL, CONSTRAINT r_i FOREIGN KEY (id) REFERENCES t);`,
    keeps: 'SELECT t.id, t.a, b, c, r.a AS ra FROM t, r',
  },
  {
    what: 'types of extensions come, go and change',
    from: `CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION ltree; CREATE TABLE t (id int PRIMARY KEY, e citext UNIQUE DEFAULT 'A', h hstore DEFAULT 'a=>1', l ltree, x text); CREATE INDEX ON t USING gist (l); CREATE INDEX ON t USING gin (h); CREATE VIEW v AS SELECT e, h -> 'a' AS a FROM t WHERE e = 'a'; INSERT INTO t VALUES (1, 'E', 'x=>2', 'a.b', 'x');`,
    to: `CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION btree_gist; CREATE TABLE t (id int PRIMARY KEY, e text UNIQUE, h text, l text, x citext, r tstzrange, EXCLUDE USING gist (id WITH =, r WITH &&)); CREATE VIEW v AS SELECT e, x FROM t WHERE x = 'a';`,
    keeps: 'SELECT id, e, l::text, x::text FROM t',
  },
  {
    what: 'functions of the rows of tables that change, and functions with other results',
    from: `CREATE TABLE p (id int PRIMARY KEY, a int); CREATE FUNCTION all_p() RETURNS SETOF p LANGUAGE sql STABLE AS 'SELECT * FROM p'; CREATE FUNCTION full_a(r p) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT r.a::text'; CREATE FUNCTION o(IN x int, OUT y int, OUT z text) LANGUAGE sql AS 'SELECT 1, $$a$$';
      CREATE FUNCTION poly(anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT $1'; CREATE VIEW v AS SELECT p.*, full_a(p.*) AS f FROM p; CREATE TABLE q (c p, n int DEFAULT 3); CREATE FUNCTION va(VARIADIC xs int[]) RETURNS int LANGUAGE sql AS 'SELECT 1'; INSERT INTO p VALUES (1, 2);`,
    to: `CREATE TABLE p (id int PRIMARY KEY, a int, b text); CREATE FUNCTION all_p() RETURNS SETOF p LANGUAGE sql VOLATILE ROWS 10 AS 'SELECT * FROM p LIMIT 1'; CREATE FUNCTION full_a(r p) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT r.b'; CREATE FUNCTION o(IN x int, OUT y int, OUT z int) LANGUAGE sql AS 'SELECT 1, 2';
      CREATE FUNCTION poly(anyelement, anyelement) RETURNS anyarray LANGUAGE sql AS 'SELECT ARRAY[$1, $2]'; CREATE VIEW v AS SELECT p.*, full_a(p.*) AS f FROM p; CREATE TABLE q (c p, n int DEFAULT 4); CREATE FUNCTION va(VARIADIC xs text[]) RETURNS int LANGUAGE sql AS 'SELECT 1';`,
    keeps: 'SELECT id, a FROM p',
  },
  {
    what: 'several enums change at once, under a view, a check and an index',
    from: `CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE TYPE f AS ENUM ('x', 'y'); CREATE TABLE t (id int PRIMARY KEY, e e NOT NULL DEFAULT 'b', es e[] DEFAULT '{a,b}', f f, fs f[]); CREATE VIEW v AS SELECT id, e, CASE WHEN e = 'a' THEN 'x'::f ELSE f END AS f FROM t; CREATE INDEX ON t (e) WHERE e IN ('a', 'b'); ALTER TABLE t ADD CONSTRAINT ck CHECK (e <> 'c' OR f = 'x'); INSERT INTO t VALUES (1, 'a', '{a}', 'x');`,
    to: `CREATE TYPE e AS ENUM ('b', 'a', 'z'); CREATE TYPE f AS ENUM ('x', 'w', 'y', 'q'); CREATE TABLE t (id int PRIMARY KEY, e e DEFAULT 'z', es e[], f f NOT NULL DEFAULT 'q', fs f[] DEFAULT '{w}'); CREATE VIEW v AS SELECT id, e, CASE WHEN e = 'z' THEN 'q'::f ELSE f END AS f, es FROM t; CREATE INDEX ON t (e) WHERE e IN ('z', 'b'); ALTER TABLE t ADD CONSTRAINT ck CHECK (e <> 'z' OR f = 'q');`,
    keeps: 'SELECT id, e, es::text, f, fs::text FROM t',
  },
  {
    what: 'aggregates, rules, text search and collations, beside what changes',
    from: `CREATE TABLE t (id int PRIMARY KEY, a int, b text); CREATE FUNCTION addup(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT coalesce($1, 0) + $2'; CREATE AGGREGATE mysum(int) (SFUNC = addup, STYPE = int, INITCOND = '0'); CREATE VIEW v AS SELECT mysum(a) AS s FROM t; CREATE RULE no_del AS ON DELETE TO t DO INSTEAD NOTHING; CREATE TEXT SEARCH CONFIGURATION mine (COPY = simple);
      CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false); CREATE INDEX ON t USING gin (to_tsvector('english', b)); CREATE TABLE u (n text COLLATE ci);`,
    to: `CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL DEFAULT 1, b varchar(80)); CREATE FUNCTION addup(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT coalesce($1, 0) + coalesce($2, 0)'; CREATE AGGREGATE mysum(int) (SFUNC = addup, STYPE = int, INITCOND = '5'); CREATE VIEW v AS SELECT mysum(a) AS s, b FROM t GROUP BY b; CREATE RULE no_del AS ON DELETE TO t WHERE OLD.a > 1 DO INSTEAD NOTHING; CREATE TEXT SEARCH CONFIGURATION mine (COPY = simple);
      CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false); CREATE INDEX ON t USING gin (to_tsvector('simple', b)); CREATE TABLE u (n text COLLATE "C");`,
  },
];

forEachTarget(
  test,
  (target) => testEvolutions(target, cases),
  ({ dialect, server }) => dialect === 'postgres' && server !== null,
);
