import test from 'ava';
import { InvalidDefinitionError } from '../schema/errors.js';
import { defaultNamingConvention } from '../schema/naming.js';
import { t as type } from '../schema/t.js';
import { table } from '../schema/table.js';
import type { Operation } from './operation.js';
import { createRecordingOp } from './recorder.js';
import { coreOperations } from './registry.js';

/** Hands data to `op.apply`, as plain JavaScript may. */
function applied(operation: unknown): readonly Operation[] {
  const recorded: Operation[] = [];
  createRecordingOp((one) => recorded.push(one), defaultNamingConvention).apply(operation as Operation);
  return recorded;
}

for (const kind of Object.keys(coreOperations)) {
  test(`a ${kind} that lacks all that it is made of is refused`, (t) => {
    const error = t.throws(() => applied({ kind }), { instanceOf: InvalidDefinitionError });
    t.regex(
      error?.message ?? '',
      /^op\.apply\(…\) needs .* of its first argument \(operation\), and got undefined\.$/u,
    );
    t.regex(error?.hint ?? '', /^Write \{ /u);
  });
}

const users = { name: 'users' };

/** Wrong data, what is said of it, and what is to be done. */
const mistakes: readonly (readonly [operation: unknown, needs: string, hint: string])[] = [
  [
    { kind: 'dropTable', table: 'users' },
    "the name of a table as { schema, name } as table of its first argument (operation), and got 'users'",
    "{ table: { name: 'users' } }",
  ],
  [
    { kind: 'addColumn', table: users, column: { name: 'age', type: 'integer' } },
    'a column as data as column of its first argument (operation), and got an object',
    "{ column: { name: 'age', type: { kind: 'integer' }, nullable: true } }",
  ],
  [
    { kind: 'createUniqueConstraint', table: users, constraint: { kind: 'primaryKey', columns: ['id'] } },
    'a constraint of the kind unique as data as constraint of its first argument (operation), and got an object',
    "{ constraint: { kind: 'unique', columns: ['email'] } }",
  ],
  [
    { kind: 'execute', sql: 3 },
    'text as sql of its first argument (operation), and got 3',
    "{ sql: 'UPDATE users SET age = 1' }",
  ],
  [
    { kind: 'bulkInsert', table: users, rows: [3] },
    'a list of rows, or anything else that gives rows one after another, as rows of its first argument (operation), and got a list with a number in it',
    "{ rows: [{ id: 1, email: 'a@example.org' }] }",
  ],
];

for (const [operation, needs, hint] of mistakes) {
  test(`${JSON.stringify(operation)} is refused`, (t) => {
    const error = t.throws(() => applied(operation), { instanceOf: InvalidDefinitionError });
    t.is(error?.message, `op.apply(…) needs ${needs}.`);
    t.is(error?.hint, `Write ${hint}.`);
  });
}

test('whole operations are recorded as they are', (t) => {
  const whole: readonly Operation[] = [
    { kind: 'createTable', table: table('users', { id: type.integer().primaryKey(), email: type.text().unique() }) },
    { kind: 'alterColumn', table: users, column: 'email', to: { type: { kind: 'text' }, nullable: false } },
    {
      kind: 'createIndex',
      table: users,
      index: { name: 'ix', columns: [{ expression: 'lower(email)' }], unique: true },
    },
    { kind: 'execute', sql: 'SELECT ?', bindings: [1] },
  ];
  t.deepEqual(whole.flatMap(applied), whole);
});
