import test from 'ava';
import { referencesIn } from './expression.js';

test('what is named in SQL is found: with its schema, called, quoted, and looked up', (t) => {
  t.deepEqual(referencesIn(`app.total(x) + "Two"`), [
    { name: 'app' },
    { schema: 'app', name: 'total' },
    { name: 'x' },
    { name: 'two' },
  ]);
  t.deepEqual(referencesIn(`nextval('app.numbers'::regclass)`), [
    { name: 'nextval' },
    { name: 'regclass' },
    { name: 'app' },
    { schema: 'app', name: 'numbers' },
  ]);
  t.deepEqual(referencesIn(`f('app.numbers'::text)`), [{ name: 'f' }, { name: 'text' }]);
});

test('operators are found that not every database has', (t) => {
  t.deepEqual(referencesIn('a === b'), [{ name: 'a' }, { name: '===' }, { name: 'b' }]);
  t.deepEqual(
    referencesIn(`a >= b AND c <> '==='`).map(({ name }) => name),
    ['a', 'b', 'and', 'c'],
  );
});
