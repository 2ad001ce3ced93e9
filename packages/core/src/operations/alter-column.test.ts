import test from 'ava';
import { DuplicateTablePartError } from '../schema/errors.js';
import type { ColumnOptions, SchemaModel } from '../schema/model.js';
import { check, foreignKey, index, table, unique } from '../schema/table.js';
import { t } from '../schema/t.js';
import type { ColumnChange } from './alter-column.js';
import type { Operation } from './operation.js';
import { OperationRegistry } from './registry.js';

const registry = new OperationRegistry();

const before: SchemaModel = {
  objects: [],
  tables: [
    table(
      'users',
      {
        name: t.string(20).notNull().default('x').comment('c'),
        shout: t.string(20).generatedAs('upper(name)', { stored: true }),
        boss: t.string(20),
      },
      {
        constraints: [unique(['name']), check("name <> 'name'"), foreignKey(['boss'], 'users', ['name'])],
        indexes: [index(['name', { expression: 'lower("name")' }], { where: 'name IS NOT NULL' })],
      },
    ),
    table('posts', { author: t.string(20).references('users', 'name'), name: t.text() }),
  ],
};

function alter(to: ColumnChange, column = 'name'): readonly Operation[] {
  return [{ kind: 'alterColumn', table: { name: 'users' }, column, to }];
}

test('a renamed column keeps its place in keys, checks, generated columns, indexes and foreign keys to it', (assert) => {
  const [users, posts] = registry.applyAll(before, alter({ name: 'nick' })).tables;
  assert.deepEqual(users?.columns[0], { ...before.tables[0]?.columns[0], name: 'nick' } as never);
  assert.is(users?.columns[1]?.generated?.expression, 'upper(nick)');
  const [key, condition, pointer] = users?.constraints ?? [];
  assert.deepEqual(key?.kind === 'unique' && key.columns, ['nick']);
  assert.is(condition?.kind === 'check' && condition.expression, "nick <> 'name'");
  assert.deepEqual(pointer?.kind === 'foreignKey' && pointer.references.columns, ['nick']);
  assert.deepEqual(users?.indexes[0]?.columns, [{ column: 'nick' }, { expression: 'lower("nick")' }]);
  assert.is(users?.indexes[0]?.where, 'nick IS NOT NULL');
  const [foreign] = posts?.constraints ?? [];
  assert.deepEqual(foreign?.kind === 'foreignKey' && foreign.references.columns, ['nick']);
  assert.deepEqual(posts?.columns, before.tables[1]?.columns);
});

test('the names of constraints and indexes stay when a column is renamed', (assert) => {
  const [users] = registry.applyAll(before, alter({ name: 'nick' })).tables;
  assert.deepEqual(
    users?.constraints.map(({ name }) => name),
    before.tables[0]?.constraints.map(({ name }) => name),
  );
});

test('what is not named stays, and null removes', (assert) => {
  const [users] = registry.applyAll(before, alter({ default: null, nullable: true })).tables;
  assert.deepEqual(users?.columns[0], {
    name: 'name',
    type: { kind: 'string', length: 20 },
    nullable: true,
    comment: 'c',
  });
});

test('undoing restores what was named, under the new name', (assert) => {
  assert.deepEqual(registry.reverseAll(before, alter({ name: 'nick', default: null, collation: 'C' })), [
    {
      kind: 'alterColumn',
      table: { name: 'users' },
      column: 'nick',
      to: { name: 'name', default: { kind: 'literal', value: 'x' }, collation: null },
    },
  ]);
});

test('options are replaced dialect by dialect, and come back when that is undone', (assert) => {
  const options = { one: { a: 1 }, two: { b: 2 } } as ColumnOptions;
  const with2 = registry.applyAll(before, alter({ options }));
  const replaced: object = { one: null, two: { b: 3 } };
  const change = alter({ options: replaced });
  const after = registry.applyAll(with2, change);
  assert.deepEqual(after.tables[0]?.columns[0]?.options, { two: { b: 3 } } as ColumnOptions);
  assert.deepEqual(registry.applyAll(after, registry.reverseAll(with2, change)), with2);
  assert.deepEqual(registry.applyAll(with2, registry.reverseAll(before, alter({ options }))), before);
});

test('a name that another column has is refused', (assert) => {
  assert.throws(() => registry.applyAll(before, alter({ name: 'boss' })), {
    instanceOf: DuplicateTablePartError,
    message: 'The table users has a column boss already.',
  });
});
