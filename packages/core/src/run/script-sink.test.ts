import test from 'ava';
import type { Statement } from '../ddl/statement.js';
import type { Dialect } from '../dialect/dialect.js';
import { ScriptSink } from './script-sink.js';

const dialect: Dialect = {
  name: 'test',
  traits: { transactionalDdl: true },
  identifier: (name) => `"${name}"`,
  tableName: ({ name }) => `"${name}"`,
  literal: (value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)),
};

function statement(sql: string, bindings?: Statement['bindings']): Statement {
  return {
    sql,
    ...(bindings === undefined ? {} : { bindings }),
    transaction: 'inside',
    source: { kind: 'execute', sql },
  };
}

async function written(sql: string, bindings?: Statement['bindings']): Promise<string> {
  let text = '';
  await new ScriptSink(dialect, (piece) => {
    text += piece;
  }).run(statement(sql, bindings));
  return text.trimEnd();
}

const places: readonly (readonly [sql: string, bindings: Statement['bindings'], text: string])[] = [
  ['SELECT ?', [1], 'SELECT 1;'],
  ['VALUES (?, ?, ?)', [1, null, "it's"], "VALUES (1, null, 'it''s');"],
  ["SELECT '?', ?", [1], "SELECT '?', 1;"],
  ["SELECT 'it''s ?', ?", [1], "SELECT 'it''s ?', 1;"],
  ['SELECT "a?b", ?', [1], 'SELECT "a?b", 1;'],
  ['SELECT "a""?", ?', [1], 'SELECT "a""?", 1;'],
  ['SELECT `a?`, ?', [1], 'SELECT `a?`, 1;'],
  ['SELECT 1 -- really?\n, ?', [1], 'SELECT 1 -- really?\n, 1;'],
  ["SELECT /* 'what? */ ?", [1], "SELECT /* 'what? */ 1;"],
  ["SELECT /* it's */ ?, 'a -- ?', ?", [1, 2], "SELECT /* it's */ 1, 'a -- ?', 2;"],
  ['DO $$ what? $$; SELECT ?', [1], 'DO $$ what? $$; SELECT 1;'],
  ['DO $a$ $$ ? $$ $a$; SELECT ?', [1], 'DO $a$ $$ ? $$ $a$; SELECT 1;'],
  ['VALUES (?, ?)', ['$1 $& ?', 2], "VALUES ('$1 $& ?', 2);"],
  ['SELECT \'?\', "?" -- ?', undefined, 'SELECT \'?\', "?" -- ?\n;'],
];

for (const [sql, bindings, text] of places) {
  test(`writes the values of ${JSON.stringify(sql)} in their places`, async (t) => {
    t.is(await written(sql, bindings), text);
  });
}

test('refuses values for which there is no place, and places for which there is no value', async (t) => {
  for (const [sql, bindings] of [
    ['SELECT ?', [1, 2]],
    ['SELECT ?, ?', [1]],
    ["SELECT '?'", [1]],
    ['SELECT ?1', [1]],
  ] as const) {
    await t.throwsAsync(written(sql, bindings), { code: 'INVALID_DEFINITION' });
  }
});

test('ends every statement with one semicolon, outside of comments', async (t) => {
  t.is(await written('SELECT 1'), 'SELECT 1;');
  t.is(await written('SELECT 1;\n'), 'SELECT 1;');
  t.is(await written('SELECT 1 -- done'), 'SELECT 1 -- done\n;');
  t.is(await written('SELECT 1 -- done;'), 'SELECT 1 -- done;\n;');
  t.is(await written('SELECT 1; -- done'), 'SELECT 1; -- done');
  t.is(await written("SELECT '-- no comment';"), "SELECT '-- no comment';");
  t.is(await written("SELECT '-- no comment'"), "SELECT '-- no comment';");
});

test('holds a transaction back until it is complete, and forgets one that is rolled back', async (t) => {
  const pieces: string[] = [];
  const sink = new ScriptSink(dialect, (piece) => pieces.push(piece));
  await sink.begin();
  sink.comment('lost');
  await sink.run(statement('SELECT 1'));
  await sink.rollback();
  t.deepEqual(pieces, []);
  await sink.begin();
  sink.comment('two\n  lines');
  await sink.run(statement('SELECT 2'));
  t.deepEqual(pieces, []);
  await sink.commit();
  t.is(pieces.join(''), 'BEGIN;\n\n-- two lines\nSELECT 2;\n\nCOMMIT;\n\n');
});

test('a comment stands before what it is about, within the transaction or without one', async (t) => {
  let text = '';
  const sink = new ScriptSink(dialect, (piece) => {
    text += piece;
  });
  sink.comment('alone');
  await sink.run(statement('VACUUM'));
  sink.comment('in it');
  await sink.begin();
  await sink.run(statement('SELECT 1'));
  await sink.commit();
  sink.comment('about nothing');
  t.is(text, '-- alone\nVACUUM;\n\nBEGIN;\n\n-- in it\nSELECT 1;\n\nCOMMIT;\n\n');
});
