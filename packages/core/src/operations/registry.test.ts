import test from 'ava';
import { AludelError } from '../errors.js';
import { UnknownTableError } from '../schema/errors.js';
import { emptySchema, type SchemaModel } from '../schema/model.js';
import { table } from '../schema/table.js';
import { t } from '../schema/t.js';
import type { TableName } from '../schema/names.js';
import { changeTable } from '../schema/edit.js';
import { IrreversibleOperationError, UnknownOperationError } from './errors.js';
import type { Operation, OperationType } from './operation.js';
import { coreOperations, OperationRegistry } from './registry.js';

const users = table('users', { id: t.integer().primaryKey() });
const before: SchemaModel = { tables: [users], objects: [] };

test('an operation of an unknown kind says how it gets known', (assert) => {
  const operation = { kind: 'paintTable' } as unknown as Operation;
  const error = assert.throws(() => new OperationRegistry().apply(emptySchema, operation), {
    instanceOf: UnknownOperationError,
    message: 'There is no operation of the kind paintTable.',
  });
  assert.regex(error?.hint ?? '', /operations: \[/);
});

interface ShoutTable {
  readonly kind: 'shoutTable';
  readonly table: TableName;
}

const shoutTable: OperationType<ShoutTable> = {
  kind: 'shoutTable',
  touches: (operation) => [operation.table],
  apply: (model, operation) => changeTable(model, operation.table, (found) => ({ ...found, comment: 'LOUD' })),
  reverse: (operation) => [{ kind: 'dropTableComment', table: operation.table }],
  toCall: (operation) => ({ name: 'apply', args: [{ kind: operation.kind, table: { name: operation.table.name } }] }),
  describe: (operation) => `shoutTable ${operation.table.name}`,
};

test('an operation that a user has defined and registered is applied, undone and written like any other', (assert) => {
  const registry = new OperationRegistry(shoutTable);
  const operation = { kind: 'shoutTable', table: { name: 'users' } } as unknown as Operation;
  assert.true(registry.has('shoutTable'));
  const after = registry.apply(before, operation);
  assert.is(after.tables[0]?.comment, 'LOUD');
  assert.deepEqual(registry.applyAll(after, registry.reverseAll(before, [operation])), before);
  assert.is(registry.toCall(operation).name, 'apply');
  assert.is(registry.describe(operation), 'shoutTable users');
});

test('an error names the operation that could not be applied', (assert) => {
  const operations: readonly Operation[] = [
    { kind: 'createTableComment', table: { name: 'users' }, comment: 'x' },
    { kind: 'dropTable', table: { name: 'user' } },
  ];
  const error = assert.throws(() => new OperationRegistry().applyAll(before, operations), {
    instanceOf: UnknownTableError,
  });
  assert.is(error?.location.operation, 'dropTable user');
  assert.is(error?.hint, 'Did you mean users?');
});

test('what nothing undoes is an error that names it', (assert) => {
  const operation: Operation = { kind: 'execute', sql: 'DELETE FROM users' };
  const error = assert.throws(() => new OperationRegistry().reverseAll(before, [operation]), {
    instanceOf: IrreversibleOperationError,
  });
  assert.is(error?.operation, 'execute DELETE FROM users');
});

test('rows in a table that the same list creates need no undoing: the table goes', (assert) => {
  const operations: readonly Operation[] = [
    { kind: 'createTable', table: table('posts', { id: t.integer() }) },
    { kind: 'bulkInsert', table: { name: 'posts' }, rows: [{ id: 1 }] },
  ];
  assert.deepEqual(new OperationRegistry().reverseAll(before, operations), [
    { kind: 'dropTable', table: { name: 'posts' } },
  ]);
  assert.throws(() =>
    new OperationRegistry().reverseAll(before, [{ kind: 'bulkInsert', table: users.name, rows: [] }]),
  );
});

test('operations are undone in reverse', (assert) => {
  const operations: readonly Operation[] = [
    { kind: 'renameTable', table: { name: 'users' }, to: 'people' },
    { kind: 'addColumn', table: { name: 'people' }, column: { name: 'a', type: { kind: 'text' }, nullable: true } },
  ];
  assert.deepEqual(new OperationRegistry().reverseAll(before, operations), [
    { kind: 'dropColumn', table: { name: 'people' }, column: 'a' },
    { kind: 'renameTable', table: { name: 'people' }, to: 'users' },
  ]);
});

test('a statement with values is not taken for the reverse of its reverse', (assert) => {
  const registry = new OperationRegistry();
  const [back] = registry.reverseAll(before, [
    { kind: 'execute', sql: 'SELECT ?', bindings: [1], reverse: 'SELECT 2' },
  ]);
  assert.deepEqual(back, { kind: 'execute', sql: 'SELECT 2' });
});

test('a foreign key to a column that its table does not have is refused; one to an unknown table is the database’s to judge', (assert) => {
  const registry = new OperationRegistry();
  const pointing = (target: string): Operation => ({
    kind: 'createForeignKey',
    table: { name: 'users' },
    constraint: { kind: 'foreignKey', columns: ['id'], references: { table: { name: target }, columns: ['none'] } },
  });
  assert.throws(() => registry.apply(before, pointing('users')), {
    instanceOf: AludelError,
    message: /no column none/,
  });
  assert.is(registry.apply(before, pointing('elsewhere')).tables[0]?.constraints.length, 2);
});

test('every portable operation is registered under its own kind', (assert) => {
  for (const [kind, type] of Object.entries(coreOperations)) assert.deepEqual<string, string>(type.kind, kind);
});
