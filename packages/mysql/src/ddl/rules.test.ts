import { emptySchema, sql, t, table, type ColumnBuilder, type SchemaModel } from '@aludel/core';
import { OperationRegistry, type Column, type Operation } from '@aludel/core/dialect';
import test from 'ava';
import { flavour } from '../flavour.js';
import { mysqlOperations } from '../operations/mysql-operations.js';
import { createCompiler } from './compiler.js';

const registry = new OperationRegistry(...mysqlOperations);
const servers = { mysql: flavour('mysql', '9.7.4'), mariadb: flavour('mariadb', '11.8.6') };
type Server = keyof typeof servers;

const users = table(
  'users',
  {
    id: t.integer().identity().primaryKey(),
    email: t.string(100).notNull().default('none').comment('where to write').collate('utf8mb4_bin'),
    made: t.timestamp().default(sql`now()`),
    boss: t.integer().references('users', 'id'),
    age: t.integer().check('age > 0', 'ck_age'),
  },
  { comment: 'people' },
);
const before: SchemaModel = registry.applyAll(emptySchema, [{ kind: 'createTable', table: users }]);
const name = users.name;

function said(operations: readonly Operation[], server: Server = 'mysql', model = before): readonly string[] {
  return createCompiler(registry, { flavour: servers[server] })
    .compile(operations, model)
    .map((statement) => statement.sql.replaceAll(/\s+/gu, ' '));
}

function column(called: string, builder: ColumnBuilder): Column {
  return { name: called, ...builder.parts.column };
}

test('restates the whole column where one thing of it changes', (assert) => {
  const to = { nullable: true };
  assert.deepEqual(said([{ kind: 'alterColumn', table: name, column: 'email', to }]), [
    "ALTER TABLE `users` MODIFY COLUMN `email` varchar(100) COLLATE utf8mb4_bin DEFAULT 'none' COMMENT 'where to write'",
  ]);
  assert.deepEqual(said([{ kind: 'alterColumn', table: name, column: 'id', to: { type: { kind: 'bigint' } } }]), [
    'ALTER TABLE `users` MODIFY COLUMN `id` bigint NOT NULL AUTO_INCREMENT',
  ]);
});

test('changes a default or a name alone where that is all', (assert) => {
  const change = (to: Extract<Operation, { kind: 'alterColumn' }>['to']): readonly string[] =>
    said([{ kind: 'alterColumn', table: name, column: 'email', to }]);
  assert.deepEqual(change({ default: { kind: 'literal', value: "o'k" } }), [
    "ALTER TABLE `users` ALTER COLUMN `email` SET DEFAULT 'o''k'",
  ]);
  assert.deepEqual(change({ default: null }), ['ALTER TABLE `users` ALTER COLUMN `email` DROP DEFAULT']);
  assert.deepEqual(change({ name: 'mail' }), ['ALTER TABLE `users` RENAME COLUMN `email` TO `mail`']);
  assert.deepEqual(change({ comment: 'where to write' }), []);
});

test('a column without NOT NULL that loses its default gets NULL for one, and not none', (assert) => {
  const operation: Operation = { kind: 'alterColumn', table: name, column: 'age', to: { default: null } };
  const model = registry.applyAll(before, [{ ...operation, to: { default: { kind: 'literal', value: 1 } } }]);
  assert.deepEqual(said([operation], 'mysql', model), ['ALTER TABLE `users` ALTER COLUMN `age` SET DEFAULT NULL']);
});

test('MySQL renames a column that a check mentions with the check made anew; MariaDB does it by itself', (assert) => {
  const operations: Operation[] = [{ kind: 'alterColumn', table: name, column: 'age', to: { name: 'years' } }];
  assert.deepEqual(said(operations), [
    'ALTER TABLE `users` DROP CHECK `ck_age`, RENAME COLUMN `age` TO `years`',
    'ALTER TABLE `users` ADD CONSTRAINT `ck_age` CHECK (years > 0)',
  ]);
  assert.deepEqual(said(operations, 'mariadb'), ['ALTER TABLE `users` RENAME COLUMN `age` TO `years`']);
});

test('MySQL renames the column of a foreign key without the checks of enums meanwhile, with which it would copy', (assert) => {
  const model = registry.applyAll(before, [
    { kind: 'addColumn', table: name, column: column('mood', t.enum(['glad', 'sad'])) },
    {
      kind: 'createCheckConstraint',
      table: name,
      constraint: { kind: 'check', name: 'ck_mood', expression: "mood <> 'sad'" },
    },
  ]);
  const rename = (from: string): Operation => ({
    kind: 'alterColumn',
    table: name,
    column: from,
    to: { name: 'other' },
  });
  assert.deepEqual(said([rename('boss')], 'mysql', model), [
    'ALTER TABLE `users` DROP CHECK `ck_mood`, RENAME COLUMN `boss` TO `other`',
    "ALTER TABLE `users` ADD CONSTRAINT `ck_mood` CHECK (mood <> 'sad')",
  ]);
  assert.is(said([rename('id')], 'mysql', model).length, 2);
  assert.deepEqual(said([rename('email')], 'mysql', model), ['ALTER TABLE `users` RENAME COLUMN `email` TO `other`']);
});

test('joins operations on one table that cost the same, and keeps an instant one apart from one that copies', (assert) => {
  const add = (called: string): Operation => ({ kind: 'addColumn', table: name, column: column(called, t.integer()) });
  const index = (called: string): Operation => ({
    kind: 'createIndex',
    table: name,
    index: { name: `ix_${called}`, columns: [{ column: called }], unique: false },
  });
  assert.deepEqual(said([add('a'), add('b'), index('a'), index('b')]), [
    'ALTER TABLE `users` ADD COLUMN `a` int, ADD COLUMN `b` int',
    'ALTER TABLE `users` ADD KEY `ix_a` (`a`), ADD KEY `ix_b` (`b`)',
  ]);
});

test('does not join what is told to be carried out in another way, nor two changes of one column', (assert) => {
  const add = (called: string, algorithm?: 'instant' | 'copy'): Operation => ({
    kind: 'addColumn',
    table: name,
    column: column(called, t.integer()),
    ...(algorithm === undefined ? {} : { options: { mysql: { algorithm } } }),
  });
  assert.deepEqual(said([add('a', 'instant'), add('b', 'copy'), add('c')]), [
    'ALTER TABLE `users` ADD COLUMN `a` int, ALGORITHM = INSTANT',
    'ALTER TABLE `users` ADD COLUMN `b` int, ALGORITHM = COPY',
    'ALTER TABLE `users` ADD COLUMN `c` int',
  ]);
  const type = {
    kind: 'alterColumn',
    table: name,
    column: 'a',
    to: { default: { kind: 'literal', value: 1 } },
  } as const;
  assert.is(said([add('a'), type]).length, 2);
});

test('a foreign key brings an index of its name, which goes when another fits, and comes back when that goes', (assert) => {
  const index: Operation = {
    kind: 'createIndex',
    table: name,
    index: { name: 'ix_boss', columns: [{ column: 'boss' }, { column: 'age' }], unique: false },
  };
  assert.deepEqual(said([index]), [
    'ALTER TABLE `users` ADD KEY `ix_boss` (`boss`, `age`), DROP KEY `fk_users_boss_users`',
  ]);
  assert.deepEqual(
    said([{ kind: 'dropIndex', table: name, name: 'ix_boss' }], 'mysql', registry.apply(before, index)),
    ['ALTER TABLE `users` DROP KEY `ix_boss`, ADD KEY `fk_users_boss_users` (`boss`)'],
  );
});

test('the index of a foreign key that is dropped to make room for another goes once, when the other is there', (assert) => {
  const operations: Operation[] = [
    { kind: 'dropIndex', table: name, name: 'fk_users_boss_users' },
    {
      kind: 'createUniqueConstraint',
      table: name,
      constraint: { kind: 'unique', name: 'uq_boss', columns: ['boss', 'age'] },
    },
  ];
  assert.deepEqual(said(operations), [
    'ALTER TABLE `users` DROP KEY `fk_users_boss_users`, ADD UNIQUE KEY `uq_boss` (`boss`, `age`)',
  ]);
  const after = registry.applyAll(before, operations);
  assert.deepEqual(registry.applyAll(after, registry.reverseAll(before, operations) ?? []), before);
  // Alone, nothing is there that the key could use instead: the server would make the same again.
  assert.deepEqual(said(operations.slice(0, 1)), []);
});

test('an index of the name of a foreign key is made anew over other columns', (assert) => {
  const index = (column: string): Operation => ({
    kind: 'createIndex',
    table: name,
    index: { name: 'fk_users_boss_users', columns: [{ column: 'boss' }, { column }], unique: false },
  });
  assert.deepEqual(said([index('age')]), [
    'ALTER TABLE `users` DROP KEY `fk_users_boss_users`, ADD KEY `fk_users_boss_users` (`boss`, `age`)',
  ]);
  const wide = registry.apply(before, index('age'));
  const operations: Operation[] = [{ kind: 'dropIndex', table: name, name: 'fk_users_boss_users' }, index('email')];
  assert.deepEqual(said(operations, 'mysql', wide), [
    'ALTER TABLE `users` DROP KEY `fk_users_boss_users`, ADD KEY `fk_users_boss_users` (`boss`)',
    'ALTER TABLE `users` DROP KEY `fk_users_boss_users`, ADD KEY `fk_users_boss_users` (`boss`, `email`)',
  ]);
  const back = registry.reverseAll(wide, operations) ?? [];
  assert.deepEqual(registry.applyAll(registry.applyAll(wide, operations), back), wide);
});

test('a unique key without a name keeps the one that the server gave it when its column is renamed', (assert) => {
  const operations: Operation[] = [
    { kind: 'createUniqueConstraint', table: name, constraint: { kind: 'unique', columns: ['age'] } },
    { kind: 'alterColumn', table: name, column: 'age', to: { name: 'years' } },
  ];
  const after = registry.applyAll(before, operations);
  const keys = after.tables.flatMap(({ constraints }) => constraints.filter(({ kind }) => kind === 'unique'));
  assert.deepEqual(keys, [{ kind: 'unique', name: 'age', columns: ['years'] }]);
  const back = registry.reverseAll(before, operations) ?? [];
  assert.deepEqual(registry.applyAll(after, back), before);
});

test('an index that was made although another fits the foreign key stays, whatever else is done', (assert) => {
  const index = (called: string, ...columns: readonly string[]): Operation => ({
    kind: 'createIndex',
    table: name,
    index: { name: called, columns: columns.map((column) => ({ column })), unique: false },
  });
  const both = registry.applyAll(before, [index('ix_boss', 'boss', 'age'), index('fk_users_boss_users', 'boss')]);
  const names = both.tables.flatMap(({ indexes }) => indexes.map((one) => one.name));
  assert.deepEqual(names, ['ix_boss', 'fk_users_boss_users']);
  assert.deepEqual(said([index('ix_age', 'age')], 'mysql', both), ['ALTER TABLE `users` ADD KEY `ix_age` (`age`)']);
});

test('finds a primary key by the name that the server has forgotten, and a unique index as a constraint', (assert) => {
  const keyless = registry.applyAll(before, [
    { kind: 'alterColumn', table: name, column: 'id', to: { identity: null } },
  ]);
  const drop = (constraint: string): Operation => ({
    kind: 'dropConstraint',
    table: name,
    constraint: { name: constraint },
  });
  assert.deepEqual(said([drop('pk_users')], 'mysql', keyless), ['ALTER TABLE `users` DROP PRIMARY KEY']);
  const unique = registry.apply(before, {
    kind: 'createIndex',
    table: name,
    index: { name: 'ux', columns: [{ column: 'email' }], unique: true },
  });
  assert.deepEqual(said([drop('ux')], 'mysql', unique), ['ALTER TABLE `users` DROP KEY `ux`']);
  assert.throws(() => said([drop('no_such')]), { code: 'UNKNOWN_TABLE_PART' });
});

test('finds a check without a name by what it says, in whichever words the server keeps it', (assert) => {
  const model: SchemaModel = registry.applyAll(before, [
    {
      kind: 'createCheckConstraint',
      table: name,
      constraint: {
        kind: 'check',
        name: 'CONSTRAINT_1',
        expression: "octet_length(`email`) < 60 and `email` <> 'it\\'s'",
      },
    },
  ]);
  const drop: Operation = {
    kind: 'dropConstraint',
    table: name,
    constraint: { type: 'check', expression: "length(email) < 60 AND email <> 'it''s'" },
  };
  assert.deepEqual(said([drop], 'mariadb', model), ['ALTER TABLE `users` DROP CONSTRAINT `CONSTRAINT_1`']);
});

test('every definition is outside of the transaction that it would commit, rows are inside', (assert) => {
  const compiler = createCompiler(registry, { flavour: servers.mysql });
  const where = (operation: Operation): string | undefined => compiler.compile([operation], before)[0]?.transaction;
  assert.is(where({ kind: 'dropTable', table: name }), 'outside');
  assert.is(where({ kind: 'addColumn', table: name, column: column('x', t.integer()) }), 'outside');
  assert.is(where({ kind: 'execute', sql: '/* why */ CREATE TABLE x (a int)' }), 'outside');
  assert.is(where({ kind: 'execute', sql: 'CREATE TEMPORARY TABLE x (a int)' }), 'inside');
  assert.is(where({ kind: 'execute', sql: 'UPDATE users SET age = 1' }), 'inside');
  assert.is(where({ kind: 'bulkInsert', table: name, rows: [{ email: 'x' }] }), 'inside');
});

const impossible: readonly (readonly [string, Operation])[] = [
  [
    'a partial index',
    {
      kind: 'createIndex',
      table: name,
      index: { name: 'x', columns: [{ column: 'age' }], unique: false, where: 'age > 1' },
    },
  ],
  [
    'nulls last',
    {
      kind: 'createIndex',
      table: name,
      index: { name: 'x', columns: [{ column: 'age', nulls: 'last' }], unique: false },
    },
  ],
  [
    'a deferrable foreign key',
    {
      kind: 'createForeignKey',
      table: name,
      constraint: {
        kind: 'foreignKey',
        name: 'x',
        columns: ['age'],
        references: { table: name, columns: ['id'] },
        deferrable: 'initially deferred',
      },
    },
  ],
  ['an identity without a key', { kind: 'createTable', table: table('n', { a: t.integer().identity() }) }],
];
for (const [what, operation] of impossible) {
  test(`refuses ${what} before anything runs, with a hint`, (assert) => {
    const error = assert.throws(() => said([operation]), { code: 'UNSUPPORTED_OPERATION' });
    assert.truthy((error as { hint?: string } | undefined)?.hint);
  });
}

test('a column that is numbered comes with its key, whatever stands between them', (assert) => {
  const operations: readonly Operation[] = [
    { kind: 'addColumn', table: name, column: column('number', t.bigint().identity()) },
    { kind: 'addColumn', table: name, column: column('more', t.string(9)) },
    { kind: 'dropColumn', table: name, column: 'made' },
    { kind: 'createPrimaryKey', table: name, constraint: { kind: 'primaryKey', columns: ['number'] } },
  ];
  const plain = table('users', { email: t.string(9).primaryKey(), made: t.date() });
  const model = registry.applyAll(emptySchema, [{ kind: 'createTable', table: plain }]);
  const dropped: Operation = { kind: 'dropConstraint', table: name, constraint: { type: 'primaryKey' } };
  for (const server of ['mysql', 'mariadb'] as const) {
    const statements = said([dropped, ...operations], server, model);
    assert.is(statements.filter((sql) => sql.includes('AUTO_INCREMENT')).length, 1);
    assert.regex(statements.join('; '), /ADD COLUMN `number` bigint AUTO_INCREMENT[^;]*ADD PRIMARY KEY \(`number`\)/u);
  }
});

test('an index that was there as a unique constraint is not dropped when its creation is undone', (assert) => {
  const plain = table('users', { email: t.string(9).unique('uq_email') });
  const model = registry.applyAll(emptySchema, [{ kind: 'createTable', table: plain }]);
  const index = { name: 'uq_email', columns: [{ column: 'email' }], unique: true };
  const operation: Operation = { kind: 'createIndex', table: name, index, ifNotExists: true };
  assert.deepEqual(said([operation], 'mysql', model), []);
  assert.deepEqual(registry.reverseAll(model, [operation]), []);
});
