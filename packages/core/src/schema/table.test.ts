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

/** The builders as plain JavaScript has them. */
type Loose = (...given: readonly unknown[]) => unknown;

const wrongCalls: readonly (readonly [build: () => unknown, message: RegExp, hint: string])[] = [
  [
    () => loose(table)('users'),
    /^table\('users', …\) needs its columns, as an object, as its second/u,
    "Write table('users', { id: t.integer().primaryKey() }).",
  ],
  [
    () => loose(table)('users', { id: t.integer }),
    /needs a column, .* as id of its second argument \(columns\), and got the function integer, which was not called\.$/u,
    'Write { id: t.integer() }.',
  ],
  [
    () => loose(table)('users', { id: t.text() }, { constraints: unique(['id']) }),
    /needs a list of constraints as constraints of its third argument \(settings\), and got an object/u,
    "Write { constraints: [unique(['email'])] }.",
  ],
  [() => loose(index)('id'), /^index\(…\) needs a list of columns .* got 'id'\.$/u, "Write index(['email'])."],
  [() => loose(index)([]), /got an empty list/u, "Write index(['email'])."],
  [() => loose(index)(['id'], { where: null }), /as where of .* got null/u, "Write { where: 'age > 0' }."],
  [() => loose(unique)([]), /^unique\(…\) needs .* got an empty list/u, "Write unique(['email'])."],
  [() => loose(primaryKey)('id'), /^primaryKey\(…\) needs .* got 'id'/u, "Write primaryKey(['email'])."],
  [
    () => loose(foreignKey)('a', 'b', 'c'),
    /^foreignKey\(…\) needs .* got 'a'/u,
    "Write foreignKey(['user_id'], 'users').",
  ],
  [
    () => loose(foreignKey)(['a']),
    /needs the name of the table that it points at/u,
    "Write foreignKey(['user_id'], 'users').",
  ],
  [() => loose(check)(), /^check\(…\) needs a condition as SQL text/u, "Write check('age > 0')."],
  [
    () => loose(t.enum)('new', 'paid'),
    /^t\.enum\(…\) needs a list of words .* got 'new'/u,
    "Write t.enum(['new', 'paid']).",
  ],
  [() => loose(t.native)(), /^t\.native\(…\) needs text/u, "Write t.native('geometry(Point, 4326)')."],
  [() => loose(t.char)(), /^t\.char\(…\) needs a length/u, 'Write t.char(2).'],
  [() => loose(t.time)(null), /got null/u, 'Leave it out, or write t.time({ precision: 3 }).'],
  [
    () => t.integer().default(undefined as never),
    /^\.default\(…\) needs a value .* got undefined/u,
    "Write .default('new').",
  ],
  [() => t.integer().default((() => 1) as never), /got a function/u, "Write .default('new')."],
  [
    () => t.integer().references(() => 1),
    /^\.references\(…\) needs the name of a table/u,
    "Write .references('users').",
  ],
  [
    () => t.integer().references('users', ['id'] as never),
    /^\.references\('users', …\) needs the name of one column .* got a list/u,
    "Leave it out, or write .references('users', 'id').",
  ],
  [() => t.integer().check(undefined as never), /^\.check\(…\) needs a condition/u, "Write .check('age > 0')."],
  [
    () => t.integer().on('x', undefined as never),
    /^\.on\('x', …\) needs a column or its type/u,
    "Write .on('…', t.text()).",
  ],
  [
    () => t.integer().identity(null as never),
    /^\.identity\(…\).* got null/u,
    'Leave it out, or write .identity({ start: 1000 }).',
  ],
];

function loose(builder: unknown): Loose {
  return builder as Loose;
}

for (const [build, message, hint] of wrongCalls) {
  test(`${String(build).replace(/^.*?=> /u, '')} is refused where it is written`, (assert) => {
    const error = assert.throws(build, { instanceOf: InvalidDefinitionError, message, code: 'INVALID_DEFINITION' });
    assert.is(error?.hint, hint);
  });
}

test('no setting of a reference takes the place of what it refers to', (assert) => {
  const settings: object = { columns: null, kind: 'check', onDelete: 'cascade' };
  const { constraints } = table('a', { id: t.integer().references('b', 'id', settings) });
  const [constraint] = constraints;
  assert.is(constraint?.kind, 'foreignKey');
  assert.deepEqual(constraint?.kind === 'foreignKey' ? constraint.columns : undefined, ['id']);
});
