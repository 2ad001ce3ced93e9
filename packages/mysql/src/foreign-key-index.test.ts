import { emptySchema, t as type, table, type Index, type Table } from '@aludel/core';
import { diff, OperationRegistry } from '@aludel/core/dialect';
import test from 'ava';
import { MysqlComparator } from './comparator.js';
import { flavour } from './flavour.js';
import { usualFacts } from './inspect/facts.js';
import { mysqlOperations } from './operations/mysql-operations.js';

const registry = new OperationRegistry(...mysqlOperations);
const comparator = new MysqlComparator(usualFacts(flavour('mysql', '9.7.4')));

function users(...indexes: readonly Index[]): Table {
  const columns = { id: type.integer().primaryKey(), team: type.integer(), age: type.integer() };
  const { constraints, ...rest } = table('users', columns);
  const references = { table: { name: 'teams' }, columns: ['id'] };
  return {
    ...rest,
    constraints: [...constraints, { kind: 'foreignKey', name: 'fk_team', columns: ['team'], references }],
    indexes,
  };
}

function index(name: string, ...columns: readonly string[]): Index {
  return { name, columns: columns.map((column) => ({ column })), unique: false };
}

test('an index of the name of a foreign key that is wanted beside a new one that fits as well is kept', (t) => {
  const own = index('fk_team', 'team');
  const teams = table('teams', { id: type.integer().primaryKey() });
  const [from, to] = [users(own), users(own, index('ix', 'team', 'age'))].map((one) => ({
    ...emptySchema,
    tables: [teams, one],
  }));
  if (from === undefined || to === undefined) throw new Error('There are two.');
  const operations = diff(from, to, comparator, registry);
  const after = registry.applyAll(from, operations);
  t.deepEqual(after.tables[1]?.indexes.map(({ name }) => name).toSorted(), ['fk_team', 'ix']);
  t.deepEqual(diff(after, to, comparator, registry), []);
  const back = registry.reverseAll(from, operations) ?? [];
  t.deepEqual(registry.applyAll(after, back).tables[1]?.indexes, [own]);
});

test('an index that a foreign key has got by itself goes with the one that fits as well', (t) => {
  const from = { ...emptySchema, tables: [users(index('fk_team', 'team'))] };
  const to = { ...emptySchema, tables: [users(index('ix', 'team', 'age'))] };
  const after = registry.applyAll(from, diff(from, to, comparator, registry));
  t.deepEqual(
    after.tables[0]?.indexes.map(({ name }) => name),
    ['ix'],
  );
});
