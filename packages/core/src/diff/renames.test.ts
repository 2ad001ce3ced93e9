import test from 'ava';
import { OperationRegistry } from '../operations/registry.js';
import type { SchemaModel, Table } from '../schema/model.js';
import { index, table, unique } from '../schema/table.js';
import { t as types } from '../schema/t.js';
import { diff } from './differ.js';
import { plainComparator } from './plain-comparator.js';
import { renameOperations, renameQuestions } from './renames.js';

const registry = new OperationRegistry();

function model(...tables: readonly Table[]): SchemaModel {
  return { tables, objects: [] };
}

function users(name: string, email: string, more: Readonly<Record<string, ReturnType<typeof types.text>>> = {}): Table {
  return table(
    name,
    { id: types.integer().notNull(), [email]: types.string(190).notNull(), born: types.date(), ...more },
    {
      constraints: [unique([email], { name: `uq_${name}_${email}` })],
      indexes: [index([email], { name: `ix_${name}_${email}` })],
    },
  );
}

test('a column that goes and one of the same type and a similar name that comes are a question', (t) => {
  const asked = renameQuestions(
    model(users('users', 'email')),
    model(users('users', 'email_address')),
    plainComparator,
  );
  t.deepEqual(
    asked.map(({ likeness, ...question }) => [question, likeness > 0.5]),
    [[{ kind: 'column', table: { name: 'users' }, from: 'email', to: 'email_address' }, true]],
  );
});

test('columns of another type and another name are no question', (t) => {
  const from = model(table('users', { id: types.integer(), born: types.date() }));
  const to = model(table('users', { id: types.integer(), settings: types.json() }));
  t.deepEqual(renameQuestions(from, to, plainComparator), []);
});

test('a table with the same columns under another name is a question, whatever the name', (t) => {
  const asked = renameQuestions(model(users('people', 'email')), model(users('users', 'email')), plainComparator);
  t.like(asked, [{ kind: 'table', from: { name: 'people' }, to: { name: 'users' } }]);
});

test('a name is in one question at most, and the most alike wins', (t) => {
  const from = model(table('a', { first_name: types.string(80), last_name: types.string(80) }));
  const to = model(table('a', { given_name: types.string(80), last_names: types.string(80) }));
  t.deepEqual(
    renameQuestions(from, to, plainComparator).map((question) => [question.from, question.to]),
    [
      ['first_name', 'given_name'],
      ['last_name', 'last_names'],
    ],
  );
});

test('after decided renames, with what is called after them, nothing is left to the differ', (t) => {
  const [from, to] = [model(users('people', 'email')), model(users('users', 'email_address'))];
  const operations = renameOperations(
    from,
    to,
    [
      { kind: 'table', from: { name: 'people' }, to: { name: 'users' } },
      { kind: 'column', table: { name: 'users' }, from: 'email', to: 'email_address' },
    ],
    plainComparator,
    registry,
  );
  t.deepEqual(
    operations.map((operation) => registry.describe(operation)),
    [
      'renameTable people to users',
      'alterColumn users.email (rename to email_address)',
      'renameConstraint users uq_people_email to uq_users_email_address',
      'renameIndex ix_people_email to ix_users_email_address on users',
    ],
  );
  t.deepEqual(diff(registry.applyAll(from, operations), to, plainComparator), []);
});

/** What is done about the renames, in words. */
function done(from: SchemaModel, to: SchemaModel, renames: Parameters<typeof renameOperations>[2]): readonly string[] {
  const operations = renameOperations(from, to, renames, plainComparator, registry);
  return operations.map((operation) => registry.describe(operation));
}

test('a name that is given up by one rename and taken by another is free when it is taken', (t) => {
  const from = model(table('a', { x: types.text(), y: types.date() }), table('b', { z: types.text() }));
  const to = model(table('b', { y: types.text(), z: types.date() }), table('c', { z: types.text() }));
  const said = done(from, to, [
    { kind: 'table', from: { name: 'a' }, to: { name: 'b' } },
    { kind: 'table', from: { name: 'b' }, to: { name: 'c' } },
    { kind: 'column', table: { name: 'b' }, from: 'x', to: 'y' },
    { kind: 'column', table: { name: 'b' }, from: 'y', to: 'z' },
  ]);
  t.deepEqual(said, [
    'renameTable b to c',
    'renameTable a to b',
    'alterColumn b.y (rename to z)',
    'alterColumn b.x (rename to y)',
  ]);
});

test('names that are exchanged go round by one that nothing has, those of keys and indexes too', (t) => {
  const one = (name: string): Table =>
    table(name, { id: types.integer().primaryKey(`pk_${name}`), b_new: types.text() });
  const other = (name: string): Table => table(name, { id: types.bigint().primaryKey(`pk_${name}`) });
  const from = model(one('a'), other('b'), table('b_new', { x: types.text(), y: types.date() }));
  const to = model(one('b'), other('a'), table('b_new', { x: types.date(), y: types.text() }));
  const said = done(from, to, [
    { kind: 'table', from: { name: 'a' }, to: { name: 'b' } },
    { kind: 'table', from: { name: 'b' }, to: { name: 'a' } },
    { kind: 'column', table: { name: 'b_new' }, from: 'x', to: 'y' },
    { kind: 'column', table: { name: 'b_new' }, from: 'y', to: 'x' },
  ]);
  t.deepEqual(said, [
    'renameTable a to b_new2',
    'renameTable b to a',
    'renameTable b_new2 to b',
    'alterColumn b_new.x (rename to y_new)',
    'alterColumn b_new.y (rename to x)',
    'alterColumn b_new.y_new (rename to y)',
    'renameConstraint b pk_a to pk_b_new',
    'renameConstraint a pk_b to pk_a',
    'renameConstraint b pk_b_new to pk_b',
  ]);
});
