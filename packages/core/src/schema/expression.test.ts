import test from 'ava';
import { mayMention, mentionsName, namesIn, renameInExpression } from './expression.js';

test('a name is mentioned bare, in any case, and in each style of quotes', (t) => {
  for (const text of ['price > 0', 'PRICE > 0', '"price" > 0', '`price` > 0', '[price] > 0']) {
    t.true(mentionsName(text, 'price'), text);
    t.true(mayMention(namesIn(text), 'price'), text);
  }
});

test('a name is not mentioned by a part of a word, a string, or a quoted name in another case', (t) => {
  for (const text of ['prices > 0', "x = 'price'", "x = 'it''s price'", '"Price" > 0', 'x > 0']) {
    t.false(mentionsName(text, 'price'), text);
  }
});

test('a function that is called is no column', (t) => {
  t.false(mentionsName('length(title) > 3', 'length'));
  t.false(mentionsName('length (title) > 3', 'length'));
  t.is(renameInExpression('length(length) > 3', 'length', 'size'), 'length(size) > 3');
});

test('syntax is no column, unless it is quoted', (t) => {
  t.is(renameInExpression('"null" IS NOT NULL', 'null', 'empty'), '"empty" IS NOT NULL');
  t.false(mentionsName('a IS NOT NULL', 'null'));
});

test('a number, or a sign, is no column, though a column be called like it', (t) => {
  t.is(renameInExpression('"2" * 2', '2', 'two'), '"two" * 2');
  t.is(renameInExpression('"e5" > 1e5', 'e5', 'a'), '"a" > 1e5');
  t.is(renameInExpression('"*" * 2', '*', 'a'), '"a" * 2');
});

test('a renamed name keeps its quotes', (t) => {
  t.is(renameInExpression('"a" + `a` + [a] + a', 'a', 'b'), '"b" + `b` + [b] + b');
});

test('a bare name is quoted when the new one needs it', (t) => {
  t.is(renameInExpression('a > 0', 'a', 'say "hi"'), '"say ""hi""" > 0');
  t.is(renameInExpression('a > 0', 'a', 'order'), '"order" > 0');
  t.is(renameInExpression('a > 0', 'a', 'Amount'), '"Amount" > 0');
});

test('strings are left alone', (t) => {
  t.is(renameInExpression("a = 'a' OR a = 'it''s a'", 'a', 'b'), "b = 'a' OR b = 'it''s a'");
});

test('names with quotes in them are found', (t) => {
  t.true(mentionsName('"say ""hi""" > 0', 'say "hi"'));
  t.true(namesIn('"say ""hi""" > 0').has('say "hi"'));
});
