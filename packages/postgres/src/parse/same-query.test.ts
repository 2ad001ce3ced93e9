import test from 'ava';
import { sameQuery } from './same-query.js';

const same = (a: string, b: string, columns?: readonly string[]): boolean =>
  sameQuery({ definition: a, ...(columns === undefined ? {} : { columns }) }, { definition: b });

test('a query is the same once the server has written it', (t) => {
  t.true(
    same(
      'select id, name from users where active',
      ' SELECT users.id,\n    users.name\n   FROM users\n  WHERE users.active;',
    ),
  );
  t.true(
    same(
      "SELECT lower(name) AS n FROM users u WHERE u.age > 3 AND u.kind = 'x'",
      " SELECT lower(u.name::text) AS n\n   FROM users u\n  WHERE u.age > 3 AND u.kind::text = 'x'::text",
    ),
  );
  t.true(
    same(
      'SELECT notes FROM t WHERE notes >= -100',
      "SELECT notes FROM t WHERE notes >= '-100'::integer::double precision",
    ),
  );
  t.true(same('SELECT lower(name) FROM t', 'SELECT lower(name) AS lower FROM t'));
  t.true(same('SELECT * FROM t', 'SELECT a, b FROM t'));
});

test('a query is the same where the server says it in other words', (t) => {
  t.true(same("SELECT a FROM t WHERE m IN ('x', 'y')", "SELECT a FROM t WHERE m = ANY (ARRAY['x'::mood, 'y'::mood])"));
  t.true(
    same(
      "SELECT a FROM t WHERE v NOT IN ('x', 'y')",
      "SELECT a FROM t WHERE v::text <> ALL (ARRAY['x'::character varying, 'y'::character varying]::text[])",
    ),
  );
  t.true(same('SELECT CAST(a AS int) AS n FROM t', 'SELECT a::integer AS n FROM t'));
  t.true(
    same(
      "SELECT a FROM t INNER JOIN u ON u.id = t.id LEFT OUTER JOIN w USING (id) WHERE a NOT LIKE 'x%'",
      "SELECT a FROM t JOIN u ON u.id = t.id LEFT JOIN w USING (id) WHERE a !~~ 'x%'::text",
    ),
  );
  t.true(
    same(
      "SELECT a FROM t WHERE at > now() - interval '1 day'",
      "SELECT a FROM t WHERE at > (now() - '1 day'::interval)",
    ),
  );
  t.false(same("SELECT a FROM t WHERE m IN ('x', 'y')", "SELECT a FROM t WHERE m NOT IN ('x', 'y')"));
  t.false(same("SELECT a FROM t WHERE m IN ('x', 'y')", "SELECT a FROM t WHERE m = ANY (ARRAY['x'::mood, 'z'::mood])"));
  t.false(same('SELECT a FROM t LEFT JOIN u ON true', 'SELECT a FROM t JOIN u ON true'));
});

test('names of columns may stand beside the query or within it', (t) => {
  t.true(same('SELECT price, id FROM t', 'SELECT price AS a,\n id\n FROM t', ['a', 'id']));
  t.false(same('SELECT price, id FROM t', 'SELECT price AS b,\n id\n FROM t', ['a', 'id']));
});

test('a query that gives something else is not the same', (t) => {
  t.false(same('SELECT a FROM t', 'SELECT b FROM t'));
  t.false(same('SELECT a FROM t', 'SELECT a AS b FROM t'));
  t.false(same('SELECT a FROM t', 'SELECT a FROM u'));
  t.false(same('SELECT a FROM t WHERE a > 1', 'SELECT a FROM t WHERE a > 2'));
  t.false(same("SELECT a FROM t WHERE a = 'X'", "SELECT a FROM t WHERE a = 'x'"));
  t.false(same('SELECT * FROM t WHERE a', 'SELECT a, b FROM t'));
});

test('a count of all is no star that the server writes out', (t) => {
  t.false(same('SELECT a, count(*) AS n, max(b) FROM t GROUP BY a', 'SELECT a, count(*) AS count FROM t GROUP BY a'));
  t.false(same('SELECT a, count(*) FROM t GROUP BY a', 'SELECT b, count(*) AS count FROM t GROUP BY a'));
  t.true(same('SELECT a, count(*) FROM t GROUP BY a', 'SELECT a, count(*) AS count FROM t GROUP BY a'));
});

test('what stands beside a star is compared', (t) => {
  t.true(same('SELECT 1 AS x, t.*, b FROM t', 'SELECT 1 AS x, t.a, t.b, t.b AS b_1 FROM t'));
  t.false(same('SELECT 1 AS x, t.* FROM t', 'SELECT 2 AS x, t.a FROM t'));
  t.false(same('SELECT t.*, a + 1 AS c FROM t', 'SELECT t.a, t.a + 2 AS c FROM t'));
});

test('parentheses around OR, beside AND and behind NOT, say something', (t) => {
  const or = 'SELECT a FROM t WHERE (b OR c) AND d';
  t.true(same(or, 'SELECT t.a FROM t WHERE ((t.b OR t.c) AND t.d)'));
  t.true(same(or, 'SELECT t.a FROM t WHERE ((((t.b) OR (t.c))) AND (t.d))'));
  t.false(same(or, 'SELECT t.a FROM t WHERE (t.b OR (t.c AND t.d))'));
  t.true(same('SELECT a FROM t WHERE b OR (c AND d)', 'SELECT a FROM t WHERE (b OR c AND d)'));
  t.true(same('SELECT a FROM t WHERE (b OR c) OR d', 'SELECT a FROM t WHERE (b OR c OR d)'));
  t.false(same('SELECT a FROM t WHERE NOT (b AND c)', 'SELECT a FROM t WHERE NOT b AND c'));
});

test('results that are cast to another type are others', (t) => {
  t.false(same('SELECT sum(n)::text AS s FROM t', 'SELECT sum(n)::integer AS s FROM t'));
  t.false(same('SELECT CAST(n AS text) FROM t', 'SELECT n::bigint AS n FROM t'));
  t.true(same('SELECT n::int4, v::varchar(3) FROM t', 'SELECT n::integer AS n, v::character varying(3) AS v FROM t'));
  t.true(same("SELECT 'x' AS x, n::bigint FROM t", "SELECT 'x'::text AS x, n FROM t"));
});
