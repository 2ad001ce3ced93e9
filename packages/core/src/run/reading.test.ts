import test from 'ava';
import { isRead, keepsSchema } from './reading.js';

test('tells statements that only read from others, and takes what is doubtful for a change', (t) => {
  for (const sql of [
    'SELECT 1',
    '  select * from users',
    '-- why\nSELECT 1',
    '/* why */ (SELECT 1) UNION SELECT 2',
    'VALUES (1)',
    'WITH a AS (SELECT 1) SELECT * FROM a',
    'EXPLAIN SELECT 1',
    'PRAGMA table_info(users)',
  ]) {
    t.true(isRead(sql), sql);
  }
  for (const sql of [
    'INSERT INTO users VALUES (1) RETURNING id',
    'UPDATE users SET id = 1',
    'WITH a AS (SELECT 1) DELETE FROM users',
    'EXPLAIN ANALYZE INSERT INTO users VALUES (1)',
    'PRAGMA user_version = 3',
    'CALL something()',
    'selection()',
    '-- SELECT 1\nDELETE FROM users',
    '',
  ]) {
    t.false(isRead(sql), sql);
  }
});

for (const [sql, keeps] of [
  ['INSERT INTO a VALUES (1)', true],
  ['insert into "a" ("b") values (?);', true],
  ['UPDATE a SET b = f(1)', true],
  ['/* why */ DELETE FROM a', true],
  ['SELECT count(*), max(id) FROM a WHERE b IN (1, 2)', true],
  ['VALUES (1), (2)', true],
  ['SELECT make_tables()', false],
  ['SELECT "make tables"()', false],
  ['WITH x AS (INSERT INTO a VALUES (1)) SELECT 1', false],
  ['INSERT INTO a VALUES (1); DROP TABLE a', false],
  ['CREATE TABLE a (id)', false],
  ['TRUNCATE a', false],
  ['CALL make_tables()', false],
] as const) {
  test(`${keeps ? 'leaves' : 'may change'} definitions: ${sql}`, (t) => {
    t.is(keepsSchema(sql), keeps);
  });
}
