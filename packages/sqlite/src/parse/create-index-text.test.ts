import test from 'ava';
import { parseCreateIndex } from './create-index-text.js';
import { bareQuery, parseCreateView } from './create-view-text.js';
import { UnparsedDefinitionError } from './errors.js';

test('tells columns from expressions, with collation and order', (t) => {
  const text = `CREATE UNIQUE INDEX "i x" ON [t] ( a COLLATE nocase DESC, lower(b) COLLATE rtrim, "c" || d COLLATE nocase ASC,
    (e) collate binary, 'f', desc desc) WHERE a IS NOT NULL AND b = ')'`;
  const index = parseCreateIndex(text);
  t.true(index.unique);
  t.deepEqual([index.name.value, index.table.value, index.where?.text], ['i x', 't', `a IS NOT NULL AND b = ')'`]);
  t.deepEqual(
    index.elements.map((element) => [
      element.column?.value,
      element.expression.text,
      element.collation?.value,
      element.order,
    ]),
    [
      ['a', 'a', 'nocase', 'desc'],
      [undefined, 'lower(b)', 'rtrim', undefined],
      [undefined, '"c" || d COLLATE nocase', undefined, 'asc'],
      [undefined, '(e)', 'binary', undefined],
      ['f', `'f'`, undefined, undefined],
      ['desc', 'desc', undefined, 'desc'],
    ],
  );
});

test('refuses an index that it does not understand', (t) => {
  for (const text of [
    'CREATE INDEX i ON t',
    'CREATE INDEX i ON t(a) USING x',
    'CREATE INDEX i ON t(a',
    'CREATE INDEX i ON t()',
  ]) {
    t.throws(() => parseCreateIndex(text), { instanceOf: UnparsedDefinitionError }, text);
  }
});

test('cuts a view into names and query', (t) => {
  const view = parseCreateView('CREATE VIEW "v 1"(a, [b c]) AS\n  -- all\n  SELECT 1, 2 ; -- end');
  t.deepEqual(
    [view.name.value, view.columns.map((column) => column.value), view.query],
    ['v 1', ['a', 'b c'], '-- all\n  SELECT 1, 2'],
  );
  t.is(bareQuery(' SELECT 1; -- end'), 'SELECT 1');
});
