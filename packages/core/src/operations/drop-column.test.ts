import test from 'ava';
import { UnknownTablePartError } from '../schema/errors.js';
import type { SchemaModel } from '../schema/model.js';
import { check, foreignKey, index, primaryKey, table, unique } from '../schema/table.js';
import { t } from '../schema/t.js';
import { OperationRegistry } from './registry.js';
import type { Operation } from './operation.js';

const registry = new OperationRegistry();

const before: SchemaModel = {
  objects: [],
  tables: [
    table(
      'orders',
      { id: t.integer(), code: t.string(9), parent: t.string(9), length: t.integer() },
      {
        constraints: [
          foreignKey(['parent'], 'orders', ['code']),
          primaryKey(['id']),
          unique(['code']),
          check("code <> 'parent'", { name: 'ck_code' }),
          check('length(parent) > 0', { name: 'ck_parent' }),
        ],
        indexes: [
          index(['id']),
          index(['id', 'code']),
          index([{ expression: 'lower(code)' }]),
          index(['id'], { name: 'some', where: 'code IS NULL' }),
        ],
      },
    ),
  ],
};

function drop(column: string): readonly Operation[] {
  return [{ kind: 'dropColumn', table: { name: 'orders' }, column }];
}

test('dropping a column takes the constraints and indexes that mention it, and a key of its own table to it', (assert) => {
  const [after] = registry.applyAll(before, drop('code')).tables;
  assert.deepEqual(
    after?.constraints.map(({ name }) => name),
    ['pk_orders', 'ck_parent'],
  );
  assert.deepEqual(
    after?.indexes.map(({ name }) => name),
    ['ix_orders_id'],
  );
});

test('what only looks like a mention stays: a string, a function that is called', (assert) => {
  const [after] = registry.applyAll(before, drop('length')).tables;
  assert.is(after?.constraints.length, 5);
});

test('undoing it brings all of that back, keys before the foreign keys to them', (assert) => {
  const back = registry.reverseAll(before, drop('code'));
  assert.deepEqual(
    back.map(({ kind }) => kind),
    [
      'addColumn',
      'createUniqueConstraint',
      'createCheckConstraint',
      'createForeignKey',
      'createIndex',
      'createIndex',
      'createIndex',
    ],
  );
});

test('a column that is not there is an error that offers the one that was meant', (assert) => {
  const error = assert.throws(() => registry.applyAll(before, drop('cod')), { instanceOf: UnknownTablePartError });
  assert.is(error?.hint, 'Did you mean code?');
  assert.is(error?.location.operation, 'dropColumn orders.cod');
});

test('with ifExists, a column or a table that is not there is no error, and nothing is to be undone', (assert) => {
  for (const name of ['orders', 'elsewhere']) {
    const operations: readonly Operation[] = [{ kind: 'dropColumn', table: { name }, column: 'none', ifExists: true }];
    assert.is(registry.applyAll(before, operations), before);
    assert.deepEqual(registry.reverseAll(before, operations), []);
  }
});
