import test from 'ava';
import { InvalidDefinitionError } from '../schema/errors.js';
import { defaultNamingConvention } from '../schema/naming.js';
import { table } from '../schema/table.js';
import { t } from '../schema/t.js';
import { AludelError } from '../errors.js';
import type { Operation } from './operation.js';
import { createRecordingOp, type RecordingOp } from './recorder.js';

/** `op` as plain JavaScript has it, where nothing is known of the arguments. */
type LooseOp = Readonly<Record<keyof RecordingOp, (...given: readonly unknown[]) => void>>;

function refused(use: (op: LooseOp) => void): { readonly error: unknown; readonly recorded: readonly Operation[] } {
  const recorded: Operation[] = [];
  const op: object = createRecordingOp((operation) => recorded.push(operation), defaultNamingConvention);
  try {
    use(op as LooseOp);
    return { error: undefined, recorded };
  } catch (error) {
    return { error, recorded };
  }
}

const users = table('users', { id: t.integer() });

const createThing = (): Operation => ({ kind: 'execute', sql: 'SELECT 1' });

/** A wrong call, what is said of it, and what is to be done. */
const mistakes: readonly (readonly [use: (op: LooseOp) => void, message: string, hint: string])[] = [
  [
    (op) => op.createTable('users', { id: t.integer }),
    "op.createTable('users', …) needs a column, such as t.string(20), as id of its second argument (columns), and got the function integer, which was not called.",
    'Write { id: t.integer() }.',
  ],
  [
    (op) => op.createTable('users'),
    "op.createTable('users', …) needs its columns, as an object, as its second argument (columns), and got nothing.",
    "Write op.createTable('users', { id: t.integer().primaryKey() }).",
  ],
  [
    (op) => op.createTable('users', [t.integer()]),
    "op.createTable('users', …) needs its columns, as an object, as its second argument (columns), and got a list.",
    "Write op.createTable('users', { id: t.integer().primaryKey() }).",
  ],
  [
    (op) => op.createTable('users', { id: t.integer() }, null),
    "op.createTable('users', …, …) needs an object of settings as its third argument (settings), and got null.",
    "Leave it out, or write op.createTable('users', { id: t.integer().primaryKey() }, { comment: 'Who may sign in' }).",
  ],
  [
    (op) => op.createTable('users', { id: t.integer() }, { indexes: ['id'] }),
    "op.createTable('users', …, …) needs a list of indexes as indexes of its third argument (settings), and got a list with 'id' in it.",
    "Write { indexes: [index(['email'])] }.",
  ],
  [
    (op) => op.createTable({ name: 'users', columns: { id: t.integer() } }),
    'op.createTable(…) needs a table, as table(…) makes it, as its first argument (table), and got an object.',
    'Write op.createTable(users).',
  ],
  [
    (op) => op.createTable(users, null),
    'op.createTable(…, …) needs an object of settings as its second argument (settings), and got null.',
    'Leave it out, or write op.createTable(users, { ifNotExists: true }).',
  ],
  [
    (op) => op.dropTable(undefined),
    'op.dropTable(…) needs the name of a table, as text or as { schema, name }, as its first argument (table), and got undefined.',
    "Write op.dropTable('users').",
  ],
  [
    (op) => op.dropTable(users),
    'op.dropTable(…) needs the name of a table, as text or as { schema, name }, as its first argument (table), and got a table.',
    "Write op.dropTable('users').",
  ],
  [
    (op) => op.dropTable('users', 'posts'),
    "op.dropTable('users', …) needs an object of settings as its second argument (settings), and got 'posts'.",
    "Leave it out, or write op.dropTable('users', { ifExists: true }).",
  ],
  [
    (op) => op.renameTable('users'),
    "op.renameTable('users', …) needs the name of a table as its second argument (to), and got nothing.",
    "Write op.renameTable('users', 'people').",
  ],
  [
    (op) => op.addColumn('users', 'age', t.integer),
    "op.addColumn('users', 'age', …) needs a column, such as t.string(20), as its third argument (column), and got the function integer, which was not called.",
    "Write op.addColumn('users', 'age', t.integer()).",
  ],
  [
    (op) => op.addColumn('users', 'age', 'integer'),
    "op.addColumn('users', 'age', …) needs a column, such as t.string(20), as its third argument (column), and got 'integer'.",
    "Write op.addColumn('users', 'age', t.integer()).",
  ],
  [
    (op) => op.dropColumn('users'),
    "op.dropColumn('users', …) needs the name of a column as its second argument (name), and got nothing.",
    "Write op.dropColumn('users', 'age').",
  ],
  [
    (op) => op.dropColumn('users', ['age', 'name']),
    "op.dropColumn('users', …) needs the name of a column as its second argument (name), and got a list.",
    "Write op.dropColumn('users', 'age').",
  ],
  [
    (op) => op.alterColumn('users', 'age'),
    "op.alterColumn('users', 'age', …) needs what changes, as an object, as its third argument (to), and got nothing.",
    "Write op.alterColumn('users', 'age', { type: t.string(40), nullable: false }).",
  ],
  [
    (op) => op.alterColumn('users', 'age', 'text'),
    "op.alterColumn('users', 'age', …) needs what changes, as an object, as its third argument (to), and got 'text'.",
    "Write op.alterColumn('users', 'age', { type: t.string(40), nullable: false }).",
  ],
  [
    (op) => op.alterColumn('users', 'age', t.text()),
    "op.alterColumn('users', 'age', …) needs what changes, as an object, as its third argument (to), and got a column.",
    "Write op.alterColumn('users', 'age', { type: t.string(40), nullable: false }).",
  ],
  [
    (op) => op.alterColumn('users', 'age', { type: t.text }),
    "op.alterColumn('users', 'age', …) needs a type, such as t.string(40), as type of its third argument (to), and got the function text, which was not called.",
    'Write { type: t.string(40) }.',
  ],
  [
    (op) => op.alterColumn('users', 'age', { default: undefined, generated: 'a + b' }),
    "op.alterColumn('users', 'age', …) needs an expression, or null, as generated of its third argument (to), and got 'a + b'.",
    "Write { generated: { expression: 'a + b', stored: true } }.",
  ],
  [
    (op) => op.alterColumn('users', 'age', { nullable: false }, null),
    "op.alterColumn('users', 'age', …, …) needs an object of settings as its fourth argument (options), and got null.",
    'Leave it out.',
  ],
  [
    (op) => op.renameColumn('users', 'age'),
    "op.renameColumn('users', 'age', …) needs the name of a column as its third argument (to), and got nothing.",
    "Write op.renameColumn('users', 'age', 'years').",
  ],
  [
    (op) => op.createIndex('ix', 'users', 'id'),
    "op.createIndex('ix', 'users', …) needs a list of columns or expressions as its third argument (columns), and got 'id'.",
    "Write op.createIndex('ix_users_email', 'users', ['email']).",
  ],
  [
    (op) => op.createIndex('ix', 'users', []),
    "op.createIndex('ix', 'users', …) needs a list of columns or expressions as its third argument (columns), and got an empty list.",
    "Write op.createIndex('ix_users_email', 'users', ['email']).",
  ],
  [
    (op) => op.createIndex('ix', 'users', [undefined]),
    "op.createIndex('ix', 'users', …) needs a list of columns or expressions as its third argument (columns), and got a list with undefined in it.",
    "Write op.createIndex('ix_users_email', 'users', ['email']).",
  ],
  [
    (op) => op.createIndex('ix', 'users', ['id'], true),
    "op.createIndex('ix', 'users', …, …) needs an object of settings as its fourth argument (settings), and got true.",
    "Leave it out, or write op.createIndex('ix_users_email', 'users', ['email'], { unique: true }).",
  ],
  [
    (op) => op.createIndex('ix', 'users', ['id'], { where: 3 }),
    "op.createIndex('ix', 'users', …, …) needs a condition as SQL text as where of its fourth argument (settings), and got 3.",
    "Write { where: 'age > 0' }.",
  ],
  [
    (op) => op.dropIndex('ix'),
    "op.dropIndex('ix', …) needs the name of a table, as text or as { schema, name }, as its second argument (table), and got nothing.",
    "Write op.dropIndex('ix_users_email', 'users').",
  ],
  [
    (op) => op.renameIndex('ix', 'users'),
    "op.renameIndex('ix', 'users', …) needs the name of an index as its third argument (to), and got nothing.",
    "Write op.renameIndex('ix_users_email', 'users', 'ix_users_mail').",
  ],
  [
    (op) => op.createPrimaryKey('pk', 'users', []),
    "op.createPrimaryKey('pk', 'users', …) needs a list of names of columns as its third argument (columns), and got an empty list.",
    "Write op.createPrimaryKey('pk_users', 'users', ['email']).",
  ],
  [
    (op) => op.createUniqueConstraint('uq', { schema: 'shop', name: 'users' }, []),
    "op.createUniqueConstraint('uq', 'users', …) needs a list of names of columns as its third argument (columns), and got an empty list.",
    "Write op.createUniqueConstraint('uq_users_email', 'users', ['email']).",
  ],
  [
    (op) => op.createForeignKey('fk', 'posts', 'users', 'user_id', 'id'),
    "op.createForeignKey('fk', 'posts', 'users', …) needs a list of names of columns as its fourth argument (columns), and got 'user_id'.",
    "Write op.createForeignKey('fk_posts_user_id_users', 'posts', 'users', ['user_id']).",
  ],
  [
    (op) => op.createForeignKey('fk', 'posts', 'users', ['user_id'], 'id'),
    "op.createForeignKey('fk', 'posts', 'users', …, …) needs a list of names of columns as its fifth argument (referencedColumns), and got 'id'.",
    "Leave it out, or write op.createForeignKey('fk_posts_user_id_users', 'posts', 'users', ['user_id'], ['id']).",
  ],
  [
    (op) => op.createForeignKey('fk', 'posts', 'users', ['user_id'], ['id'], 'cascade'),
    "op.createForeignKey('fk', 'posts', 'users', …, …, …) needs an object of settings as its sixth argument (settings), and got 'cascade'.",
    "Leave it out, or write op.createForeignKey('fk_posts_user_id_users', 'posts', 'users', ['user_id'], ['id'], { onDelete: 'cascade' }).",
  ],
  [
    (op) => op.createCheckConstraint('ck', 'users'),
    "op.createCheckConstraint('ck', 'users', …) needs a condition as SQL text as its third argument (condition), and got nothing.",
    "Write op.createCheckConstraint('ck_users_age', 'users', 'age > 0').",
  ],
  [
    (op) => op.dropConstraint(null, 'users', { columns: 'email' }),
    "op.dropConstraint(null, 'users', …) needs a list of names of columns as columns of its third argument (settings), and got 'email'.",
    "Write { columns: ['email'] }.",
  ],
  [
    (op) => op.renameConstraint('uq', 'users'),
    "op.renameConstraint('uq', 'users', …) needs the name of a constraint as its third argument (to), and got nothing.",
    "Write op.renameConstraint('uq_users_email', 'users', 'uq_users_mail').",
  ],
  [
    (op) => op.createTableComment('users'),
    "op.createTableComment('users', …) needs text as its second argument (comment), and got nothing.",
    "Write op.createTableComment('users', 'Who may sign in').",
  ],
  [
    (op) => op.dropTableComment(),
    'op.dropTableComment(…) needs the name of a table, as text or as { schema, name }, as its first argument (table), and got nothing.',
    "Write op.dropTableComment('users').",
  ],
  [
    (op) => op.createView('grown_ups'),
    "op.createView('grown_ups', …) needs a query as SQL text as its second argument (definition), and got nothing.",
    "Write op.createView('grown_ups', 'SELECT * FROM users WHERE age >= 18').",
  ],
  [
    (op) => op.dropView(),
    'op.dropView(…) needs the name of a view, as text or as { schema, name }, as its first argument (name), and got nothing.',
    "Write op.dropView('grown_ups').",
  ],
  [
    (op) => op.execute(),
    'op.execute(…) needs a statement, as SQL text or as a builder of Knex, as its first argument (sql), and got nothing.',
    "Write op.execute('UPDATE users SET age = 1').",
  ],
  [
    (op) => op.execute('SELECT ?', 'hunter2'),
    'op.execute(…, …) needs a list of values, one for each ?, as its second argument (bindings), and got text.',
    "Leave it out, or write op.execute('UPDATE users SET age = 1', ['new']).",
  ],
  [
    (op) => op.execute('SELECT ?', { password: 'hunter2' }),
    'op.execute(…, …) needs a list of values, one for each ?, as its second argument (bindings), and got an object.',
    "Leave it out, or write op.execute('UPDATE users SET age = 1', ['new']).",
  ],
  [
    (op) => op.execute('SELECT 1', [], { touches: 'users' }),
    "op.execute(…, …, …) needs a list of tables as touches of its third argument (settings), and got 'users'.",
    "Write { touches: ['users'] }.",
  ],
  [
    (op) => op.bulkInsert('users', { id: 1 }),
    "op.bulkInsert('users', …) needs a list of rows, or anything else that gives rows one after another, as its second argument (rows), and got an object.",
    "Write op.bulkInsert('users', [{ id: 1, email: 'a@example.org' }]).",
  ],
  [
    (op) => op.bulkInsert('users', ['hunter2']),
    "op.bulkInsert('users', …) needs a list of rows, or anything else that gives rows one after another, as its second argument (rows), and got a list with text in it.",
    "Write op.bulkInsert('users', [{ id: 1, email: 'a@example.org' }]).",
  ],
  [
    (op) => op.alterTable('users'),
    "op.alterTable('users', …) needs a function as its second argument (change), and got nothing.",
    "Write op.alterTable('users', (table) => table.dropColumn('age')).",
  ],
  [
    (op) => op.alterTable('users', (own: LooseOp) => own.createIndex('ix', 'id')),
    "table.createIndex('ix', …) needs a list of columns or expressions as its second argument (columns), and got 'id'.",
    "Write table.createIndex('ix_users_email', ['email']).",
  ],
  [
    (op) => op.apply(null),
    'op.apply(…) needs an operation, as a function of a dialect package makes it, as its first argument (operation), and got null.',
    "Write op.apply({ kind: 'dropTable', table: { name: 'users' } }).",
  ],
  [
    (op) => op.apply([]),
    'op.apply(…) needs an operation, as a function of a dialect package makes it, as its first argument (operation), and got an empty list.',
    "Write op.apply({ kind: 'dropTable', table: { name: 'users' } }).",
  ],
  [
    (op) => op.apply(createThing),
    'op.apply(…) needs an operation, as a function of a dialect package makes it, as its first argument (operation), and got the function createThing, which was not called.',
    "Write op.apply({ kind: 'dropTable', table: { name: 'users' } }).",
  ],
];

for (const [use, message, hint] of mistakes) {
  test(`${String(use).replace(/^.*?=> /u, '')} is refused, and nothing is recorded`, (assert) => {
    const { error, recorded } = refused(use);
    assert.true(error instanceof InvalidDefinitionError, String(error));
    if (!(error instanceof InvalidDefinitionError)) return;
    assert.deepEqual([error.code, error.message, error.hint], ['INVALID_DEFINITION', message, hint]);
    assert.deepEqual(recorded, []);
  });
}

test('an empty list is refused under the name of what it is for', (assert) => {
  for (const method of ['createIndex', 'createPrimaryKey', 'createUniqueConstraint'] as const) {
    const { error, recorded } = refused((op) => op[method]('odd_one', 'users', []));
    assert.regex(String(error), /odd_one.*got an empty list/u);
    assert.deepEqual(recorded, []);
  }
});

test('what is written wrongly within alterTable does not undo what came before it, and adds nothing', (assert) => {
  const { error, recorded } = refused((op) =>
    op.alterTable('users', (own: LooseOp) => {
      own.dropColumn('age');
      own.dropColumn();
    }),
  );
  assert.regex(String(error), /table\.dropColumn\(…\) needs the name of a column/u);
  assert.deepEqual(recorded, [{ kind: 'dropColumn', table: { name: 'users' }, column: 'age' }]);
});

test('a value is never shown where it could be a password', (assert) => {
  const secret = 'hunter2';
  const calls: readonly ((op: LooseOp) => void)[] = [
    (op) => op.execute('SELECT ?', secret),
    (op) => op.execute({ secret }),
    (op) => op.bulkInsert('users', secret),
    (op) => op.bulkInsert('users', { secret }),
    (op) => op.bulkInsert('users', [secret]),
    (op) => op.alterColumn('users', 'secret', { default: [secret] }),
  ];
  for (const use of calls) {
    const { error } = refused(use);
    assert.true(error instanceof InvalidDefinitionError, String(use));
    assert.false(JSON.stringify([String(error), error]).includes(secret));
  }
});

test('rows may come from anything that gives them', (assert) => {
  const row = { id: 1 };
  async function* later(): AsyncIterable<object> {
    yield row;
  }
  for (const rows of [[row], [], new Set([row]), later()]) {
    const { error, recorded } = refused((op) => op.bulkInsert('users', rows));
    assert.is(error, undefined);
    assert.is(recorded.length, 1);
  }
});

test('operations of a list can be applied one by one with forEach', (assert) => {
  const { error, recorded } = refused((op) => [createThing(), createThing()].forEach(op.apply));
  assert.is(error, undefined);
  assert.is(recorded.length, 2);
});

/** What a program may hold by mistake. */
const anything: readonly unknown[] = [
  undefined,
  null,
  '',
  'users',
  3,
  Symbol('s'),
  [],
  [null],
  ['id'],
  {},
  { name: 3 },
  { columns: null },
  { kind: 'x' },
  () => 1,
  t.integer,
  t.text(),
  { id: t.text() },
  users,
  Promise.resolve(1),
];

test('whatever a method of op is called with, it records or says in words of its own why not', (assert) => {
  const triples = anything.flatMap((a) => anything.flatMap((b) => anything.map((c) => [a, b, c])));
  const starts = [[], ['name', 'users'], ['name', 'users', 'posts', ['id']]];
  const wrong = new Set<string>();
  const op: object = createRecordingOp(() => undefined, defaultNamingConvention);
  for (const [name, method] of Object.entries(op as LooseOp)) {
    for (const given of triples.flatMap((triple) => starts.map((start) => [...start, ...triple]))) {
      try {
        method(...given);
      } catch (error) {
        if (!(error instanceof AludelError)) wrong.add(`${name}: ${String(error)}`);
      }
    }
  }
  assert.deepEqual([...wrong], []);
});
