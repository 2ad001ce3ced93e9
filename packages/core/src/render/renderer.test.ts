import test from 'ava';
import { Expression } from '../operations/call.js';
import { UnknownOperationError } from '../operations/errors.js';
import type { AnyOperation, Operation, OperationType } from '../operations/operation.js';
import { OperationRegistry } from '../operations/registry.js';
import { quote } from '../schema/quote.js';
import { check, index, table, unique, view } from '../schema/table.js';
import { t } from '../schema/t.js';
import { sql } from '../schema/values.js';
import { renderMigration, type MigrationDraft } from './renderer.js';

const head: MigrationDraft = { revision: '7c1f0a9be2d4', downRevision: '001_initial', upgrade: [] };

function bodyOf(operations: readonly Operation[]): string {
  const text = renderMigration({ ...head, upgrade: operations });
  return text.slice(text.indexOf('  upgrade(op) {\n') + '  upgrade(op) {\n'.length, text.indexOf('\n  },\n'));
}

test('a migration reads as if written by hand', (assert) => {
  const text = renderMigration({
    ...head,
    branchLabels: ['phones'],
    dependsOn: ['a1', 'b2'],
    message: "Add the phone number of a user's friends",
    createdAt: new Date('2026-07-05T12:34:56Z'),
    upgrade: [
      {
        kind: 'createTable',
        table: table(
          'friends',
          {
            id: t.integer().primaryKey().identity(),
            email: t.string(255).notNull(),
            born: t.timestamp({ withTimeZone: true }).default(sql`CURRENT_TIMESTAMP`),
          },
          {
            constraints: [unique(['email']), check('length(email) > 3', { name: 'ck_email' })],
            indexes: [index(['born'])],
          },
        ),
      },
      {
        kind: 'addColumn',
        table: { name: 'users' },
        column: { name: 'phone', type: { kind: 'string', length: 20 }, nullable: true },
      },
      {
        kind: 'createIndex',
        table: { name: 'users' },
        index: { name: 'ix_users_phone', columns: [{ column: 'phone' }], unique: false },
      },
    ],
    downgrade: [{ kind: 'dropTable', table: { name: 'friends' } }],
  });
  assert.is(
    text,
    `// Created 2026-07-05T12:34:56.000Z
import { migration, sql, t } from '@aludel/core';

export default migration({
  revision: '7c1f0a9be2d4',
  downRevision: '001_initial',
  branchLabels: ['phones'],
  dependsOn: ['a1', 'b2'],
  message: "Add the phone number of a user's friends",

  upgrade(op) {
    op.createTable('friends', {
      id: t.integer().identity().primaryKey('pk_friends'),
      email: t.string(255).notNull().unique('uq_friends_email').check('length(email) > 3', 'ck_email'),
      born: t
        .timestamp({ withTimeZone: true })
        .default(sql\`CURRENT_TIMESTAMP\`)
        .index('ix_friends_born'),
    });
    op.addColumn('users', 'phone', t.string(20));
    op.createIndex('ix_users_phone', 'users', ['phone']);
  },

  downgrade(op) {
    op.dropTable('friends');
  },
});
`,
  );
});

test('what a column is on one dialect is written behind it', (assert) => {
  const column = t.string(9).notNull().on('big', t.text().collate('own').options({})).on('small', { kind: 'text' });
  const operation: Operation = {
    kind: 'addColumn',
    table: { name: 'a' },
    column: { name: 'b', ...column.parts.column },
  };
  assert.is(
    bodyOf([operation]),
    "    op.addColumn('a', 'b', t.string(9).notNull().on('big', t.text().collate('own').options({})).on('small', t.text()));",
  );
});

test('without operations, it is a sample to fill in', (assert) => {
  assert.is(
    renderMigration({ ...head, downRevision: null, message: 'Start' }),
    `import { migration, t } from '@aludel/core';

export default migration({
  revision: '7c1f0a9be2d4',
  downRevision: null,
  message: 'Start',

  upgrade(op) {
    // op.addColumn('users', 'phone_number', t.string(20));
  },

  // Without a downgrade(op), one is derived: the operations are undone in reverse.
});
`,
  );
});

test('a merge has nothing to fill in', (assert) => {
  assert.is(
    renderMigration({ ...head, downRevision: ['a', 'b'] }),
    `import { migration } from '@aludel/core';

export default migration({
  revision: '7c1f0a9be2d4',
  downRevision: ['a', 'b'],

  upgrade() {},

  downgrade() {},
});
`,
  );
});

test('a downgrade that is left out is not written; an empty one is', (assert) => {
  const upgrade: readonly Operation[] = [{ kind: 'execute', sql: 'SELECT 1' }];
  assert.false(renderMigration({ ...head, upgrade }).includes('downgrade'));
  assert.true(renderMigration({ ...head, upgrade, downgrade: [] }).includes('\n  downgrade() {},\n'));
});

test('the header is literal, also where the message has several lines', (assert) => {
  const text = renderMigration({ ...head, message: 'First\nSecond `x` ${y}' });
  assert.true(text.includes("\n  message: 'First\\nSecond `x` ${y}',\n"));
});

test('a statement of several lines stands as it is', (assert) => {
  assert.is(
    bodyOf([{ kind: 'execute', sql: "SELECT '\\d',\n  `a`, ${b}" }]),
    "    op.execute(`SELECT '\\\\d',\n  \\`a\\`, \\${b}`);",
  );
});

test('values are written as what they are', (assert) => {
  const row = {
    text: 'it\'s "x"',
    big: 9007199254740993n,
    small: -0,
    huge: 1e21,
    yes: true,
    nothing: null,
    bytes: new Uint8Array([0, 255]),
    'odd key': 'a\u0000\u202eb\ud800',
  };
  assert.is(
    bodyOf([{ kind: 'bulkInsert', table: { name: 'a' }, rows: [row] }]),
    `    op.bulkInsert('a', [
      {
        text: 'it\\'s "x"',
        big: 9007199254740993n,
        small: -0,
        huge: 1e21,
        yes: true,
        nothing: null,
        bytes: new Uint8Array([0, 255]),
        'odd key': 'a\\x00\\u202eb\\ud800',
      },
    ]);`,
  );
});

test('a column called __proto__ is a column', (assert) => {
  const column = JSON.parse('{ "__proto__": 1 }') as Record<string, number>;
  assert.is(
    bodyOf([{ kind: 'bulkInsert', table: { name: 'a' }, rows: [column] }]),
    "    op.bulkInsert('a', [{ ['__proto__']: 1 }]);",
  );
});

test('columns whose names look like numbers keep their place', (assert) => {
  const text = bodyOf([{ kind: 'createTable', table: table('a', { b: t.text() }) }]);
  assert.true(text.includes("'a', {"));
  const columns = ['b', '1'].map((name) => ({ name, type: { kind: 'text' as const }, nullable: true }));
  const record = bodyOf([{ kind: 'createTable', table: { ...table('a', { b: t.text() }), columns } }]);
  assert.true(record.indexOf("name: 'b'") < record.indexOf("name: '1'"));
});

interface PaintTable {
  readonly kind: 'paintTable';
}

const paintTable: OperationType<PaintTable> = {
  kind: 'paintTable',
  touches: () => [],
  apply: (before) => before,
  reverse: () => [],
  toCall: ({ kind }) => ({
    name: 'apply',
    args: [
      {
        kind,
        with: new Expression('t', 'aludel-paint', [{ name: 'red', args: [] }]),
        op: new Expression('op', 'aludel-paint', []),
      },
      new Expression('t', '@aludel/core', [{ name: 'text', args: [] }]),
    ],
  }),
  describe: ({ kind }) => kind,
};

test('names come from the modules that export them, and two of the same name are told apart', (assert) => {
  const upgrade = [{ kind: 'paintTable' } satisfies AnyOperation as unknown as Operation];
  const text = renderMigration({ ...head, upgrade }, new OperationRegistry(paintTable));
  assert.true(
    text.startsWith(
      "import { migration, t as t2 } from '@aludel/core';\nimport { op as op2, t } from 'aludel-paint';\n",
    ),
  );
  assert.true(text.includes("op.apply({ kind: 'paintTable', with: t.red(), op: op2 }, t2.text());"));
  assert.throws(() => renderMigration({ ...head, upgrade }), { instanceOf: UnknownOperationError });
});

test('names that `quote` marked are quoted by the database that the migration runs on', (assert) => {
  const users = table(
    'users',
    {
      Age: t.integer().check(`${quote('Age')} > 0`, 'ck'),
      Name: t.text().default(sql(`f(${quote('x')})`)),
      Odd: t.text().default(sql(`f(${quote("it's")}, '\\\\\`\${')`)),
    },
    { indexes: [index(['Age'], { name: 'ix', where: `${quote('Age')} > 1` })] },
  );
  assert.is(
    bodyOf([
      { kind: 'createTable', table: users },
      { kind: 'createView', view: view('v', `SELECT ${quote('Age')}\nFROM users`) },
    ]),
    `    op.createTable(
      'users',
      {
        Age: t.integer().check(\`\${op.quote('Age')} > 0\`, 'ck'),
        Name: t.text().default(sql\`f(\${op.quote('x')})\`),
        Odd: t.text().default(sql(\`f(\${op.quote("it's")}, '\\\\\\\\\\\`\\\${')\`)),
      },
      { indexes: [index(['Age'], { name: 'ix', where: \`\${op.quote('Age')} > 1\` })] },
    );
    op.createView(
      'v',
      \`SELECT \${op.quote('Age')}
FROM users\`,
    );`,
  );
});

test('what a column is on one dialect is written with it, and once where two have the same', (assert) => {
  const huge = t.native('HUGE').collate('own');
  assert.is(
    bodyOf([
      {
        kind: 'addColumn',
        table: { name: 'a' },
        column: { name: 'b', ...t.text().on(['x', 'y'], huge).on('z', t.uuid()).parts.column },
      },
      {
        kind: 'alterColumn',
        table: { name: 'a' },
        column: 'b',
        to: { type: { kind: 'text' }, nullable: false, variants: { x: { type: { kind: 'uuid' } } } },
      },
    ]),
    `    op.addColumn('a', 'b', t.text().on(['x', 'y'], t.native('HUGE').collate('own')).on('z', t.uuid()));
    op.alterColumn('a', 'b', { nullable: false, type: t.text().on('x', t.uuid()) });`,
  );
});
