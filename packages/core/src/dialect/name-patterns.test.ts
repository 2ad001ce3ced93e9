import test from 'ava';
import { likePattern, matchesNames } from './name-patterns.js';

test('a pattern is compared with the whole name, with the schema where it is not the default one', (t) => {
  const isMeant = matchesNames({ include: ['app_*', 'sales.*'], exclude: ['*_log', 'sales.x'] });
  t.true(isMeant({ name: 'app_users' }));
  t.false(isMeant({ name: 'my_app_users' }));
  t.false(isMeant({ name: 'App_users' }));
  t.false(isMeant({ name: 'app_log' }));
  t.true(isMeant({ schema: 'sales', name: 'orders' }));
  t.false(isMeant({ schema: 'sales', name: 'x' }));
  t.false(isMeant({ schema: 'other', name: 'app_users' }));
});

test('* stands for any characters, line breaks included, and all else for itself', (t) => {
  t.true(matchesNames({ include: ['a*c'] })({ name: 'a\nb\nc' }));
  t.false(matchesNames({ include: ['a.c', 'a?c', 'a[b]c', '(abc)'] })({ name: 'abc' }));
  t.true(matchesNames({ include: ['a.c+'] })({ name: 'a.c+' }));
});

test('schemas choose before names do, and an empty list chooses nothing', (t) => {
  t.true(matchesNames({ schemas: [''] })({ name: 'a' }));
  t.false(matchesNames({ schemas: [''] })({ schema: 'sales', name: 'a' }));
  t.false(matchesNames({ schemas: [] })({ name: 'a' }));
  t.false(matchesNames({ include: [] })({ name: 'a' }));
  t.true(matchesNames({})({ schema: 'sales', name: 'a' }));
});

test('in the words of LIKE, what would stand for something else is escaped', (t) => {
  t.is(likePattern('app_*', '\\'), String.raw`app\_%`);
  t.is(likePattern('50%|x', '|'), '50|%||x');
  t.is(likePattern('a\\b', '\\'), String.raw`a\\b`);
});
