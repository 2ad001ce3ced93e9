import test from 'ava';
import type { Rename } from '../diff/renames.js';
import type { SchemaModel } from '../schema/model.js';
import { table } from '../schema/table.js';
import { t as types } from '../schema/t.js';
import { possibleRenames } from './possible-renames.js';
import { renameText } from '../diff/rename-text.js';

function model(name: string, ...columns: readonly string[]): SchemaModel {
  return { tables: [table(name, Object.fromEntries(columns.map((column) => [column, types.text()])))], objects: [] };
}

function column(from: string, to: string): Rename {
  return { kind: 'column', table: { name: 'a' }, from, to };
}

test('former names count where the database has them, and what is called so now gives its name up', (t) => {
  const wanted = model('a', 'y', 'z');
  const former = [column('x', 'y'), column('y', 'z')];
  const possible = (...columns: readonly string[]): readonly string[] =>
    possibleRenames(model('a', ...columns), wanted, former, []).map(renameText);
  t.deepEqual(possible('x', 'y'), ['a.x:a.y', 'a.y:a.z']);
  t.deepEqual(possible('x', 'z'), ['a.x:a.y']);
  t.deepEqual(possible('y', 'z'), []);
});

test('only a decision can exchange names, and it counts more than a former name', (t) => {
  const [from, to] = [model('a', 'x', 'y'), model('a', 'x', 'y')];
  const circle = [column('x', 'y'), column('y', 'x')];
  t.deepEqual(possibleRenames(from, to, circle, []), []);
  t.deepEqual(possibleRenames(from, to, [], circle), circle);
  t.deepEqual(possibleRenames(from, to, [], circle.slice(1)), []);
  const other = model('a', 'v', 'w');
  t.deepEqual(possibleRenames(model('a', 'x'), other, [column('x', 'v')], [column('x', 'w')]), [column('x', 'w')]);
});

test('one thing gets one name, and a table stays in its schema', (t) => {
  const to = model('a', 'v', 'w');
  t.throws(() => possibleRenames(model('a', 'x'), to, [column('x', 'v'), column('x', 'w')], []), {
    code: 'INVALID_RENAME',
    message: '"a.x:a.w" contradicts a.x:a.v.',
  });
  const moved: Rename = { kind: 'table', from: { schema: 'old', name: 'a' }, to: { schema: 'new', name: 'a' } };
  t.throws(() => possibleRenames(model('a', 'x'), to, [], [moved]), {
    code: 'INVALID_RENAME',
    message: '"old.a:new.a" moves a table from one schema to another, and no operation does.',
  });
});
