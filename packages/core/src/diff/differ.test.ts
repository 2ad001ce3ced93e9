import test from 'ava';
import type { Operation } from '../operations/operation.js';
import { OperationRegistry } from '../operations/registry.js';
import type { ColumnBuilders, TableSettings } from '../schema/table.js';
import { check, foreignKey, index, primaryKey, table, unique } from '../schema/table.js';
import { emptySchema, type Constraint, type SchemaModel, type Table, type View } from '../schema/model.js';
import { t } from '../schema/t.js';
import { diff } from './differ.js';
import { plainComparator } from './plain-comparator.js';

const registry = new OperationRegistry();

function schema(tables: readonly Table[], views: readonly View[] = []): SchemaModel {
  return { tables, objects: views };
}

function view(name: string, definition: string): View {
  return { kind: 'view', name: { name }, definition };
}

function found(from: SchemaModel, to: SchemaModel): readonly Operation[] {
  return diff(from, to, plainComparator);
}

function withoutName(constraint: Constraint): Constraint {
  const { name: _, ...rest } = constraint;
  return rest;
}

/** The operations in words, for looking at their order. */
function steps(from: SchemaModel, to: SchemaModel): readonly string[] {
  return found(from, to).map((operation) => registry.describe(operation));
}

function users(columns: ColumnBuilders = {}, settings: TableSettings = {}): Table {
  return table('users', { id: t.integer().primaryKey(), ...columns }, settings);
}

const posts = table('posts', { id: t.integer().primaryKey(), author: t.integer().references('users', 'id') });

test('new tables come after those that they point at', (assert) => {
  assert.deepEqual(steps(emptySchema, schema([posts, users()])), ['createTable users', 'createTable posts']);
});

test('tables that go come before those that they point at', (assert) => {
  assert.deepEqual(steps(schema([users(), posts]), emptySchema), ['dropTable posts', 'dropTable users']);
});

const round = [
  table('a', { id: t.integer().primaryKey(), b: t.integer().references('b', 'id') }),
  table('b', { id: t.integer().primaryKey(), c: t.integer().references('c', 'id') }),
  table('c', { id: t.integer().primaryKey(), a: t.integer().references('a', 'id') }),
];

test('a circle of foreign keys is cut in one place: that key is created when all tables are there', (assert) => {
  const operations = found(emptySchema, schema(round));
  assert.deepEqual(
    operations.map((operation) => registry.describe(operation)),
    ['createTable c', 'createTable b', 'createTable a', 'createForeignKey c (a) to a'],
  );
  assert.deepEqual(registry.applyAll(emptySchema, operations).tables.length, 3);
});

test('a circle of foreign keys is cut before its tables are dropped', (assert) => {
  assert.deepEqual(steps(schema(round), emptySchema), [
    'dropConstraint c fk_c_a_a',
    'dropTable a',
    'dropTable b',
    'dropTable c',
  ]);
});

test('a table that points at itself is created in one piece', (assert) => {
  const tree = table('tree', { id: t.integer().primaryKey(), parent: t.integer().references('tree', 'id') });
  assert.deepEqual(steps(emptySchema, schema([tree])), ['createTable tree']);
  assert.deepEqual(steps(schema([tree]), emptySchema), ['dropTable tree']);
});

test('a foreign key is dropped before the table it points at, and its column with the rest of its table', (assert) => {
  const alone = table('posts', { id: t.integer().primaryKey() });
  assert.deepEqual(steps(schema([users(), posts]), schema([alone])), [
    'dropConstraint posts fk_posts_author_users',
    'dropTable users',
    'dropColumn posts.author',
  ]);
});

test('a foreign key of an old table to a new one waits until that is there', (assert) => {
  const alone = table('posts', { id: t.integer().primaryKey() });
  assert.deepEqual(steps(schema([alone]), schema([posts, users()])), [
    'addColumn posts.author',
    'createTable users',
    'createForeignKey posts (author) to users',
  ]);
});

test('a new table waits for the key of an old one that it points at', (assert) => {
  const to = schema([
    users({ code: t.string(9).unique() }),
    table('a', { code: t.string(9).references('users', 'code') }),
  ]);
  assert.deepEqual(steps(schema([users()]), to), [
    'addColumn users.code',
    'createUniqueConstraint users (code)',
    'createTable a',
  ]);
});

test('the parts of a table are taken off, its columns changed, and the new parts put on, all together', (assert) => {
  const from = users(
    { a: t.integer(), b: t.string(9), c: t.text() },
    { constraints: [check('a > 0', { name: 'ck_a' }), unique(['b'])], indexes: [index(['a'])] },
  );
  const to = users(
    { b: t.string(20).notNull(), d: t.text() },
    {
      constraints: [check('length(b) > 0', { name: 'ck_b' }), unique(['b', 'd'])],
      indexes: [index(['d'])],
      comment: 'People',
    },
  );
  assert.deepEqual(steps(schema([from]), schema([to])), [
    'dropIndex ix_users_a on users',
    'dropConstraint users ck_a',
    'dropConstraint users uq_users_b',
    'addColumn users.d',
    'alterColumn users.b (type, nullable)',
    'dropColumn users.a',
    'dropColumn users.c',
    'createCheckConstraint users ck_b',
    'createUniqueConstraint users (b, d)',
    'createIndex ix_users_d on users',
    'createTableComment users',
  ]);
});

test('a generated column goes before what it is computed from, and comes after', (assert) => {
  const from = users({ a: t.integer(), twice: t.integer().generatedAs('a * 2') });
  const to = users({ thrice: t.integer().generatedAs('b * 3'), b: t.integer() });
  assert.deepEqual(steps(schema([from]), schema([to])), [
    'dropColumn users.twice',
    'addColumn users.b',
    'dropColumn users.a',
    'addColumn users.thrice',
  ]);
});

test('a column whose name differs in case only goes before the new one comes', (assert) => {
  assert.deepEqual(steps(schema([users({ Email: t.text() })]), schema([users({ email: t.text() })])), [
    'dropColumn users.Email',
    'addColumn users.email',
  ]);
});

test('the order of columns, tables, constraints and indexes is no difference', (assert) => {
  const from = table('a', { b: t.integer().unique(), c: t.text().index(), d: t.text().index() });
  const to = {
    ...from,
    columns: from.columns.toReversed(),
    constraints: from.constraints.toReversed(),
    indexes: from.indexes.toReversed(),
  };
  assert.deepEqual(found(schema([from, users()]), schema([users(), to])), []);
});

test('a constraint that has no name on one side is recognised by what it says', (assert) => {
  const settings = { constraints: [unique(['a']), check('a > 0'), foreignKey(['a'], 'users', ['id'])] };
  const named = table('b', { id: t.integer().primaryKey(), a: t.integer() }, settings);
  const unnamed = { ...named, constraints: named.constraints.map(withoutName) };
  assert.deepEqual(found(schema([unnamed]), schema([named])), []);
  assert.deepEqual(found(schema([named]), schema([unnamed])), []);
});

test('a constraint without a name is dropped by what it says', (assert) => {
  const from = {
    ...users({ a: t.integer() }),
    constraints: [unique(['a']), unique(['id']), check('a > 0'), primaryKey(['id'])],
  };
  const to = { ...from, constraints: [unique(['id'])] };
  const operations = found(schema([from]), schema([to]));
  assert.deepEqual(
    operations.map((operation) => operation.kind === 'dropConstraint' && operation.constraint),
    [
      { type: 'unique', columns: ['a'] },
      { type: 'check', expression: 'a > 0' },
      { type: 'primaryKey', columns: ['id'] },
    ],
  );
  assert.deepEqual(registry.applyAll(schema([from]), operations), schema([to]));
});

test('a foreign key is off while the type of its columns changes on both sides', (assert) => {
  const wide = table('posts', { id: t.integer().primaryKey(), author: t.bigint().references('users', 'id') });
  const from = schema([users(), posts]);
  const to = schema([table('users', { id: t.bigint().primaryKey() }), wide]);
  assert.deepEqual(steps(from, to), [
    'dropConstraint posts fk_posts_author_users',
    'alterColumn posts.author (type)',
    'alterColumn users.id (type)',
    'createForeignKey posts (author) to users',
  ]);
});

test('a foreign key is off while the key that it points at is replaced', (assert) => {
  const from = users({}, {});
  const to = { ...from, constraints: [primaryKey(['id'], { name: 'users_pkey' })] };
  assert.deepEqual(steps(schema([from, posts]), schema([to, posts])), [
    'dropConstraint posts fk_posts_author_users',
    'dropConstraint users pk_users',
    'createPrimaryKey users (id)',
    'createForeignKey posts (author) to users',
  ]);
});

test('a name that moves to another table is given up before it is taken', (assert) => {
  const plain = { id: t.integer(), a: t.integer() };
  const owning = { indexes: [index(['a'], { name: 'ix' })] };
  const from = schema([table('a', plain), table('b', plain, owning)]);
  const to = schema([table('a', plain, owning), table('b', plain)]);
  assert.deepEqual(steps(from, to), ['dropIndex ix on b', 'createIndex ix on a']);
});

test('a check that only seems to mention a dropped column survives it', (assert) => {
  const condition = { constraints: [check('CAST(id AS date) IS NOT NULL', { name: 'ck' })] };
  const from = schema([users({ date: t.date() }, condition)]);
  const to = schema([users({}, condition)]);
  assert.deepEqual(registry.applyAll(from, found(from, to)), to);
});

test('views go first and come last, each after those it reads', (assert) => {
  const old = [view('a', 'SELECT id FROM b'), view('b', 'SELECT id FROM users')];
  const to = [view('a', 'SELECT id, 1 FROM b'), view('b', 'SELECT id, 2 FROM users')];
  assert.deepEqual(steps(schema([users()], old), schema([users({ x: t.text() })], to)), [
    'dropView a',
    'dropView b',
    'addColumn users.x',
    'createView b',
    'createView a',
  ]);
});

test('a view is made anew with the view that it reads, and with a table whose column changes its type', (assert) => {
  const old = [view('a', 'SELECT id FROM b'), view('b', 'SELECT id FROM users'), view('c', 'SELECT 1')];
  const changed = [old[0], view('b', 'SELECT id, 2 FROM users'), old[2]].filter((known) => known !== undefined);
  assert.deepEqual(steps(schema([users()], old), schema([users()], changed)), [
    'dropView a',
    'dropView b',
    'createView b',
    'createView a',
  ]);
  assert.deepEqual(steps(schema([users()], old), schema([table('users', { id: t.bigint().primaryKey() })], old)), [
    'dropView a',
    'dropView b',
    'alterColumn users.id (type)',
    'createView b',
    'createView a',
  ]);
});

test('tables of the same name in two schemas are two tables', (assert) => {
  const there = table({ schema: 'shop', name: 'users' }, { id: t.integer() });
  assert.deepEqual(steps(schema([users()]), schema([there])), ['dropTable users', 'createTable shop.users']);
});

test('the same schemas give the same operations, in whatever order they were read', (assert) => {
  const to = schema([...round, posts, users()], [view('a', 'SELECT 1'), view('b', 'SELECT 2')]);
  const turned = { tables: to.tables.toReversed(), objects: to.objects.toReversed() };
  assert.deepEqual(found(emptySchema, to), found(emptySchema, turned));
  assert.deepEqual(found(to, emptySchema), found(turned, emptySchema));
});

test('a chain of 20,000 tables is put in order', (assert) => {
  const chain = Array.from({ length: 20_000 }, (_, number) =>
    table(`t${number}`, { id: t.integer().references(`t${number + 1}`, 'id') }),
  );
  const operations = found(emptySchema, schema(chain));
  assert.is(operations.length, 20_000);
  const [first] = operations;
  assert.is(first?.kind === 'createTable' && first.table.name.name, 't19999');
});

test('a key whose name another table takes goes after the tables that point at it, and its column stops numbering first', (assert) => {
  const from = schema([
    table('a', { id: t.integer().identity().primaryKey('pk') }),
    table('b', { a: t.integer().references('a', 'id', { name: 'fk' }) }),
  ]);
  const plain = table('a', { id: t.integer().notNull() });
  const other = table('c', { id: t.integer().primaryKey('pk') });
  assert.deepEqual(steps(from, schema([plain, other])), [
    'dropTable b',
    'alterColumn a.id (identity)',
    'dropConstraint a pk',
    'createTable c',
  ]);
  const numbering = table('a', { id: t.integer().identity().primaryKey('pk_a') });
  assert.deepEqual(steps(from, schema([numbering, other])), [
    'dropTable b',
    'alterColumn a.id (identity)',
    'dropConstraint a pk',
    'alterColumn a.id (identity)',
    'createPrimaryKey a (id)',
    'createTable c',
  ]);
  assert.deepEqual(steps(from, schema([table('a', { x: t.text() }), other])), [
    'dropTable b',
    'alterColumn a.id (identity)',
    'dropConstraint a pk',
    'addColumn a.x',
    'dropColumn a.id',
    'createTable c',
  ]);
});

test('columns that a database lets be null in a primary key are so when the key has come', (assert) => {
  const from = table('a', { x: t.integer(), y: t.integer() });
  const to: Table = { ...from, constraints: [{ kind: 'primaryKey', name: 'pk_a', columns: ['x', 'y'] }] };
  const operations = found(schema([from]), schema([to]));
  assert.deepEqual(registry.applyAll(schema([from]), operations), schema([to]));
  assert.deepEqual(registry.applyAll(schema([to]), registry.reverseAll(schema([from]), operations)), schema([from]));
});
