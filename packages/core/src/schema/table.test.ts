import test from 'ava';
import { InvalidDefinitionError } from './errors.js';
import { check, foreignKey, index, primaryKey, table, unique } from './table.js';
import { t } from './t.js';

const mistakes: readonly (readonly [string, () => unknown, RegExp])[] = [
  ['no columns', () => table('users', {}), /users has no columns/],
  [
    'two primary keys',
    () => table('users', { a: t.integer().primaryKey(), b: t.integer().primaryKey() }),
    /users has 2 primary keys/,
  ],
  [
    'a constraint over a column that is not there',
    () => table('users', { a: t.integer() }, { constraints: [unique(['b'])] }),
    /unique constraint of the table users names the column b/,
  ],
  [
    'a foreign key over a column that is not there',
    () =>
      table({ schema: 'shop', name: 'users' }, { a: t.integer() }, { constraints: [foreignKey(['b'], 'c', ['d'])] }),
    /foreignKey constraint of the table shop\.users names the column b/,
  ],
  [
    'an index over a column that is not there',
    () => table('users', { a: t.integer() }, { indexes: [index(['b'], { name: 'ix' })] }),
    /index ix of the table users names the column b/,
  ],
  [
    'two indexes of one name',
    () => table('users', { a: t.integer() }, { indexes: [index(['a']), index(['a'], { where: 'a > 0' })] }),
    /more than one index called ix_users_a/,
  ],
  [
    'two constraints of one name',
    () => table('users', { a: t.integer().unique('x') }, { constraints: [check('a > 0', { name: 'x' })] }),
    /more than one constraint called x/,
  ],
];

for (const [what, build, message] of mistakes) {
  test(`a table with ${what} is refused, with a hint`, (assert) => {
    const error = assert.throws(build, { instanceOf: InvalidDefinitionError, message });
    assert.truthy(error?.hint);
  });
}

test('the columns of a primary key are not null, whether they say so or not', (assert) => {
  const { columns } = table('a', { b: t.integer(), c: t.integer() }, { constraints: [primaryKey(['b'])] });
  assert.deepEqual(
    columns.map(({ nullable }) => nullable),
    [false, true],
  );
});

test('each method of a column gives a new one and leaves the old as it was', (assert) => {
  const base = t.string(20);
  base.notNull().default('x').unique().index();
  assert.deepEqual(base.parts, t.string(20).parts);
});

test('what is written on a column belongs to the table', (assert) => {
  const { columns, constraints, indexes } = table('a', {
    id: t.integer().primaryKey('key'),
    b: t.integer().references('c', 'id', { onDelete: 'cascade' }).check('b > 0', 'positive').index('by_b'),
  });
  assert.deepEqual(columns[1], { name: 'b', type: { kind: 'integer' }, nullable: true });
  assert.deepEqual(constraints, [
    { kind: 'primaryKey', columns: ['id'], name: 'key' },
    {
      kind: 'foreignKey',
      columns: ['b'],
      references: { table: { name: 'c' }, columns: ['id'] },
      onDelete: 'cascade',
      name: 'fk_a_b_c',
    },
    { kind: 'check', expression: 'b > 0', name: 'positive' },
  ]);
  assert.deepEqual(indexes, [{ columns: [{ column: 'b' }], unique: false, name: 'by_b' }]);
});
