import test from 'ava';
import { defaultNamingConvention as convention, nameConstraint } from './naming.js';
import { check, foreignKey, index, primaryKey, table, unique } from './table.js';
import { t } from './t.js';

test('constraints and indexes without a name get one that follows from what they are', (assert) => {
  const built = table(
    'orders',
    { id: t.integer().primaryKey(), code: t.string(9).unique(), user_id: t.integer().references('users', 'id') },
    { constraints: [check('id > 0')], indexes: [index(['code', 'user_id'])] },
  );
  assert.deepEqual(
    built.constraints.map(({ name }) => name),
    ['pk_orders', 'uq_orders_code', 'fk_orders_user_id_users', 'ck_orders_54d12d6c'],
  );
  assert.deepEqual(
    built.indexes.map(({ name }) => name),
    ['ix_orders_code_user_id'],
  );
});

test('a name that was given is kept', (assert) => {
  const named = unique(['email'], { name: 'mine' });
  assert.is(nameConstraint({ name: 'users' }, named, convention), named);
});

test('the same definition always gets the same name, whatever the schema of its table', (assert) => {
  const here = nameConstraint({ name: 'users' }, primaryKey(['id']), convention);
  const there = nameConstraint({ schema: 'shop', name: 'users' }, primaryKey(['id']), convention);
  assert.deepEqual(here, there);
});

test('a name of 63 bytes is kept, and one of 64 is cut to 63', (assert) => {
  assert.is(convention.primaryKey({ name: 'x'.repeat(60) }), `pk_${'x'.repeat(60)}`);
  const cut = convention.primaryKey({ name: 'x'.repeat(61) });
  assert.is(cut.length, 63);
  assert.regex(cut, /^pk_x{51}_[0-9a-f]{8}$/);
});

test('long names that begin alike stay apart', (assert) => {
  const long = 'x'.repeat(80);
  assert.not(convention.unique({ name: long }, ['a']), convention.unique({ name: long }, ['b']));
});

test('a name is cut by bytes, and never within a character', (assert) => {
  for (const letter of ['ü', '名', '😀']) {
    const cut = convention.foreignKey({ name: letter.repeat(40) }, ['a'], { name: 'b' });
    assert.true(Buffer.byteLength(cut) <= 63 && Buffer.byteLength(cut) > 58, cut);
    assert.is(Buffer.from(cut).toString(), cut);
  }
});

test('an expression stands in the name of its index by a digest', (assert) => {
  const { indexes } = table('a', { b: t.text() }, { indexes: [index([{ expression: 'lower(b)' }])] });
  assert.regex(indexes[0]?.name ?? '', /^ix_a_[0-9a-f]{8}$/);
});

test('a foreign key that names no columns still gets its name', (assert) => {
  const named = nameConstraint({ name: 'a' }, foreignKey(['b_id'], 'b'), convention);
  assert.is(named.name, 'fk_a_b_id_b');
});

test('a convention may leave a constraint without a name', (assert) => {
  const nameless = { ...convention, primaryKey: () => undefined };
  const built = table('orders', { id: t.integer().primaryKey(), code: t.text().unique() }, {}, nameless);
  assert.deepEqual(built.constraints, [
    { kind: 'primaryKey', columns: ['id'] },
    { kind: 'unique', columns: ['code'], name: 'uq_orders_code' },
  ]);
});
