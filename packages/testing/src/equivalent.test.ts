import { emptySchema, OperationRegistry, type SchemaModel, type Table } from '@aludel/core/dialect';
import test from 'ava';
import * as fc from 'fast-check';
import { arbitraryModel, differences, lawDiff, lawRender, lawReverse } from './index.js';

const users: Table = {
  name: { name: 'users' },
  columns: [
    { name: 'id', type: { kind: 'integer' }, nullable: false },
    { name: 'price', type: { kind: 'decimal' }, nullable: true },
  ],
  constraints: [
    { kind: 'primaryKey', columns: ['id'], name: 'pk' },
    { kind: 'check', expression: 'price > 0 OR price = \'"id"\'' },
  ],
  indexes: [{ name: 'ix', columns: [{ column: 'id' }, { column: 'price' }], unique: false }],
};

function withUsers(change: Partial<Table>): SchemaModel {
  return { tables: [{ ...users, ...change }], objects: [] };
}

const same: Readonly<Record<string, Partial<Table>>> = {
  'the order of columns': { columns: users.columns.toReversed() },
  'the order of constraints': { constraints: users.constraints.toReversed() },
  'a name for a constraint that has none': { constraints: users.constraints.map((known) => ({ name: 'x', ...known })) },
  'quotes around a plain name': {
    constraints: [
      users.constraints[0],
      { kind: 'check' as const, expression: '"price" > 0 OR price = \'"id"\'' },
    ].filter((known) => known !== undefined),
  },
};

for (const [what, change] of Object.entries(same)) {
  test(`${what} is no difference`, (t) => {
    t.deepEqual(differences(withUsers({}), withUsers(change)), []);
    t.deepEqual(differences(withUsers(change), withUsers({})), []);
  });
}

const different: Readonly<Record<string, Partial<Table>>> = {
  'a column that is missing': { columns: users.columns.slice(1) },
  'another type': { columns: users.columns.map((column) => ({ ...column, type: { kind: 'text' } })) },
  'the order of columns in an index': {
    indexes: users.indexes.map((index) => ({ ...index, columns: index.columns.toReversed() })),
  },
  'another name of a constraint': { constraints: users.constraints.map((known) => ({ ...known, name: 'y' })) },
  'a constraint twice': { constraints: [...users.constraints, ...users.constraints] },
  'quotes within a string': {
    constraints: users.constraints.map((known) =>
      known.kind === 'check' ? { ...known, expression: "price > 0 OR price = 'id'" } : known,
    ),
  },
  'a comment': { comment: 'x' },
};

for (const [what, change] of Object.entries(different)) {
  test(`${what} is a difference`, (t) => {
    t.true(differences(withUsers({}), withUsers(change)).length > 0);
    t.true(differences(withUsers(change), withUsers({})).length > 0);
  });
}

test('the laws find what breaks them', (t) => {
  t.true(lawDiff(emptySchema, withUsers({}), () => []).length > 0);
  t.true(lawDiff(withUsers({}), withUsers({}), () => [{ kind: 'execute', sql: 'SELECT 1' }]).length > 0);
  t.true(lawRender([{ kind: 'execute', sql: 'SELECT 1' }], [{ kind: 'execute', sql: 'SELECT 2' }]).length > 0);
  t.true(lawRender([], [{ kind: 'execute', sql: 'SELECT 2' }]).length > 0);
  const forgetful = new OperationRegistry();
  forgetful.register({
    kind: 'dropTableComment',
    touches: () => [],
    apply: (before) => before,
    reverse: () => [],
    toCall: () => ({ name: 'dropTableComment', args: [] }),
    describe: () => 'dropTableComment',
  });
  t.true(
    lawReverse(withUsers({}), [{ kind: 'createTableComment', table: users.name, comment: 'x' }], forgetful).length > 0,
  );
});

test('random schemas are as rich as they claim: foreign keys, checks, generated columns, partial indexes, views', (t) => {
  const models = fc.sample(arbitraryModel(), { numRuns: 200, seed: 1 });
  const tables = models.flatMap((model) => model.tables);
  const counts = {
    tables: tables.length,
    foreignKeys: tables.flatMap(({ constraints }) => constraints).filter(({ kind }) => kind === 'foreignKey').length,
    checks: tables.flatMap(({ constraints }) => constraints).filter(({ kind }) => kind === 'check').length,
    generated: tables.flatMap(({ columns }) => columns).filter(({ generated }) => generated !== undefined).length,
    identities: tables.flatMap(({ columns }) => columns).filter(({ identity }) => identity !== undefined).length,
    partial: tables.flatMap(({ indexes }) => indexes).filter(({ where }) => where !== undefined).length,
    views: models.flatMap(({ objects }) => objects).length,
  };
  for (const [what, count] of Object.entries(counts)) t.true(count > 20, `${what}: ${count}`);
});
