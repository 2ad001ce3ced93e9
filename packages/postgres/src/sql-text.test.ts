import * as fc from 'fast-check';
import test from 'ava';
import { isOutside } from './ddl/execute.js';
import { numbered, pieces, plainWords } from './sql-text.js';

test('only a question mark that stands for a value becomes a number', (t) => {
  const text = `SELECT ?, '?', "?", $a$ ? $a$, E'\\'?', a \\? 'b', /* ? /* ? */ ? */ ? -- ?`;
  t.deepEqual(numbered(text), {
    sql: `SELECT $1, '?', "?", $a$ ? $a$, E'\\'?', a ? 'b', /* ? /* ? */ ? */ $2 -- ?`,
    places: 2,
  });
});

test('the pieces of a text are the text, whatever it is', (t) => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("'", '"', '$', 'a', '?', '\\', '-', '/', '*', '\n', ' ', 'E', '1') }),
      (text) => {
        t.is(
          pieces(text)
            .map((piece) => piece.text)
            .join(''),
          text,
        );
      },
    ),
  );
});

test('words are lower case, names stay, comments are gone, and strings say nothing', (t) => {
  t.is(plainWords('/* x */ ALTER\n TYPE "A" -- y\n ADD VALUE \'B\''), `alter type "A" add value ''`);
});

test('knows what PostgreSQL refuses within a transaction', (t) => {
  for (const sql of [
    'VACUUM',
    '/* now */ VACUUM (FULL) a',
    'create database x',
    'CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)',
    'DROP INDEX CONCURRENTLY i',
    'REINDEX TABLE CONCURRENTLY a',
    'REINDEX (VERBOSE, CONCURRENTLY) INDEX i',
    'REINDEX DATABASE x',
    'ALTER SYSTEM SET a = 1',
    "ALTER TYPE mood ADD VALUE 'x'",
    'ALTER TABLE a DETACH PARTITION b CONCURRENTLY',
    "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
    'CLUSTER;',
    'DISCARD ALL',
  ]) {
    t.true(isOutside(sql), sql);
  }
  for (const sql of [
    'CREATE INDEX i ON a (b)',
    "SELECT 'VACUUM'",
    'CLUSTER a USING i',
    'REFRESH MATERIALIZED VIEW CONCURRENTLY v',
    'REINDEX TABLE a',
    "ALTER TYPE mood RENAME VALUE 'add value' TO 'b'",
    'CREATE SCHEMA s',
    'ALTER TABLE a DETACH PARTITION b',
    "COMMENT ON TABLE a IS 'CREATE INDEX CONCURRENTLY'",
  ]) {
    t.false(isOutside(sql), sql);
  }
});
