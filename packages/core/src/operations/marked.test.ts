import test from 'ava';
import type { SchemaModel } from '../schema/model.js';
import { quote } from '../schema/quote.js';
import { settledModel } from '../schema/settled.js';
import { check, index, nameIndex, table, view } from '../schema/table.js';
import { t } from '../schema/t.js';
import { sql } from '../schema/values.js';
import { defaultNamingConvention } from '../schema/naming.js';
import { markedModel, markedOperation } from './marked.js';
import type { Operation } from './operation.js';
import { settledOperation } from './settled.js';

const one = { name: 'one', identifier: (name: string) => `"${name.replaceAll('"', '""')}"` };
const mark = (name: string): string => one.identifier(name);

const model: SchemaModel = {
  tables: [
    table(
      'users',
      {
        Age: t.integer().generatedAs('"Born" + 1').comment('the "Age"'),
        Born: t.integer().default(sql(`f("Born", '"x"')`)),
        name: t.text().default('"n"'),
      },
      {
        constraints: [check('"Age" > 1 AND `Age` < 2 AND [Age] <> 3', { name: 'ck' })],
        indexes: [index([sql('lower("Age")')], { name: 'ix', where: '"Age" > "a ""b"""' })],
      },
    ),
  ],
  objects: [view('v', 'SELECT "Age" FROM users')],
};

test('names that stand in the quotes of the database are marked, and nothing else is', (assert) => {
  const { tables, objects } = markedModel(model, mark);
  const [users] = tables;
  const age = quote('Age');
  assert.deepEqual(users?.columns, [
    {
      name: 'Age',
      type: { kind: 'integer' },
      nullable: true,
      generated: { expression: `${quote('Born')} + 1`, stored: false },
      comment: 'the "Age"',
    },
    {
      name: 'Born',
      type: { kind: 'integer' },
      nullable: true,
      default: sql(`f(${quote('Born')}, '"x"')`),
    },
    { name: 'name', type: { kind: 'text' }, nullable: true, default: { kind: 'literal', value: '"n"' } },
  ]);
  assert.deepEqual(users?.constraints, [
    { kind: 'check', name: 'ck', expression: `${age} > 1 AND \`Age\` < 2 AND [Age] <> 3` },
  ]);
  assert.deepEqual(users?.indexes, [
    { name: 'ix', unique: false, columns: [{ expression: `lower(${age})` }], where: `${age} > ${quote('a "b"')}` },
  ]);
  assert.deepEqual(objects, [view('v', `SELECT ${age} FROM users`)]);
});

test('settled for the same database, what was marked is what it was', (assert) => {
  assert.deepEqual(settledModel(markedModel(model, mark), one), model);
  const name = { name: 'users' };
  const operations: readonly Operation[] = [
    ...model.tables.map((made): Operation => ({ kind: 'createTable', table: made })),
    ...(model.tables[0]?.columns ?? []).map((column): Operation => ({ kind: 'addColumn', table: name, column })),
    {
      kind: 'alterColumn',
      table: name,
      column: 'a',
      to: { default: sql('"b"'), using: '"a"::int', generated: { expression: '"c"', stored: true }, comment: '"d"' },
    },
    { kind: 'alterColumn', table: name, column: 'a', to: { default: null, generated: null } },
    { kind: 'createCheckConstraint', table: name, constraint: check('"a" > 1') },
    { kind: 'dropConstraint', table: name, constraint: { type: 'check', expression: '"a" > 1' } },
    { kind: 'createIndex', table: name, index: nameIndex(name, index([sql('"a" + 1')]), defaultNamingConvention) },
    { kind: 'createView', view: view('v', 'SELECT "a" FROM "b"') },
    { kind: 'dropTable', table: name },
  ];
  const marked = operations.map((operation) => markedOperation(operation, mark));
  assert.false(JSON.stringify(marked.slice(-5)).includes(String.raw`\"`));
  assert.deepEqual(
    marked.map((operation) => settledOperation(operation, one)),
    operations,
  );
});
