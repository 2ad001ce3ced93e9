import test from 'ava';
import { InvalidDefinitionError } from '../schema/errors.js';
import { defaultNamingConvention, type NamingConvention } from '../schema/naming.js';
import { quote } from '../schema/quote.js';
import { foreignKey, index, table } from '../schema/table.js';
import { t } from '../schema/t.js';
import { sql } from '../schema/values.js';
import type { Operation } from './operation.js';
import { createRecordingOp, type RecordingOp } from './recorder.js';
import { OperationRegistry } from './registry.js';

function record(
  use: (op: RecordingOp) => void,
  convention: NamingConvention = defaultNamingConvention,
): readonly Operation[] {
  const operations: Operation[] = [];
  use(createRecordingOp((operation) => operations.push(operation), convention));
  return operations;
}

const users = { name: 'users' };

test('operations are recorded in the order of the calls', (assert) => {
  const operations = record((op) => {
    op.dropIndex('ix', 'users');
    op.alterTable('users', (table) => {
      table.dropColumn('a');
      table.renameColumn('b', 'c');
    });
    op.apply({ kind: 'execute', sql: 'SELECT 1' });
    op.dropTable({ schema: 'shop', name: 'users' }, { ifExists: true });
  });
  assert.deepEqual(operations, [
    { kind: 'dropIndex', table: users, name: 'ix' },
    { kind: 'dropColumn', table: users, column: 'a' },
    { kind: 'alterColumn', table: users, column: 'b', to: { name: 'c' } },
    { kind: 'execute', sql: 'SELECT 1' },
    { kind: 'dropTable', table: { schema: 'shop', name: 'users' }, ifExists: true },
  ]);
});

test('the methods of alterTable record what those of op do', (assert) => {
  const direct = record((op) => {
    op.addColumn('users', 'a', t.text(), { ifNotExists: true });
    op.alterColumn('users', 'a', { nullable: false });
    op.createIndex(null, 'users', ['a'], { unique: true });
    op.dropIndex('ix', 'users', { ifExists: true });
    op.createPrimaryKey('pk', 'users', ['a']);
    op.createUniqueConstraint(null, 'users', ['a'], { deferrable: 'initially deferred' });
    op.createForeignKey(null, 'users', 'posts', ['a'], ['b'], { onDelete: 'cascade' });
    op.createCheckConstraint('ck', 'users', sql`a > 0`);
    op.dropConstraint(null, 'users', { type: 'unique', columns: ['a'] });
    op.renameConstraint('a', 'users', 'b');
  });
  const grouped = record((op) =>
    op.alterTable('users', (table) => {
      table.addColumn('a', t.text(), { ifNotExists: true });
      table.alterColumn('a', { nullable: false });
      table.createIndex(null, ['a'], { unique: true });
      table.dropIndex('ix', { ifExists: true });
      table.createPrimaryKey('pk', ['a']);
      table.createUniqueConstraint(null, ['a'], { deferrable: 'initially deferred' });
      table.createForeignKey(null, 'posts', ['a'], ['b'], { onDelete: 'cascade' });
      table.createCheckConstraint('ck', sql`a > 0`);
      table.dropConstraint(null, { type: 'unique', columns: ['a'] });
      table.renameConstraint('a', 'b');
    }),
  );
  assert.deepEqual(grouped, direct);
  assert.is(direct.length, 10);
});

test('constraints and indexes of an added column are operations of their own', (assert) => {
  const operations = record((op) =>
    op.addColumn('posts', 'user_id', t.integer().notNull().references('users', 'id').index()),
  );
  assert.deepEqual(operations, [
    {
      kind: 'addColumn',
      table: { name: 'posts' },
      column: { name: 'user_id', type: { kind: 'integer' }, nullable: false },
    },
    {
      kind: 'createForeignKey',
      table: { name: 'posts' },
      constraint: { ...foreignKey(['user_id'], 'users', ['id']), name: 'fk_posts_user_id_users' },
    },
    {
      kind: 'createIndex',
      table: { name: 'posts' },
      index: { name: 'ix_posts_user_id', columns: [{ column: 'user_id' }], unique: false },
    },
  ]);
});

test('the naming convention of the run names what has no name, in tables that are handed over too', (assert) => {
  const convention: NamingConvention = { ...defaultNamingConvention, primaryKey: (table) => `${table.name}_pkey` };
  const unnamed = {
    ...table('users', { id: t.integer() }),
    constraints: [{ kind: 'primaryKey' as const, columns: ['id'] }],
  };
  const operations = record((op) => {
    op.createTable('a', { id: t.integer().primaryKey() });
    op.createTable(unnamed);
    op.createPrimaryKey(null, 'b', ['id']);
  }, convention);
  const names = operations.map((operation) => {
    if (operation.kind === 'createTable') return operation.table.constraints[0]?.name;
    return operation.kind === 'createPrimaryKey' ? operation.constraint.name : undefined;
  });
  assert.deepEqual(names, ['a_pkey', 'users_pkey', 'b_pkey']);
});

test('a table is created from a definition or from its parts, to the same effect', (assert) => {
  const settings = { indexes: [index(['a'])], comment: 'c' };
  const definition = table('users', { a: t.text().unique() }, settings);
  assert.deepEqual(
    record((op) => op.createTable(definition, { ifNotExists: true })),
    record((op) => op.createTable('users', { a: t.text().unique() }, { ...settings, ifNotExists: true })),
  );
});

test('a changed column takes the type alone from a builder, and refuses one that says more', (assert) => {
  const [operation] = record((op) => op.alterColumn('users', 'a', { type: t.string(40), default: 3, identity: true }));
  assert.deepEqual(operation, {
    kind: 'alterColumn',
    table: users,
    column: 'a',
    to: {
      type: { kind: 'string', length: 40 },
      default: { kind: 'literal', value: 3 },
      identity: { generation: 'byDefault' },
    },
  });
  for (const type of [t.string(40).notNull(), t.string(40).default('x'), t.string(40).unique(), t.string(40).index()]) {
    assert.throws(() => record((op) => op.alterColumn('users', 'a', { type })), {
      instanceOf: InvalidDefinitionError,
      message: /the type alone/,
    });
  }
});

test('SQL comes as text, as sql`…`, or as a builder that knows its own values', (assert) => {
  const builder = { toSQL: () => ({ sql: 'SELECT ?', bindings: [7] }) };
  assert.deepEqual(
    record((op) => {
      op.execute('SELECT 1', [], { reverse: '' });
      op.execute(sql`SELECT ${2}`);
      op.execute(builder as never);
      op.execute('SELECT ?', [3], { touches: ['users'] });
    }),
    [
      { kind: 'execute', sql: 'SELECT 1', reverse: '' },
      { kind: 'execute', sql: 'SELECT 2' },
      { kind: 'execute', sql: 'SELECT ?', bindings: [7] },
      { kind: 'execute', sql: 'SELECT ?', bindings: [3], touches: [users] },
    ],
  );
});

test('what a column is on one dialect is in place once the dialect is known, however the column comes', (assert) => {
  const name = t.string(9).collate('general').on('big', t.text().collate('own'));
  const write = (op: RecordingOp): void => {
    op.createTable('a', { name: name.notNull() });
    op.createTable(table('b', { name }));
    op.addColumn('c', 'name', name);
    op.apply({ kind: 'addColumn', table: users, column: { name: 'name', ...name.parts.column } });
  };
  const columnsFor = (dialect?: string): readonly unknown[] => {
    const operations: Operation[] = [];
    const target = dialect === undefined ? undefined : { name: dialect };
    write(createRecordingOp((operation) => operations.push(operation), defaultNamingConvention, target));
    return operations.flatMap((operation) =>
      operation.kind === 'createTable'
        ? operation.table.columns
        : operation.kind === 'addColumn'
          ? [operation.column]
          : [],
    );
  };
  const column = (nullable: boolean, rest: object): object => ({ name: 'name', nullable, ...rest });
  const big = { type: { kind: 'text' }, collation: 'own' };
  const other = { type: { kind: 'string', length: 9 }, collation: 'general' };
  const each = (rest: object): readonly object[] => [false, true, true, true].map((nullable) => column(nullable, rest));
  assert.deepEqual(columnsFor('big'), each(big));
  assert.deepEqual(columnsFor('small'), each(other));
  assert.deepEqual(columnsFor(), each({ ...other, variants: { big } }));
});

test('a changed type may be another on one dialect, with the collation that goes with it', (assert) => {
  const to = { type: t.string(9).on('big', t.text().collate('own')), nullable: false };
  for (const [dialect, expected] of [
    ['big', { type: { kind: 'text' }, collation: 'own', nullable: false }],
    ['small', { type: { kind: 'string', length: 9 }, nullable: false }],
  ] as const) {
    const operations: Operation[] = [];
    const take = (operation: Operation): void => void operations.push(operation);
    createRecordingOp(take, defaultNamingConvention, { name: dialect }).alterColumn('users', 'a', to);
    assert.deepEqual(operations, [{ kind: 'alterColumn', table: users, column: 'a', to: expected }]);
  }
});

test('names of the convention are cut to what the dialect takes, names that were given are not', (assert) => {
  const operations: Operation[] = [];
  const take = (operation: Operation): void => void operations.push(operation);
  const own: NamingConvention = { ...defaultNamingConvention, unique: () => 'ü'.repeat(70) };
  const names = (convention: NamingConvention, traits: object): readonly (string | undefined)[] => {
    operations.length = 0;
    const op = createRecordingOp(take, convention, { name: 'one', traits });
    op.createUniqueConstraint(null, 'users', ['a']);
    op.createUniqueConstraint('given_'.repeat(20), 'users', ['a']);
    return operations.map((operation) =>
      operation.kind === 'createUniqueConstraint' ? operation.constraint.name : undefined,
    );
  };
  const [bytes, given] = names(own, {});
  assert.regex(bytes ?? '', /^ü{27}_[0-9a-f]{8}$/u);
  assert.is(given, 'given_'.repeat(20));
  assert.regex(names(own, { maxIdentifierLength: 20, identifierUnit: 'characters' })[0] ?? '', /^ü{11}_[0-9a-f]{8}$/u);
  assert.regex(names(own, { maxIdentifierLength: 20 })[0] ?? '', /^ü{5}_[0-9a-f]{8}$/u);
  assert.is(names(defaultNamingConvention, { maxIdentifierLength: 20 })[0], 'uq_users_a');
});

test('names that `quote` marked get the quotes of the database, wherever SQL text is recorded, and values stay as they are', (assert) => {
  const operations: Operation[] = [];
  const target = { name: 'one', identifier: (name: string) => `[${name}]` };
  const op = createRecordingOp((operation) => operations.push(operation), defaultNamingConvention, target);
  const condition = `${quote('a')} > 0`;
  op.createTable(table('users', { a: t.integer().check(condition, 'ck') }));
  op.addColumn('users', 'b', t.integer().generatedAs(condition));
  op.alterColumn('users', 'b', { using: condition });
  op.createCheckConstraint('ck2', 'users', condition);
  op.dropConstraint(null, 'users', { type: 'check', expression: condition });
  op.createIndex('ix', 'users', ['a'], { where: condition });
  op.createView('v', `SELECT ${quote('a')} FROM users`);
  op.execute(`DELETE FROM ${quote('users')}`, [quote('a')], { reverse: `SELECT ${quote('a')}` });
  op.bulkInsert('users', [{ name: quote('a') }]);
  const text = JSON.stringify(operations.slice(0, -2));
  assert.is(text.split('[a]').length, 8, text);
  assert.false(text.includes(quote('a')));
  assert.deepEqual(operations.slice(-2), [
    { kind: 'execute', sql: 'DELETE FROM [users]', bindings: [quote('a')], reverse: 'SELECT [a]' },
    { kind: 'bulkInsert', table: users, rows: [{ name: quote('a') }] },
  ]);
});

test('a check without a name is called the same on every database, however that quotes the names in it', (assert) => {
  const names = ['[', '"'].map((bracket) => {
    const operations: Operation[] = [];
    const target = { name: 'one', identifier: (name: string) => bracket + name };
    const op = createRecordingOp((operation) => operations.push(operation), defaultNamingConvention, target);
    op.createCheckConstraint(null, 'users', `${quote('a')} > 0`);
    const [operation] = operations;
    return operation?.kind === 'createCheckConstraint' ? operation.constraint : undefined;
  });
  assert.deepEqual(
    names.map((constraint) => constraint?.expression),
    ['[a > 0', '"a > 0'],
  );
  assert.is(names[0]?.name, names[1]?.name);
});

test('what a changed type says for one dialect holds there instead of what stands beside it', (assert) => {
  const operations: Operation[] = [];
  const op = createRecordingOp((operation) => operations.push(operation), defaultNamingConvention, { name: 'big' });
  op.alterColumn('users', 'a', { type: t.string(9).on('big', t.text().default('b')), default: 'a' });
  assert.deepEqual(operations, [
    {
      kind: 'alterColumn',
      table: users,
      column: 'a',
      to: { type: { kind: 'text' }, default: { kind: 'literal', value: 'b' } },
    },
  ]);
});

test('a constraint that is added under the name false has none, whatever the convention says', (assert) => {
  const operations = record((op) => {
    op.createPrimaryKey(false, 'users', ['id']);
    op.createUniqueConstraint(false, 'users', ['email'], { deferrable: 'initially deferred' });
    op.createForeignKey(false, 'users', 'users', ['boss'], ['id'], { onDelete: 'cascade' });
    op.createCheckConstraint(false, 'users', 'id > 0');
    op.alterTable('users', (table) => table.createForeignKey(false, 'users', ['boss'], ['id']));
  });
  const constraints = operations.map((operation) => ('constraint' in operation ? operation.constraint : {}));
  assert.is(constraints.length, 5);
  for (const constraint of constraints) assert.false('name' in constraint);
});

test('a constraint without a name that is added is written so that it has none again', (assert) => {
  const registry = new OperationRegistry();
  const operations: readonly Operation[] = [
    { kind: 'createPrimaryKey', table: { name: 'users' }, constraint: { kind: 'primaryKey', columns: ['id'] } },
    { kind: 'createUniqueConstraint', table: { name: 'users' }, constraint: { kind: 'unique', columns: ['email'] } },
    {
      kind: 'createForeignKey',
      table: { name: 'users' },
      constraint: { kind: 'foreignKey', columns: ['boss'], references: { table: { name: 'users' }, columns: ['id'] } },
    },
    { kind: 'createCheckConstraint', table: { name: 'users' }, constraint: { kind: 'check', expression: 'id > 0' } },
  ];
  for (const operation of operations) {
    assert.is(registry.toCall(operation).args[0], false);
    // By a convention that gives none either, nothing need be said.
    assert.is(registry.toCall(operation, () => () => true).args[0], null);
  }
});
